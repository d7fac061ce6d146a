#include "scenarios/runner/read/files.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <sstream>

#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"
#include "sim/core/reader.hpp"

namespace fs = std::filesystem;

namespace exarace {
namespace {

/// Stands beside the scenarios and is none: what visitors of the explorer may move.
constexpr const char* kLevers = "levers.toml";

[[noreturn]] void fail(const fs::path& path, const std::string& text) {
  throw ScenarioError(path.string() + ": " + text);
}

/// Bytes of the UTF-8 character that begins at `at`, 0 if there is none.
std::size_t character_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(at);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xc2 ? 0
                           : first < 0xe0 ? 2
                           : first < 0xf0 ? 3
                           : first < 0xf5 ? 4
                                          : 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(at + i) & 0xc0) != 0x80) return 0;
  return size;
}

void check_text(const fs::path& path, std::string_view text) {
  if (text.starts_with("\x89HDF\r\n"))
    fail(path, std::string("this is a result file, not a scenario; ") +
                   in_words("'exarace info' shows what is in it", "exarace.open reads it"));
  std::size_t line = 1, line_start = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') ++line, line_start = at + 1;
    const std::size_t size = text[at] == '\0' ? 0 : character_size(text, at);
    if (size == 0)
      fail(path, fmt::format("byte {} of line {} is no text (0x{:02x}); a scenario is a TOML file in UTF-8",
                             at - line_start + 1, line, static_cast<unsigned char>(text[at])));
    at += size;
  }
}

std::string too_large() {
  return fmt::format(
      "the file is larger than {} MB; a scenario is a short text, large tables belong into files of "
      "their own that it includes",
      kLargestFile >> 20);
}

/// An open file.
class Open {
 public:
  explicit Open(const fs::path& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() {
    if (fd_ >= 0) ::close(fd_);
  }
  operator int() const { return fd_; }

 private:
  int fd_;
};

/// Bytes of a file, and a little more than may be; a pipe into which nobody writes is not waited for without end.
std::string read_all(const fs::path& path) {
  constexpr int kPatience = 5000;  // [ms]
  const Open file(path);
  if (file < 0) fail(path, std::string("cannot be read: ") + std::strerror(errno));
  std::string text;
  std::vector<char> block(1 << 16);
  while (text.size() <= kLargestFile) {
    pollfd ready = {file, POLLIN, 0};
    if (const int some = ::poll(&ready, 1, kPatience); some < 0 && errno == EINTR)
      continue;
    else if (some == 0)
      fail(path, "cannot be read: nobody has written into this pipe for 5 seconds");
    const ssize_t got = ::read(file, block.data(), block.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) fail(path, std::string("cannot be read: ") + std::strerror(errno));
    if (got == 0) break;
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  return text;
}

fs::path program_folder() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

/// Folder of the library that holds this code: that of the Python package; empty in a program.
fs::path library_folder() {
  Dl_info found{};
  if (dladdr(reinterpret_cast<const void*>(&program_folder), &found) == 0 || !found.dli_fname) return {};
  const fs::path library = found.dli_fname;
  return library.extension() == ".so" ? library.parent_path() : fs::path();
}

bool is_name(const std::string& text) {
  return text.find('/') == std::string::npos && !text.ends_with(".toml") && !text.empty();
}

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const fs::path& file : known_scenarios()) names.push_back(file.stem());
  return names;
}

std::string list_of_names() {
  return in_words("'exarace list scenarios' shows all names", "exarace.scenarios() lists all names");
}

}  // namespace

void check_there(const fs::path& file, const std::vector<std::string>& names, const std::string& otherwise) {
  std::error_code error;
  if (fs::status(file, error).type() != fs::file_type::not_found) return;
  std::vector<std::string> beside;
  for (const auto& entry : fs::directory_iterator(file.has_parent_path() ? file.parent_path() : ".", error))
    if (entry.path().extension() == ".toml") beside.push_back(entry.path().filename().string());
  const std::string near = nearest(file.filename().string(), beside), name = nearest(file.stem().string(), names);
  if (!near.empty()) fail(file, "no such file; did you mean '" + (file.parent_path() / near).string() + "'?");
  if (!name.empty()) fail(file, "no such file; did you mean '" + name + "', a name that needs no path?");
  fail(file, "no such file; " + otherwise);
}

