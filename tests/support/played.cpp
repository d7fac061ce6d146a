#include "tests/support/played.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

#include "sim/core/error.hpp"

namespace exarace::support {

const Scenario& baseline() {
  static const Scenario read = read_scenario("baseline");
  return read;
}

Played play(const Scenario& scenario, const Play& how) {
  std::vector<Change> changes = how.changes;
  changes.emplace_back("run.end", how.end);
  Played played;
  RunOptions options;
  options.seed = how.seed;
  options.threads = how.threads;
  options.record = how.record;
  options.content = &played.content;
  run(with_changes(scenario, "test", changes), options);
  return played;
}

const Record& Played::of(const std::string& series) const {
  const Record* record = recording().find(series);
  if (record == nullptr) throw Error("no series " + series + " was recorded");
  return *record;
}

std::size_t Played::row(Dim dim, const std::string& id) const {
  const auto& ids = recording().axes[dim].ids;
  for (std::size_t row = 0; row < ids.size(); ++row)
    if (ids[row] == id) return row;
  throw Error("no row " + id);
}

std::size_t Played::steps_before(const std::string& day) const {
  const Date limit = parse_date(day);
  std::size_t steps = 0;
  while (steps < recording().steps && recording().calendar.first_day(static_cast<std::uint32_t>(steps)) < limit)
    ++steps;
  return steps;
}

std::vector<double> Played::totals(const std::string& series) const {
  const Record& record = of(series);
  std::vector<double> totals(recording().steps);
  for (std::size_t step = 0; step < totals.size(); ++step)
    for (std::size_t i = 0; i < record.width; ++i) {
      const double value = record.values[step * record.width + i];
      if (!std::isnan(value)) totals[step] += value;
    }
  return totals;
}

double Played::sum(const std::string& series, const std::string& from, const std::string& to) const {
  const auto all = totals(series);
  double sum = 0;
  for (std::size_t step = steps_before(from); step < steps_before(to); ++step) sum += all[step];
  return sum;
}

double Played::last(const std::string& series, const std::string& day) const {
  return totals(series).at(steps_before(day) - 1);
}

std::vector<double> Played::path(const std::string& series, const std::string& id) const {
  const Record& record = of(series);
  const std::size_t at = row(record.dims.at(0), id);
  std::vector<double> path;
  for (std::size_t step = 0; step < recording().steps; ++step) path.push_back(record.values[step * record.width + at]);
  return path;
}

std::string first_difference(const Recording& a, const Recording& b) {
  for (const Record& record : a.records) {
    const Record* other = b.find(record.name);
    if (other == nullptr) continue;
    const std::size_t bytes = record.values.size() * sizeof(double);
    if (record.values.size() != other->values.size() ||
        std::memcmp(record.values.data(), other->values.data(), bytes) != 0)
      return record.name;
  }
  return "";
}

std::vector<Change> scaled(const std::string& table, const std::string& key, double factor) {
  std::vector<Change> changes;
  for (const Node& row : *at_path(baseline().document, table)->as<Node::List>())
    if (child(row, key))
      changes.emplace_back("times:" + table + "." + row_id(row) + "." + key, fmt::format("{:.17g}", factor));
  return changes;
}

std::vector<Change> without_law() {
  std::vector<Change> changes;
  for (const std::string& id : row_ids(*at_path(baseline().document, "regimes")->as<Node::List>()))
    changes.emplace_back("regimes." + id + ".enabled", "false");
  return changes;
}

}  // namespace exarace::support
