/// Every series by name: what is recorded is what the world says another way, with the unit of where it comes from.

#include <cmath>
#include <map>
#include <set>

#include "outputs/series/catalogue.hpp"
#include "outputs/series/tables.hpp"
#include "scenarios/runner/play/course.hpp"
#include "tests/laws/series_known.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Series that show a column of a table, and the column.
const std::map<std::string, std::string> kColumns = {{"labs.released", "labs.capability"},
                                                     {"labs.internal", "labs.internal_capability"},
                                                     {"labs.algorithms", "labs.algorithms"},
                                                     {"labs.training_flop", "labs.training_flop"},
                                                     {"labs.quality", "labs.quality"},
                                                     {"labs.service_price", "labs.service_price"},
                                                     {"labs.research_hours", "labs.research_hours"},
                                                     {"labs.serving_hours", "labs.serving_hours"},
                                                     {"chips.produced", "skus.produced"},
                                                     {"chips.stock", "skus.maker_stock"},
                                                     {"chips.installed", "skus.installed"},
                                                     {"chips.backlog", "skus.backlog"},
                                                     {"chips.price", "skus.posted_price"},
                                                     {"chips.unit_cost", "skus.unit_cost"},
                                                     {"chips.lead_time", "skus.lead_time"},
                                                     {"chips.orders_rate", "skus.sales_rate"},
                                                     {"chips.retired", "skus.retired"},
                                                     {"chips.seized", "skus.seized"},
                                                     {"chips.written_off", "skus.written_off"},
                                                     {"chips.dies", "skus.dies"},
                                                     {"chips.in_process", "skus.packages_in_process"},
                                                     {"chips.uninstalled", "skus.uninstalled"},
                                                     {"lines.capacity", "lines.capacity"},
                                                     {"lines.utilisation", "lines.utilisation"},
                                                     {"lines.defect_density", "lines.defect_density"},
                                                     {"lines.orders", "lines.orders"},
                                                     {"lines.tool_ceiling", "lines.tool_ceiling"},
                                                     {"lines.unit_price", "lines.unit_price"},
                                                     {"lines.on_order", "lines.capacity_on_order"},
                                                     {"clouds.power_used", "clouds.power_used"},
                                                     {"clouds.power_site", "clouds.power_site"},
                                                     {"clouds.hours_sold", "clouds.hours_sold"},
                                                     {"clouds.hours_capacity", "clouds.hours_capacity"},
                                                     {"clouds.desired", "clouds.desired_capital"},
                                                     {"clouds.capital", "clouds.ai_capital"},
                                                     {"clouds.on_order_power", "clouds.power_on_order"},
                                                     {"clouds.belief", "clouds.belief_growth"},
                                                     {"clouds.ban_hazard", "clouds.ban_hazard"},
                                                     {"clouds.worth", "clouds.worth"},
                                                     {"clouds.loan_rate", "clouds.loan_rate"},
                                                     {"power.halls", "countries.convertible_power"},
                                                     {"power.premium", "countries.power_premium"},
                                                     {"power.wait", "countries.power_wait"},
                                                     {"power.used", "countries.power_used"},
                                                     {"power.queue", "countries.power_on_order"},
                                                     {"lines.tool_effect", "lines.tool_effect"},
                                                     {"lines.input_effect", "lines.input_effect"},
                                                     {"designers.research", "designers.research_rate"},
                                                     {"designers.lobbying", "designers.lobbying"},
                                                     {"labs.researchers", "labs.researchers"},
                                                     {"policy.lobbied", "governments.lobbied"},
                                                     {"policy.lean", "countries.lean"},
                                                     {"capex.ai", "clouds.ai_capex"},
                                                     {"capex.all", "clouds.capex"},
                                                     {"money.rental_revenue", "clouds.rental_revenue"},
                                                     {"money.designer_revenue", "designers.revenue_rate"},
                                                     {"money.fab_revenue", "fabs.revenue_rate"},
                                                     {"money.fab_capex", "fabs.capex_rate"},
                                                     {"money.toolmaker_revenue", "toolmakers.revenue_rate"},
                                                     {"money.toolmaker_china", "toolmakers.china_revenue"},
                                                     {"money.lab_revenue", "labs.revenue_rate"},
                                                     {"money.lab_value", "labs.value"},
                                                     {"money.compute_spend", "labs.compute_spend"},
                                                     {"money.invested", "investors.invested"},
                                                     {"money.public_spending", "governments.spent_on_ai"},
                                                     {"money.written_down", "designers.written_down"},
                                                     {"policy.cases", "governments.cases"},
                                                     {"policy.escalation", "governments.escalation"}};

/// Numbers that may be negative.
const std::set<std::string> kSigned = {
    "clouds.belief",           "capability.gap",     "lines.tool_effect",  "lines.input_effect", "labs.algorithms",
    "money.services_growth",   "policy.lean",        "chips.grey_premium", "money.cash_of_labs", "money.cash_of_clouds",
    "money.cash_of_designers", "money.cash_of_fabs", "clouds.desired",     "money.balances",     "money.saving",
    "money.revaluation"};

/// Series that are signals: smoothed or found on the way, and looked at by name in tests of the room that makes them.
const std::set<std::string> kSignals = {"chips.grey_premium", "ecosystems.duplicated_cost", "money.services_growth"};

