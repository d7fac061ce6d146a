#include "outputs/file/result_parts.hpp"

namespace exarace {
namespace {

/// In files every variable has a unit; "1" stands for shares, ratios and counts.
std::string unit_of(const std::string& unit) { return unit.empty() ? "1" : unit; }

}  // namespace

Attributes number_facts(const std::string& unit, const std::string& about) {
  return {{"long_name", about}, {"units", unit_of(unit)}};
}

Attributes day_facts(const std::string& about) {
  return {{"long_name", about}, {"units", std::string("days since 1970-01-01")}, {"calendar", std::string("standard")}};
}

/// A number that stands for a word; xarray makes a bool of one that says so.
Attributes word_facts(const std::string& about, const std::vector<std::string>& meanings) {
  std::vector<std::int8_t> values;
  std::string text;
  for (const std::string& meaning : meanings) {
    text += (text.empty() ? "" : " ") + meaning;
    values.push_back(static_cast<std::int8_t>(values.size()));
  }
  return {{"long_name", about}, {"flag_values", values}, {"flag_meanings", text}};
}

Attributes flag_facts(const std::string& about) {
  Attributes out = word_facts(about, {"no", "yes"});
  out.push_back({"dtype", std::string("bool")});
  return out;
}

Attributes text_facts(const std::string& about) { return {{"long_name", about}}; }

void write_time(GroupWriter& group, const std::vector<Date>& days) {
  std::vector<std::int32_t> first, bounds;
  for (std::size_t step = 0; step + 1 < days.size(); ++step) {
    first.push_back(days[step].days);
    bounds.insert(bounds.end(), {days[step].days, days[step + 1].days});
  }
  Attributes about = day_facts("First day of the step");
  about.push_back({"standard_name", std::string("time")});
  about.push_back({"axis", std::string("T")});
  about.push_back({"bounds", std::string("time_bounds")});
  group.axis("time", first, about);
  group.axis("bounds", 2);
  group.variable("time_bounds", {"time", "bounds"}, bounds, day_facts("First day of the step and of the next"));
}

}  // namespace exarace
