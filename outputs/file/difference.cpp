#include "outputs/file/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "outputs/file/reader.hpp"
#include "sim/core/calendar.hpp"

namespace exarace {
namespace {

constexpr const char* kCompared[] = {"series", "final", "events", "denials", "summary", "parameters"};

/// Label of place `index` of a dimension: a day, a row's id, or the number.
std::string label(const FileReader& file, const std::string& group, const std::string& dim, std::size_t index) {
  const auto names = file.variables(group);
  if (std::find(names.begin(), names.end(), dim) == names.end()) return std::to_string(index);
  if (file.holds_texts(group, dim)) return file.texts(group, dim).at(index);
  const double number = file.numbers(group, dim).values.at(index);
  return dim == "time" ? to_string(Date{static_cast<std::int32_t>(number)}) : std::to_string(index);
}

/// "time 2022-04-01, cloud aws" for a place in a variable.
std::string where(const FileReader& file, const std::string& group, const Variable& variable, std::size_t flat) {
  std::string text;
  for (std::size_t d = variable.shape.size(); d-- > 0;) {
    const std::string dim = d < variable.dims.size() ? variable.dims[d] : "";
    text = dim + " " + label(file, group, dim, flat % variable.shape[d]) + (text.empty() ? "" : ", ") + text;
    flat /= variable.shape[d];
  }
  return text.empty() ? "its only value" : text;
}

std::string number_text(double number) { return fmt::format("{:.17g}", number); }

/// Compares two readings of one variable; adds at most one difference.
class Pair {
 public:
  Pair(const FileReader& stored, const FileReader& again, std::string group, std::string name, Comparison& out)
      : stored_(stored), again_(again), group_(std::move(group)), name_(std::move(name)), out_(out) {}

  void compare() {
    ++out_.variables;
    const Variable was = stored_.numbers(group_, name_, false), is = again_.numbers(group_, name_, false);
    if (was.shape != is.shape) return add("has another size");
    if (was.shape.size() > 0 && std::count(was.shape.begin(), was.shape.end(), 0) > 0) return;  // nothing in both
    const bool texts = stored_.holds_texts(group_, name_);
    if (texts != again_.holds_texts(group_, name_)) return add("holds another type");
    texts ? compare_texts(was) : compare_numbers(was);
  }

 private:
  void add(std::string text) { out_.differences.push_back({group_ + "/" + name_, std::move(text)}); }

  void add(std::size_t differ, std::size_t all, const Variable& shape, std::size_t first, const std::string& was,
           const std::string& is) {
    add(std::to_string(differ) + " of " + std::to_string(all) + " values, first at " +
        where(stored_, group_, shape, first) + ": " + was + " in the file, " + is + " now");
  }

  void compare_texts(const Variable& shape) {
    const auto was = stored_.texts(group_, name_), is = again_.texts(group_, name_);
    out_.numbers += was.size();
    std::size_t differ = 0, first = was.size();
    for (std::size_t i = was.size(); i-- > 0;)
      if (was[i] != is[i]) first = i, ++differ;
    if (differ > 0) add(differ, was.size(), shape, first, "'" + was[first] + "'", "'" + is[first] + "'");
  }

  void compare_numbers(const Variable& shape) {
    const auto was = stored_.bytes(group_, name_), is = again_.bytes(group_, name_);
    if (was.size() != is.size()) return add("is stored in another precision");
    std::size_t count = 1;
    for (const std::size_t length : shape.shape) count *= length;
    out_.numbers += count;
    if (was == is) return;
    const std::size_t size = was.size() / count;
    std::size_t differ = 0, first = count;
    for (std::size_t i = count; i-- > 0;)
      if (std::memcmp(&was[i * size], &is[i * size], size) != 0) first = i, ++differ;
    add(differ, count, shape, first, number_text(stored_.numbers(group_, name_).values[first]),
        number_text(again_.numbers(group_, name_).values[first]));
  }

  const FileReader& stored_;
  const FileReader& again_;
  std::string group_, name_;
  Comparison& out_;
};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void compare_group(const FileReader& stored, const FileReader& again, const std::string& group, Comparison& out) {
  const auto was = stored.variables(group), is = again.variables(group);
  for (const std::string& name : was)
    if (holds(is, name))
      Pair(stored, again, group, name, out).compare();
    else
      out.differences.push_back({group + "/" + name, "is in the file and not made by this program"});
  for (const std::string& name : is)
    if (!holds(was, name)) out.differences.push_back({group + "/" + name, "is not in the file"});
}

}  // namespace

Comparison compare_results(const std::string& path, const std::vector<char>& again) {
  const FileReader stored(path), fresh("the run that was made again", again);
  Comparison out;
  const bool whole = stored.attribute("/", "exarace_layout") >= "3";  // before, there were fewer groups
  for (const std::string group : kCompared)
    if (whole || (group != "denials" && group != "summary")) compare_group(stored, fresh, group, out);
  return out;
}

}  // namespace exarace
