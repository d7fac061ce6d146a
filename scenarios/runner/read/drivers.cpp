#include "scenarios/runner/read/drivers.hpp"

#include <algorithm>
#include <array>

#include "sim/core/error.hpp"
#include "sim/core/math.hpp"
#include "sim/core/series.hpp"

namespace exarace {
namespace {

constexpr std::array kCarried = {"grid_growth", "operating_cash_flow", "core_capex", "other_demand"};
constexpr double kFading = 1;      // time in which growth that is carried on falls by half [year]
constexpr double kMostGrowth = 2;  // by which a year's growth counts at most, up or down
constexpr int kDaysOfYear = 365;
constexpr int kHalfYears = 8;  // after which next to nothing is left of the growth

bool is_point(const Member& member) { return member.key != "between"; }

double number_of(const Node& node) {
  if (const auto* whole = node.as<std::int64_t>()) return static_cast<double>(*whole);
  const auto* real = node.as<double>();
  return real ? *real : 0;
}

/// Whether all keys are days; what is wrong with others is said where values are read.
bool has_days(const Node& series) {
  const auto is_day = [](const Member& point) {
    try {
      return !is_point(point) || to_string(parse_date(point.key)) == point.key;
    } catch (const ScenarioError&) {
      return false;
    }
  };
  const auto& points = *series.as<Node::Table>();
  return std::all_of(points.begin(), points.end(), is_day);
}

TimeSeries series_of(const Node::Table& points) {
  TimeSeries out;
  out.points.clear();
  for (const Member& point : points)
    if (is_point(point)) out.points.push_back({parse_date(point.key), number_of(point.node)});
  const Member* between = find(points, "between");
  const auto* how = between ? between->node.as<std::string>() : nullptr;
  out.between = how && *how == "linear" ? TimeSeries::Between::linear : TimeSeries::Between::step;
  return out;
}

/// Growth of the logarithm over the last known year; 0 where less is known, or numbers are not positive.
double last_growth(const TimeSeries& series) {
  const TimeSeries::Point& last = series.points.back();
  const double before = series.at(Date{last.date.days - kDaysOfYear});
  if (series.points.size() < 2 || last.value <= 0 || before <= 0) return 0;
  return std::clamp(math::log(last.value / before), -math::log(kMostGrowth), math::log(kMostGrowth));
}

/// Adds points by half years, along which the growth of the last known year fades.
void carry_on(Node::Table& points) {
  const TimeSeries series = series_of(points);
  const double growth = last_growth(series);
  if (growth == 0) return;
  const TimeSeries::Point last = series.points.back();
  const Where where = points.back().where;
  for (int half = 1; half <= kHalfYears; ++half) {
    const double years = half / 2.0;
    const double grown = growth * kFading / math::log(2) * (1 - math::pow(2, -years / kFading));
    const Date day{last.date.days + half * kDaysOfYear / 2};
    put(points, {to_string(day), where, Node{last.value * math::exp(grown), where}});
  }
}

/// Takes factors of dates out that the series has no more.
void forget_factors(Node& annotated, const Node::Table& points) {
  Member* times = find(*annotated.as<Node::Table>(), "times");
  auto* factors = times ? times->node.as<Node::Table>() : nullptr;
  if (factors)
    std::erase_if(*factors, [&](const Member& factor) { return factor.key != "all" && !find(points, factor.key); });
}

void cut_series(Node& node, bool carried, Date known) {
  Member* value = is_annotated(node) ? find(*node.as<Node::Table>(), "value") : nullptr;
  Node& series = value ? value->node : node;
  if (!is_series(series) || !has_days(series)) return;
  auto& points = *series.as<Node::Table>();
  const std::string last = to_string(known);
  const auto later = [&](const Member& point) { return is_point(point) && point.key > last; };
  const auto first_later = std::find_if(points.begin(), points.end(), later);
  if (first_later == points.end()) return;
  const bool none_known = std::none_of(points.begin(), first_later, is_point);
  const std::string kept = none_known ? first_later->key : "";
  std::erase_if(points, [&](const Member& point) { return later(point) && point.key != kept; });
  if (carried && !none_known) carry_on(points);
  if (value) forget_factors(node, points);
}

}  // namespace

Date vintage_of(const Node& row) {
  const Node* node = child(row, "vintage");
  const auto* text = node ? node->as<std::string>() : nullptr;
  if (!text || text->size() < 7) return kNever;
  try {
    return parse_date(text->substr(0, 7) + "-01");
  } catch (const std::exception&) {
    return kNever;
  }
}

void cut_drivers(Node& document, Date known) {
  for (Member& table : *document.as<Node::Table>()) {
    if (!is_rows(table.node)) continue;
    for (Node& row : *table.node.as<Node::List>()) {
      const Date vintage = vintage_of(row);
      if (vintage == kNever || vintage <= known) continue;
      for (Member& member : *row.as<Node::Table>())
        if (table.key != "regimes" || member.key == "amount")
          cut_series(member.node, std::find(kCarried.begin(), kCarried.end(), member.key) != kCarried.end(), known);
    }
  }
}

}  // namespace exarace
