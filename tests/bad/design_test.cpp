/// Every wrong design in designs/ against the exact message beside it. EXARACE_UPDATE=1 rewrites the messages.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/runner/plan.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(exarace::test::in_source("tests/bad/designs"));

std::string text_of(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

/// What the planner says, with the folder cut off every path.
std::string message_of(const fs::path& file) {
  std::string text;
  try {
    make_plan(read_design(file.string()), {});
  } catch (const ScenarioError& error) {
    text = error.what() + std::string("\n");
  }
  const std::string folder = kFolder.string() + "/";
  for (std::size_t at; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
  return text;
}

std::vector<fs::path> wrong_designs() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("every wrong design is refused with its exact message") {
  REQUIRE(wrong_designs().size() > 30);
  for (const fs::path& file : wrong_designs()) {
    const fs::path expected = fs::path(file).replace_extension(".expected");
    const std::string message = message_of(file);
    if (std::getenv("EXARACE_UPDATE")) std::ofstream(expected) << message;
    INFO(file.filename().string());
    CHECK_FALSE(message.empty());
    CHECK(message == text_of(expected));
  }
}