/// The field of a column "table.column" of a world, and its table.
struct Found {
  const Field* field = nullptr;
  const void* table = nullptr;
  std::size_t rows = 0;
};
Found find_column(const World& world, const std::string& path) {
  Found found;
  for_tables(world, [&](Dim, const char* name, const auto& table) {
    if (path.substr(0, path.find('.')) != name) return;
    for (const Field& field : std::decay_t<decltype(table)>::fields())
      if (field.key == path.substr(path.find('.') + 1)) found = {&field, &table, table.size()};
  });
  return found;
}

double number_of(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return double(*whole);
  return std::get<double>(value);
}

Numbers sampled(const Series& series, const World& world) {
  std::size_t width = 1;
  for (const Dim dim : series.dims) width *= lengths_of(world)[static_cast<std::size_t>(dim)];
  Numbers numbers(width, 0);
  series.sample(world, numbers.data());
  return numbers;
}

bool differ(const Numbers& now, const Numbers& other) {
  if (other.size() != now.size()) return true;
  for (std::size_t i = 0; i < now.size(); ++i)
    if (std::abs(now[i] - other[i]) > 1e-9 * std::abs(other[i]) + 1e-6) return true;
  return false;
}

std::string complaint_of_column(const Series& series, const World& world, const Numbers& now) {
  const auto column = kColumns.find(series.name);
  if (column == kColumns.end()) return "";
  const Found found = find_column(world, column->second);
  if (found.field == nullptr) return "has no column " + column->second;
  if (!found.field->unit_.empty() && found.field->unit_ != series.unit) return "has another unit than its column";
  Numbers all;
  for (std::size_t row = 0; row < found.rows; ++row) all.push_back(number_of(found.field->get(found.table, row)));
  return differ(now, all) ? "is not its column" : "";
}

/// The average as it follows from what it was, for rows that were there.
Numbers followed(const Average& average, const World& world, const Numbers& before) {
  Numbers expected = average.raw(world);
  const double share = 1 - std::exp(-(world.statistics.*average.speed) * world.years);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double old = i < before.size() ? before[i] : 0;
    expected[i] = old + share * (expected[i] - old);
  }
  return expected;
}

/// Sums over all but the first of `rows` dimensions.
Numbers sums_of(const Numbers& all, std::size_t rows) {
  Numbers sums(rows);
  for (std::size_t i = 0; i < all.size(); ++i) sums[i / (all.size() / rows)] += all[i];
  return sums;
}

/// What is wrong with a series after a step, "" where nothing is; `before` is empty in the first.
std::string complaint(const Series& series, const World& opening, const World& world, const Numbers& before,
                      const Numbers& now) {
  for (const double value : now) {
    if (!std::isfinite(value)) return "is no number";
    if (value < 0 && !kSigned.contains(series.name)) return "is negative";
  }
  const std::string& name = series.name;
  if (const auto worked = worked_series().find(name); worked != worked_series().end())
    if (differ(now, worked->second(world))) return "is not what is worked out another way";
  if (before.empty()) return complaint_of_column(series, world, now);
  if (const auto change = changed_series().find(name); change != changed_series().end())
    if (differ(now, change->second(opening, world))) return "is not what its step changed";
  if (const auto sum = summed_series().find(name); sum != summed_series().end()) {
    const Numbers expected = sum->second(opening, world);
    if (differ(sums_of(now, expected.size()), expected)) return "does not add up to what its step changed";
  }
  if (const auto average = averaged_series().find(name); average != averaged_series().end())
    if (differ(now, followed(average->second, world, before))) return "is not the average of its steps";
  return complaint_of_column(series, world, now);
}

bool is_named(const std::string& name) {
  return kColumns.contains(name) || worked_series().contains(name) || averaged_series().contains(name) ||
         changed_series().contains(name) || summed_series().contains(name) || kSignals.contains(name);
}

/// Plays a story; notes what is wrong with a series first, and which are not nothing.
void look_at(const std::string& story, const std::string& end, std::map<std::string, std::string>& wrong,
             std::set<std::string>& seen) {
  Course course(with_changes(read_scenario(story), "test", {{"run.end", end}}), RunOptions{});
  std::map<std::string, Numbers> before;
  World opening = course.world();
  while (!course.ended()) {
    course.step();
    for (const Series& series : all_series()) {
      const Numbers now = sampled(series, course.world());
      const std::string found = complaint(series, opening, course.world(), before[series.name], now);
      if (!found.empty()) wrong.emplace(series.name, story + " " + to_string(course.world().today) + ": " + found);
      for (const double value : now)
        if (value != 0) seen.insert(series.name);
      before[series.name] = now;
    }
    opening = course.world();
  }
}

}  // namespace

TEST_CASE("every series says by name what the world says another way, and is not always nothing", "[laws]") {
  std::map<std::string, std::string> wrong;
  std::set<std::string> seen;
  look_at("baseline", "2026-04-01", wrong, seen);
  // What the baseline lacks: governments that answer each other; orders that come first, minerals that stop, staff.
  look_at("moves_and_countermoves", "2027-07-01", wrong, seen);
  look_at(test::in_source("tests/laws/rare.toml"), "2025-01-01", wrong, seen);
  for (const Series& series : all_series()) {
    INFO(series.name);
    CHECK(wrong[series.name] == "");
    CHECK(is_named(series.name));
    CHECK(seen.contains(series.name));
  }
}
