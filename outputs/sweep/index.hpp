#pragma once
/// What a process tells about its segments: a line of JSON each, appended when the segment has its name.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "outputs/sweep/folder.hpp"
#include "outputs/sweep/segment.hpp"

namespace exarace {

/// One line of an index.
struct IndexEntry {
  SegmentName segment;
  std::uint64_t size = 0;                         ///< of the file [bytes]
  std::vector<std::uint64_t> runs;                ///< in order
  std::map<std::uint64_t, std::string> failures;  ///< run and message
  bool operator==(const IndexEntry&) const = default;
};

/// All lines of all processes.
struct Index {
  std::vector<IndexEntry> entries;                           ///< in order of segments, one each
  std::vector<std::pair<std::string, std::string>> damaged;  ///< place and fault of lines that are not believed
};

/// The line of a segment: its runs, rows beyond those of the manifest, for failed runs all that repeats them alone, and
/// behind all that a checksum.
std::string index_line(const SweepManifest& manifest, SegmentName segment, std::uint64_t size,
                       const std::vector<RunRecord>& runs);

/// Reads the index. A line that differs from its checksum, names runs that are not of its segment, or contradicts
/// another is damage and not believed: its segment tells itself what it holds.
Index read_index(const SweepFolder& folder, const SweepManifest& manifest);

/// How far a sweep is.
struct SweepState {
  std::uint64_t runs = 0;  ///< planned
  std::uint64_t done = 0;  ///< whole, without the failed ones
  std::uint64_t failed = 0;
  std::vector<std::pair<std::uint64_t, std::string>> failures;  ///< run and message, in order of runs
  bool complete() const { return done + failed == runs; }
};

/// Joins the lines: a later attempt at a run takes the place of an earlier one.
SweepState state_of(const SweepManifest& manifest, const std::vector<IndexEntry>& entries);

}  // namespace exarace
