/// Every wrong file in this folder against the exact message beside it. EXARACE_UPDATE=1 rewrites the messages.

#include <fstream>

#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/sweep/plan.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/messages.hpp"

using namespace exarace;
using namespace exarace::test;
namespace fs = std::filesystem;

namespace {

/// Lines of `NAME.sets`: what stands after each `--set`.
std::vector<std::string> sets_of(fs::path file) {
  std::ifstream in(file.replace_extension(".sets"));
  std::vector<std::string> sets;
  for (std::string line; std::getline(in, line);) sets.push_back(line);
  return sets;
}

template <class Read>
std::string message_of(Read&& read) {
  try {
    read();
  } catch (const ScenarioError& error) {
    return error.what() + std::string("\n");
  }
  return "";
}

}  // namespace

TEST_CASE("every wrong scenario is refused with its exact message") {
  check_messages("tests/bad", ".toml", 45, [](const fs::path& file) {
    return message_of([&] { fill(blank_catalogue(), with_sets(read_scenario(file), sets_of(file)), 0); });
  });
}

TEST_CASE("every wrong design is refused with its exact message") {
  check_messages("tests/bad/designs", ".toml", 35,
                 [](const fs::path& file) { return message_of([&] { make_plan(read_design(file.string()), {}); }); });
}
