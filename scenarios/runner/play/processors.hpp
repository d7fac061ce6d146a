#pragma once
/// How many processors this program may use, where it is not told.

#include <filesystem>

namespace exarace {

/// The least of: the processors that it may run on, the quota of its control groups (rounded), SLURM_CPUS_PER_TASK and
/// OMP_NUM_THREADS; at least 1.
int usable_processors();

/// Processors' worth of time that the control groups of this process allow, by the files below `root`; 0 for no limit.
/// Knows both versions of control groups.
double group_quota(const std::filesystem::path& root = "/");

/// Time that this thread has used of a processor [s]: other programs on the machine do not count.
double processor_time();

}  // namespace exarace
