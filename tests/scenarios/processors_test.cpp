#include "scenarios/runner/play/processors.hpp"

#include <cstdlib>
#include <fstream>

#include "scenarios/runner/command/typed.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

}  // namespace

TEST_CASE("quotas of control groups of version 2 count, the least of all that hold a process") {
  const test::Folder folder;
  const fs::path root = folder / "root";
  write(root / "proc/self/cgroup", "0::/slurm/job_7/step_0\n");
  CHECK(group_quota(root) == 0);
  write(root / "sys/fs/cgroup/slurm/cpu.max", "max 100000\n");
  CHECK(group_quota(root) == 0);
  write(root / "sys/fs/cgroup/slurm/job_7/cpu.max", "150000 100000\n");
  CHECK(group_quota(root) == 1.5);
  write(root / "sys/fs/cgroup/cpu.max", "100000 100000\n");  // of a container that does not see its own path
  CHECK(group_quota(root) == 1);
}

TEST_CASE("quotas of control groups of version 1 count") {
  const test::Folder folder;
  const fs::path root = folder / "root";
  write(root / "proc/self/cgroup", "5:memory:/a\n4:cpu,cpuacct:/a/b\n");
  write(root / "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "-1\n");
  write(root / "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "100000\n");
  CHECK(group_quota(root) == 0);
  write(root / "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us", "400000\n");
  write(root / "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us", "100000\n");
  CHECK(group_quota(root) == 4);
}

TEST_CASE("a command line is told as a shell takes it") {
  CHECK(typed({"exarace", "run", "a b.toml", "--set", "run.end=2028-01-01"}) ==
        "exarace run 'a b.toml' --set run.end=2028-01-01");
  CHECK(typed({"exarace", "run", "it's", "", "chips.*", "~/x"}) == "exarace run 'it'\\''s' '' 'chips.*' '~/x'");
}