std::string read_text_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) fail(path, "no such file");
  if (fs::is_directory(status)) fail(path, "this is a folder; name a scenario file in it");
  if (fs::is_regular_file(status) && fs::file_size(path, error) > kLargestFile) fail(path, too_large());
  const std::string text = read_all(path);
  if (text.size() > kLargestFile) fail(path, too_large());
  check_text(path, text);
  return text;
}

std::vector<fs::path> scenario_folders() {
  std::vector<fs::path> folders;
  if (const char* listed = std::getenv("EXARACE_SCENARIOS")) {
    std::istringstream parts(listed);
    for (std::string part; std::getline(parts, part, ':');)
      if (!part.empty()) folders.emplace_back(part);
  }
  if (const fs::path library = library_folder(); !library.empty()) folders.push_back(library / "scenarios");
  folders.push_back((program_folder() / "../share/exarace/scenarios").lexically_normal());
  // A wheel that carries its libraries keeps the program in a folder beside the package.
  folders.push_back((program_folder() / "../exarace/scenarios").lexically_normal());
#ifdef EXARACE_SOURCE_SCENARIOS
  folders.emplace_back(EXARACE_SOURCE_SCENARIOS);
#endif
  return folders;
}

fs::path find_scenario(const std::string& path_or_name, const fs::path& beside) {
  if (path_or_name.empty())
    throw ScenarioError(std::string("expected the name or path of a scenario, found ''; ") + list_of_names());
  if (!is_name(path_or_name)) {
    const fs::path path = fs::path(path_or_name);
    const fs::path file = (path.is_absolute() || beside.empty() ? path : beside / path).lexically_normal();
    check_there(file, known_names(), list_of_names());
    return file;
  }
  std::vector<fs::path> folders = scenario_folders();
  if (!beside.empty()) folders.insert(folders.begin(), beside);
  std::error_code ignored;
  for (const fs::path& folder : folders) {
    const fs::path file = (folder / (path_or_name + ".toml")).lexically_normal();
    if (fs::is_regular_file(file, ignored)) return file;
  }
  if (fs::is_regular_file(beside / path_or_name, ignored)) return beside / path_or_name;
  const std::vector<std::string> names = known_names();
  throw ScenarioError("no scenario is called '" + path_or_name + "'" + did_you_mean(path_or_name, names) +
                      (nearest(path_or_name, names).empty() ? "; " + list_of_names() + ", or name a file" : ""));
}

std::string find_draws(const std::string& path_or_word, const std::string& scenario) {
  if (path_or_word != "posterior") return path_or_word;
  std::error_code ignored;
  for (const std::string& name : {scenario.substr(0, scenario.find(' ')), std::string("baseline")})
    for (const fs::path& folder : scenario_folders()) {
      const fs::path file = (folder / (name + ".posterior.h5")).lexically_normal();
      if (fs::is_regular_file(file, ignored)) return file.string();
    }
  throw ScenarioError("--draws: no posterior comes with '" + scenario + "'; 'exarace calibrate " + scenario +
                      " -o FILE' makes one");
}

std::vector<fs::path> known_scenarios() {
  std::map<std::string, fs::path> found;
  std::error_code ignored;
  for (const fs::path& folder : scenario_folders())
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      if (entry.path().extension() == ".toml" && entry.path().filename() != kLevers)
        found.emplace(entry.path().stem(), entry.path());
  std::vector<fs::path> files;
  for (auto& [name, file] : found) files.push_back(std::move(file));
  return files;
}

}  // namespace exarace
