/// Every wrong command in commands/ against all that it prints, its exit code and the files that it leaves.
/// A script runs in an empty folder with `try`, which stands for `exarace` and tells the exit code.

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/messages.hpp"
#include "tests/support/small_result.hpp"
#include "tests/support/tree.hpp"

using namespace exarace::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPrelude =
    "unset EXARACE_SCENARIOS\n"
    "export HDF5_USE_FILE_LOCKING=TRUE\n"
    "try() { \"$EXARACE\" \"$@\"; echo \"exit code $?\"; }\n"
    "few='--quiet --threads 1 --set run.end=2022-02-01'\n";

/// What a script prints, and what lies in its folder when it has ended.
std::string transcript_of(const fs::path& script) {
  const Folder there;
  std::ofstream(there / ".script") << kPrelude << text_of(script);
  const std::string command = "cd '" + there.path.string() + "' && EXARACE='" + program() + "' sh .script >.told 2>&1";
  CHECK(WEXITSTATUS(std::system(command.c_str())) == 0);
  std::string text = text_of(there / ".told");
  std::vector<std::string> names = there.names();
  std::sort(names.begin(), names.end());
  for (const std::string& name : names)
    if (name != ".script" && name != ".told") text += "left: " + name + "\n";
  return without(text, there.path.string() + "/");
}

}  // namespace

TEST_CASE("every wrong command is refused with its exact message and leaves nothing half-written") {
  check_messages("tests/bad/commands", ".sh", 40, transcript_of);
}
