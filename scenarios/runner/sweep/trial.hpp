#pragma once
/// How long a run takes and how much it leaves, from a short try.

#include "outputs/sweep/manifest.hpp"

namespace exarace {

/// What one run of a sweep costs.
struct Trial {
  double seconds = 0;        ///< of one processor
  double bytes = 0;          ///< of the run in a segment
  double segment_bytes = 0;  ///< of a segment without its runs
  double share = 0;          ///< of the run that was played
};

/// Plays the first run for about `seconds`; where it fails, another one that is far from it. Throws ScenarioError where
/// all runs that were tried fail.
Trial try_run(const SweepManifest& manifest, double seconds);

/// Segments that a sweep will have, and bytes on disk.
std::uint64_t count_segments(const SweepManifest& plan, const Trial& trial);
double disk_of(const SweepManifest& plan, const Trial& trial);

/// Runs that are claimed together: about ten seconds of work, at most 64, and enough blocks for many workers.
std::uint64_t choose_block(const SweepManifest& manifest, const Trial& trial);

}  // namespace exarace
