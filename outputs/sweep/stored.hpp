#pragma once
/// Runs of a sweep found again: in its folder, in one of its segments, or in the file that they were gathered into.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outputs/sweep/segment.hpp"

namespace exarace {

/// The runs that are there, and the plan that they belong to.
class StoredSweep {
 public:
  /// Whether a path is a folder, or a file that belongs to a sweep. Throws ResultError for a file that cannot be read.
  static bool is_part(const std::string& path);

  /// Throws ResultError where the path holds no runs of a sweep, or a segment stands away from its sweep's folder.
  explicit StoredSweep(const std::string& path);

  const SweepManifest& manifest() const { return manifest_; }
  /// What the plan says of the program and the machine that began the sweep, name and text.
  const std::vector<std::pair<std::string, std::string>>& provenance() const { return provenance_; }
  /// One run, or all of a segment. Throws ScenarioError for a number outside the plan, a run that is not there, and
  /// where a whole sweep is asked for all its runs; ResultError for a segment that is damaged.
  std::vector<RunRecord> records(std::optional<std::uint64_t> run) const;

 private:
  std::string path_;
  bool one_segment_ = false;
  SweepManifest manifest_;
  std::vector<std::pair<std::string, std::string>> provenance_;
  std::map<std::uint64_t, std::string> file_of_;  ///< of every run; the last attempt counts
};

}  // namespace exarace
