#include "outputs/file/provenance.hpp"

#include <gnu/libc-version.h>

#include <ctime>
#include <fstream>

#include "outputs/file/digest.hpp"
#include "sim/core/build_info.hpp"

namespace exarace {
namespace {

std::string base_name(const std::string& path) {
  const auto end = path.find_last_not_of('/');
  if (end == path.npos) return path;
  const auto slash = path.find_last_of('/', end);
  return path.substr(slash == path.npos ? 0 : slash + 1, end - (slash == path.npos ? 0 : slash + 1) + 1);
}

/// A value of --set is a path only if it looks like one: fabs/intel is a reference.
bool looks_like_path(const std::string& text) {
  const auto first = text.find_first_not_of("\"'");
  return first != text.npos && (text[first] == '/' || text[first] == '~' || text[first] == '.') &&
         text.find('/') != text.npos;
}

std::string cut_argument(const std::string& argument, bool is_setting) {
  const auto equals = argument.find('=');
  if (equals == argument.npos) return is_setting ? argument : base_name(argument);
  const std::string value = argument.substr(equals + 1);
  const bool setting = is_setting || argument.starts_with("--set=");
  return argument.substr(0, equals + 1) + (setting && !looks_like_path(value) ? value : base_name(value));
}

}  // namespace

std::string cut_paths(const std::vector<std::string>& arguments) {
  std::string line;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string word = cut_argument(arguments[i], i > 0 && arguments[i - 1] == "--set");
    if (word.empty() || word.find_first_of(" \t\"'$*?;&|") != word.npos) word = "'" + word + "'";
    line += (i > 0 ? " " : "") + word;
  }
  return line;
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::string cpu_kind() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name") && line.find(": ") != line.npos) return line.substr(line.find(": ") + 2);
  return "unknown";
}

std::vector<std::pair<std::string, std::string>> provenance_facts(const Provenance& p) {
  const BuildInfo& build = build_info();
  std::vector<std::pair<std::string, std::string>> facts = {
      {"version", build.version},
      {"git_commit", build.commit},
      {"compiler", build.compiler},
      {"compiler_flags", build.flags},
      {"build_type", build.build_type},
      {"c_library", std::string("glibc ") + gnu_get_libc_version()},
      {"cpu", cpu_kind()},
      {"scenario", p.scenario},
      {"scenario_sha256", sha256(p.scenario_text)},
      {"seed", std::to_string(p.seed)},
      {"replicate", std::to_string(p.replicate)},
      {"user_code", p.user_code ? "yes" : "no"},
      {"command", p.command},
      {"started", p.started},
      {"finished", p.finished},
  };
  facts.insert(facts.end(), p.more.begin(), p.more.end());
  facts.emplace_back("scenario_text", p.scenario_text);
  if (!p.design_text.empty()) facts.emplace_back("design_text", p.design_text);
  return facts;
}

}  // namespace exarace
