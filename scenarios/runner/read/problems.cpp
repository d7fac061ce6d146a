#include "scenarios/runner/read/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace exarace {
namespace {

std::string join(const std::vector<std::string>& messages) { return fmt::format("{}", fmt::join(messages, "\n")); }

std::string_view line_of(std::string_view text, std::uint32_t line) {
  for (std::uint32_t i = 1; i < line; ++i) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return "";
    text.remove_prefix(end + 1);
  }
  std::string_view found = text.substr(0, text.find('\n'));
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

/// Blank text as wide as the first `characters` of a line; tabs stay, so that the caret stands below its character.
std::string padding(std::string_view line, std::uint32_t characters) {
  std::string blank;
  for (const char c : line) {
    const bool continues = (static_cast<unsigned char>(c) & 0xc0) == 0x80;  // a later byte of a UTF-8 character
    if (continues) continue;
    if (blank.size() == characters) break;
    blank += c == '\t' ? '\t' : ' ';
  }
  return blank;
}

std::string excerpt(const Where& where) {
  constexpr std::size_t widest = 160;  // a longer line would wrap and the caret would point nowhere
  const std::string_view line = line_of(where.source->text, where.line);
  if (line.empty() || line.size() > widest) return "";
  return fmt::format("\n{:>5} | {}\n{:>5} | {}^", where.line, line, "", padding(line, where.column - 1));
}

}  // namespace

ScenarioErrors::ScenarioErrors(std::vector<std::string> all) : ScenarioError(join(all)), messages(std::move(all)) {}

std::string to_message(const Problem& problem) {
  const Where& where = problem.where;
  const std::string key = problem.key.empty() ? "" : problem.key + ": ";
  if (!where.source) return key + problem.text;
  if (!where.source->key.empty())
    return where.source->name + ": " + (problem.key == where.source->key ? "" : key) + problem.text;
  if (where.line == 0) return where.source->name + ": " + key + problem.text;
  return fmt::format("{}:{}:{}: {}{}{}", where.source->name, where.line, where.column, key, problem.text,
                     excerpt(where));
}

void throw_if_any(std::vector<Problem> problems, const std::vector<std::shared_ptr<const Source>>& sources) {
  if (problems.empty()) return;
  const auto rank = [&](const Problem& p) {
    return std::find_if(sources.begin(), sources.end(), [&](const auto& s) { return s.get() == p.where.source; }) -
           sources.begin();
  };
  std::stable_sort(problems.begin(), problems.end(), [&](const Problem& a, const Problem& b) {
    return std::tuple(rank(a), a.where.line, a.where.column) < std::tuple(rank(b), b.where.line, b.where.column);
  });
  std::vector<std::string> messages;
  for (const Problem& problem : problems) {
    std::string message = to_message(problem);
    if (std::find(messages.begin(), messages.end(), message) == messages.end()) messages.push_back(std::move(message));
  }
  throw ScenarioErrors(std::move(messages));
}

}  // namespace exarace
