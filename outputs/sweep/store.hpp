#pragma once
/// The segments of a sweep with their index: what is done, and the one way to add to it.

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "outputs/sweep/index.hpp"
#include "outputs/sweep/process.hpp"

namespace exarace {

/// Lines of the index whose segments are there, and of segments that no line tells of: their writer was killed between
/// the two. `untold` receives the latter. Throws ResultError for a segment that is damaged or cut off.
std::vector<IndexEntry> present_entries(const SweepFolder& folder, const SweepManifest& manifest,
                                        std::vector<SegmentName>* untold = nullptr);

/// A sweep that this process adds to; any thread may call it.
class SweepStore {
 public:
  /// `retry`: runs that have failed so far are open again. Throws ResultError.
  SweepStore(const SweepFolder& folder, const SweepManifest& manifest, SweepProcess& process, bool retry);

  /// Blocks that have no open run.
  std::vector<bool> done_blocks() const;
  /// Runs of a block that are open, after a look at what others have written meanwhile.
  std::vector<std::uint64_t> open_runs(std::uint64_t block);
  /// Writes runs of one block, those that nobody else has written meanwhile. They are done when this returns. Throws
  /// ResultError; then none of them is.
  void put(std::uint64_t block, std::vector<RunRecord> records);
  /// Runs that are done or have failed, as far as this process knows.
  std::uint64_t known() const;

 private:
  enum class State : char { open, whole, failed };

  void take(std::uint64_t run, bool failed);
  void refresh(std::uint64_t block);
  std::uint64_t first_run(std::uint64_t block) const { return block * manifest_.block; }
  std::uint64_t end_run(std::uint64_t block) const;

  SweepFolder folder_;
  const SweepManifest& manifest_;
  SweepProcess& process_;
  mutable std::mutex mutex_;
  std::vector<State> states_;                                  ///< of every run
  std::unordered_map<std::uint64_t, std::uint32_t> attempts_;  ///< segments known of each block
  std::uint64_t known_ = 0;
};

/// Puts the plan into its folder, or checks that the one that is there is the same; returns the one that holds. Throws
/// FileError where the folder holds another design, saying what differs. Where it differs only in the build of the same
/// version, `built` says so; without it that is refused too.
SweepManifest settle_manifest(const SweepFolder& folder, const SweepManifest& planned, std::string* built = nullptr);

/// Paths of segments whose bytes are damaged, with what is wrong: those of a share, and not more than a few gigabytes,
/// which take some seconds ('exarace verify' reads all).
std::vector<std::pair<std::string, std::string>> damaged_segments(const SweepFolder& folder, const Shard& shard);
/// Renames a damaged segment so that it counts no more: "00000012-0.h5.damaged". Throws FileError.
void set_aside(const std::string& segment);

/// Removes files in the making that killed processes left more than an hour ago.
void remove_leftovers(const SweepFolder& folder);

}  // namespace exarace
