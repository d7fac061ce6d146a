#include "scenarios/runner/play/processors.hpp"

#include <sched.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace exarace {
namespace {

namespace fs = std::filesystem;

int allowed_processors() {
  std::vector<cpu_set_t> sets(16);  // 16,384 processors
  const std::size_t size = sets.size() * sizeof(cpu_set_t);
  if (sched_getaffinity(0, size, sets.data()) != 0)
    return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  return std::max(1, CPU_COUNT_S(size, sets.data()));
}

/// The first number of a text such as "4,2"; 0 where there is none.
int number_of(const char* text) {
  int number = 0;
  if (text != nullptr) std::from_chars(text, text + std::strlen(text), number);
  return std::max(number, 0);
}

double smaller(double a, double b) { return a <= 0 ? b : b <= 0 ? a : std::min(a, b); }

/// "max 100000", or "150000 100000": time that may be used in a period.
double quota_of_two(const fs::path& file) {
  std::ifstream in(file);
  std::string quota;
  double period = 0;
  if (!(in >> quota >> period) || quota == "max" || period <= 0) return 0;
  return std::max(0, number_of(quota.c_str())) / period;
}

double quota_of_one(const fs::path& folder) {
  double quota = 0, period = 0;
  std::ifstream(folder / "cpu.cfs_quota_us") >> quota;
  std::ifstream(folder / "cpu.cfs_period_us") >> period;
  return quota > 0 && period > 0 ? quota / period : 0;
}

/// The least quota of a group and all that hold it. Inside a container its own path may not be seen: then those above.
template <class Quota>
double least_quota(const fs::path& mount, const std::string& group, Quota&& quota) {
  double least = quota(mount);
  fs::path folder = mount;
  for (const fs::path& part : fs::path(group).relative_path()) least = smaller(least, quota(folder /= part));
  return least;
}

}  // namespace

double group_quota(const fs::path& root) {
  const fs::path top = root / "sys/fs/cgroup";
  double least = 0;
  std::ifstream groups(root / "proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {  // "0::/user.slice", or "4:cpu,cpuacct:/slurm/job_7"
    const auto first = line.find(':'), second = line.find(':', first + 1);
    if (first == line.npos || second == line.npos) continue;
    const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
    const std::string group = line.substr(second + 1);
    if (controllers == ",,")
      least = smaller(least, least_quota(top, group, [](const fs::path& at) { return quota_of_two(at / "cpu.max"); }));
    if (controllers.find(",cpu,") == controllers.npos) continue;
    for (const char* mount : {"cpu", "cpu,cpuacct"})
      least = smaller(least, least_quota(top / mount, group, quota_of_one));
  }
  return least;
}

double processor_time() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

int usable_processors() {
  int processors = allowed_processors();
  if (const double quota = group_quota(); quota > 0)
    processors = std::min(processors, std::max(1, static_cast<int>(std::lround(quota))));
  for (const char* name : {"SLURM_CPUS_PER_TASK", "OMP_NUM_THREADS"})
    if (const int number = number_of(std::getenv(name)); number > 0) processors = std::min(processors, number);
  return processors;
}

}  // namespace exarace
