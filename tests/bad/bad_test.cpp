/// Every wrong file in this folder against the exact message beside it. EXARACE_UPDATE=1 rewrites the messages.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/runner/fill.hpp"
#include "scenarios/runner/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(exarace::test::in_source("tests/bad"));

std::string text_of(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

/// Lines of `NAME.sets`: what stands after each `--set`.
std::vector<std::string> sets_of(fs::path file) {
  std::ifstream in(file.replace_extension(".sets"));
  std::vector<std::string> sets;
  for (std::string line; std::getline(in, line);) sets.push_back(line);
  return sets;
}

/// What the reader says, with the folder cut off every path.
std::string message_of(const fs::path& file) {
  std::string text;
  try {
    fill(blank_catalogue(), with_sets(read_scenario(file), sets_of(file)), 0);
  } catch (const ScenarioError& error) {
    text = error.what() + std::string("\n");
  }
  for (const std::string& folder : {kFolder.string() + "/", std::string("tests/bad/")})
    for (std::size_t at; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
  return text;
}

std::vector<fs::path> wrong_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("every wrong scenario is refused with its exact message") {
  REQUIRE(wrong_files().size() > 30);
  for (const fs::path& file : wrong_files()) {
    const fs::path expected = fs::path(file).replace_extension(".expected");
    const std::string message = message_of(file);
    if (std::getenv("EXARACE_UPDATE")) std::ofstream(expected) << message;
    INFO(file.filename().string());
    CHECK_FALSE(message.empty());
    CHECK(message == text_of(expected));
  }
}
