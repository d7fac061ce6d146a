#include "outputs/series/series.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"
#include "sim/core/pattern.hpp"
#include "sim/core/reader.hpp"

namespace exarace {
namespace {

constexpr std::array<std::string_view, kDims> kDimNames = {
    "country", "destination", "government", "designer", "toolmaker",    "fab",        "line",          "sku",
    "cloud",   "lab",         "group",      "broker",   "investor",     "instrument", "compute_class", "sector",
    "input",   "tool_class",  "payer",      "payee",    "power_source", "pool",       "holder",        "item"};

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_series_name(std::string_view name) {
  const auto dot = name.find('.');
  return dot != name.npos && is_word(name.substr(0, dot)) && is_word(name.substr(dot + 1));
}

std::vector<std::string> names_of(const SeriesList& list) {
  std::vector<std::string> names;
  for (const Series& series : list) names.push_back(series.name);
  return names;
}

bool chooses(const std::string& pattern, const Series& series) {
  if (pattern == "all") return true;
  if (pattern == "default") return series.by_default;
  return fits(pattern, series.name);
}

}  // namespace

std::string_view dim_name(Dim dim) { return kDimNames[static_cast<std::size_t>(dim)]; }

void check_names(const SeriesList& list) {
  std::set<std::string> seen;
  for (const Series& series : list) {
    const std::string place = "series '" + series.name + "': ";
    if (!is_series_name(series.name)) throw Error(place + "a name is group.name, each of [a-z0-9_]+");
    if (!seen.insert(series.name).second) throw Error(place + "declared twice");
    if (series.unit.empty()) throw Error(place + "has no unit; write \"1\" for a share or a ratio");
    if (series.about.empty()) throw Error(place + "has no description");
    if (!series.sample) throw Error(place + "has no sample function");
    if (std::set<Dim>(series.dims.begin(), series.dims.end()).size() != series.dims.size())
      throw Error(place + "has a dimension twice; a file cannot hold that");
  }
}

std::vector<const Series*> choose_series(const SeriesList& list, const std::vector<std::string>& patterns) {
  std::vector<bool> chosen(list.size());
  const std::vector<std::string> wanted = patterns.empty() ? std::vector<std::string>{"default"} : patterns;
  for (const std::string& pattern : wanted) {
    bool any = false;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (chooses(pattern, list[i])) any = chosen[i] = true;
    if (any || pattern == "all" || pattern == "default") continue;
    const std::string hint = did_you_mean(pattern, names_of(list));
    throw ScenarioError(
        "no series fits '" + pattern + "'" +
        (hint.empty() ? in_words("; 'exarace list series' shows all", "; exarace.series() lists all") : hint));
  }
  std::vector<const Series*> out;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (chosen[i]) out.push_back(&list[i]);
  return out;
}

}  // namespace exarace
