#include "tests/support/messages.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/tree.hpp"

namespace exarace::test {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

std::string without(std::string text, const std::string& part) {
  for (std::size_t at; (at = text.find(part)) != std::string::npos;) text.erase(at, part.size());
  return text;
}

void check_messages(const std::string& folder, const std::string& ending, std::size_t least,
                    const std::function<std::string(const fs::path&)>& message_of) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(in_source(folder)))
    if (entry.path().extension() == ending) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= least);
  for (const fs::path& file : files) {
    const fs::path expected = fs::path(file).replace_extension(".expected");
    const std::string message = without(without(message_of(file), in_source(folder) + "/"), folder + "/");
    if (std::getenv("EXARACE_UPDATE")) std::ofstream(expected) << message;
    INFO(file.filename().string());
    CHECK_FALSE(message.empty());
    CHECK(message == text_of(expected));
  }
}

}  // namespace exarace::test
