#pragma once
/// A file of some runs of a sweep: it says itself which they are and what was varied.

#include <cstdint>
#include <string>
#include <vector>

#include "outputs/sweep/manifest.hpp"

namespace exarace {

/// Bytes of a segment.
std::vector<char> segment_bytes(const SweepManifest& manifest, const std::vector<RunRecord>& runs);

/// Bytes of one file with all runs and with the design.
std::vector<char> gathered_bytes(const SweepManifest& manifest, const std::vector<RunRecord>& runs);

/// What a segment says about one of its runs.
struct SegmentRun {
  std::uint64_t run = 0;
  std::string failure;  ///< "" if it did not fail
};

/// The runs of a segment. Throws ResultError if it is damaged or belongs to another sweep than that of `digest`.
std::vector<SegmentRun> read_segment_runs(const std::string& path, const std::string& digest);

/// The runs with all that is kept of them. Throws ResultError.
std::vector<RunRecord> read_segment(const std::string& path, const SweepManifest& manifest);

}  // namespace exarace
