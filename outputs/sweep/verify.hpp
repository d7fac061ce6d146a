#pragma once
/// Is a sweep whole, and what of it can be saved?

#include <string>
#include <utility>
#include <vector>

#include "outputs/sweep/index.hpp"

namespace exarace {

/// What was found in the folder of a sweep.
struct SweepReport {
  SweepState state;                                          ///< counting whole segments only
  std::size_t segments = 0;                                  ///< whole ones
  std::vector<std::pair<std::string, std::string>> damaged;  ///< file and what is wrong with it
  bool intact() const { return damaged.empty(); }
};

/// Reads every segment to its end. Throws ResultError if the folder holds no sweep or its manifest is damaged.
SweepReport verify_sweep(const SweepFolder& folder);

/// Copies what is whole into a new folder, which is a sweep again: the design's command goes on there. Throws
/// ResultError.
SweepReport salvage_sweep(const SweepFolder& folder, const SweepFolder& out);

/// Writes all runs that are there into one file with the same groups as a segment, and the design. Throws ResultError,
/// also where the numbers do not fit into `most_bytes` of memory.
void gather_sweep(const SweepFolder& folder, const std::string& file, bool force, std::size_t most_bytes);

}  // namespace exarace
