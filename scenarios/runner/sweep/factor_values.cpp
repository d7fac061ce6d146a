#include "scenarios/runner/sweep/factor_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/merge.hpp"
#include "scenarios/runner/read/resolved.hpp"
#include "sim/core/math.hpp"
#include "sim/core/reader.hpp"

namespace exarace {
namespace {

bool is_numeric(const Field& field) {
  return field.kind == Kind::number || field.kind == Kind::integer || field.kind == Kind::money ||
         field.kind == Kind::series;
}

/// The reader of scenarios says what is wrong with a key that nobody declares, with the nearest name.
void report_unknown(const Factor& factor, const Scenario& scenario, const Catalogue& catalogue,
                    std::vector<Problem>& problems) {
  Scenario changed = scenario;
  changed.problems.clear();
  set_key(changed.document, key_target(factor.key).key, Node{0.0, factor.where}, changed.problems);
  if (changed.problems.empty()) try {
      fill(catalogue, changed, 0);
    } catch (const ScenarioErrors& errors) {
      const std::string& first = errors.messages.front();
      const std::string text = first.substr(0, first.find('\n'));
      const std::size_t at = text.find(": unknown ");
      problems.push_back(
          {factor.where, "", at == text.npos ? fmt::format("factor '{}': {}", factor.key, text) : text.substr(at + 2)});
      return;
    }
  if (changed.problems.empty())
    changed.problems.push_back(
        {factor.where, "",
         fmt::format("'{}' is no key; {}", factor.key,
                     in_words("'exarace list parameters' shows all", "exarace.parameters() lists all"))});
  problems.push_back(changed.problems.front());
  problems.back().where = factor.where;
}

/// What a factor multiplies is checked in each run, where it stands.
void check_factors_of(const Factor& factor, const Field& field, std::vector<Problem>& problems) {
  const auto refuse = [&](const Where& where, const std::string& found) {
    problems.push_back(
        {where, "",
         fmt::format("factor '{}': expected a number greater than 0 to multiply with, found {}", factor.key, found)});
  };
  if (!is_numeric(field))
    problems.push_back(
        {factor.where, "",
         fmt::format("factor '{}': only numbers, amounts and time series can be multiplied, the key is {}", factor.key,
                     expectation(field))});
  if (factor.values)
    for (const Node& value : *factor.values->as<Node::List>()) {
      const auto* whole = value.as<std::int64_t>();
      const auto* real = value.as<double>();
      if (!(whole && *whole > 0) && !(real && *real > 0 && std::isfinite(*real))) refuse(value.where, what_is(value));
    }
  else if (mass_within(*factor.shape, 0, HUGE_VAL) < 1e-6)
    refuse(factor.where, "a distribution that reaches below 0");
}

void check_range(const Factor& factor, const Field& field, KeyFinder& keys, std::vector<Problem>& problems) {
  if (!is_numeric(field)) {
    problems.push_back(
        {factor.where, "", fmt::format("factor '{}' is {}, no number: give values", factor.key, expectation(field))});
    return;
  }
  if (factor.bounds) {
    const bool whole = field.kind == Kind::integer;
    const double low = whole ? std::ceil(factor.low) : factor.low, high = whole ? std::floor(factor.high) : factor.high;
    if (low > high) {
      problems.push_back({*factor.bounds, "",
                          fmt::format("factor '{}': expected {}, and no whole number lies between {} and {}",
                                      factor.key, expectation(field), factor.low, factor.high)});
      return;
    }
    if (whole && static_cast<double>(factor.count) > high - low + 1)
      problems.push_back({*factor.count_where, "",
                          fmt::format("factor '{}': between {} and {} there are {} whole numbers, and count is {}",
                                      factor.key, factor.low, factor.high, high - low + 1, factor.count)});
    for (const auto& [end, where] : {std::pair{low, *factor.bounds}, {high, factor.high_where}})
      read_value(field, Node{end, where}, factor.key, keys.context());
  } else if (mass_within(*factor.shape, field.low, field.high) < 1e-6) {
    problems.push_back({factor.where, "",
                        fmt::format("factor '{}': expected {}, found a distribution that reaches almost only "
                                    "elsewhere",
                                    factor.key, expectation(field))});
  }
}

double number_of(const Node& node) {
  if (const auto* whole = node.as<std::int64_t>()) return static_cast<double>(*whole);
  return *node.as<double>();
}

bool all_numbers(const Node::List& list) {
  return std::all_of(list.begin(), list.end(),
                     [](const Node& node) { return node.as<std::int64_t>() || node.as<double>(); });
}

/// Value at a place in (0, 1); Morris' end points of distributions without ends stand for 1 and 99 %.
double number_at(const Factor& factor, const Field& field, double u) {
  const Distribution& shape = *factor.shape;
  const bool times = key_target(factor.key).times;
  const double least = std::max(times ? 0.0 : field.low, factor.valid_low);
  const double most = std::min(times ? HUGE_VAL : field.high, factor.valid_high);
  if (!shape.bounded() && (u <= 0 || u >= 1)) u = u <= 0 ? 0.01 : 0.99;
  if (times || field.kind != Kind::integer) return quantile(shape, u, least, most);
  if (!factor.bounds) return std::round(quantile(shape, u, least, most));
  const double low = std::ceil(factor.low), high = std::floor(factor.high);
  if (factor.scale == Scale::log)
    return std::clamp(std::floor(quantile({shape.shape, low, high + 1, high + 1}, u, field.low, field.high + 1)), low,
                      high);
  return std::clamp(std::floor(low + u * (high - low + 1)), low, high);  // every whole number has the same share
}

/// Number of the value of a grid or a list at a point; of a grid the last factor varies fastest.
std::size_t row_of(const Design& design, std::size_t place, std::uint64_t point) {
  if (design.keys.sampler == Sampler::list) return point;
  std::uint64_t slower = 1;
  const auto length = [](const Factor& f) -> std::uint64_t {
    return f.values ? f.values->as<Node::List>()->size() : static_cast<std::uint64_t>(f.count);
  };
  for (std::size_t i = place + 1; i < design.factors.size(); ++i) slower *= length(design.factors[i]);
  return point / slower % length(design.factors[place]);
}

double grid_number(const Factor& factor, const Field& field, std::size_t row) {
  const bool whole = field.kind == Kind::integer && !factor.times;
  const double low = whole ? std::ceil(factor.low) : factor.low, high = whole ? std::floor(factor.high) : factor.high;
  const double share = static_cast<double>(row) / static_cast<double>(factor.count - 1);
  const double value = factor.scale == Scale::log ? low * math::pow(high / low, share) : low + share * (high - low);
  const double exact = row + 1 == static_cast<std::size_t>(factor.count) ? high : value;
  return whole ? std::round(exact) : exact;
}

/// Where a value that a walk of Morris takes really lies between its ends [0, 1]: flags, lists and whole numbers jump
/// further than the walk steps, and an effect is a change per distance.
double place_of(const Factor& factor, const Field* field, std::size_t row, double value, double drawn) {
  if (const auto* list = factor.values ? factor.values->as<Node::List>() : nullptr)
    return list->size() > 1 ? static_cast<double>(row) / static_cast<double>(list->size() - 1) : drawn;
  if (!field || field->kind != Kind::integer || !factor.bounds) return drawn;
  const double low = std::ceil(factor.low), high = std::floor(factor.high);
  if (low >= high) return drawn;
  return factor.scale == Scale::log ? math::log(value / low) / math::log(high / low) : (value - low) / (high - low);
}

}  // namespace

const Field* check_factor(const Factor& factor, KeyFinder& keys, const Scenario& scenario,
                          std::vector<Problem>& problems) {
  if (factor.key == "scenario") return nullptr;
  const KeyTarget target = key_target(factor.key);
  const Field* field = keys.find(target.key);
  if (!field) {
    report_unknown(factor, scenario, keys.catalogue(), problems);
    return nullptr;
  }
  if (target.times)
    check_factors_of(factor, *field, problems);
  else if (factor.values)
    for (const Node& value : *factor.values->as<Node::List>()) read_value(*field, value, factor.key, keys.context());
  else
    check_range(factor, *field, keys, problems);
  return field;
}

PlannedFactor planned(const Design& design, std::size_t place, const Field* field, UnitColumn drawn,
                      std::uint64_t points) {
  const Factor& factor = design.factors[place];
  PlannedFactor out;
  out.key = factor.key;
  out.role = ChoiceNames<Role>::names()[static_cast<std::size_t>(factor.role)];
  const bool times = key_target(factor.key).times;
  out.unit = field && !times ? field->unit_ : "";
  out.about = field ? field->about_ : "Scenario that the run begins with";
  out.whole = field && field->kind == Kind::integer && !times;
  const auto* list = factor.values ? factor.values->as<Node::List>() : nullptr;
  const bool numbers = !list || (field && is_numeric(*field) && all_numbers(*list));
  for (std::uint64_t point = 0; point < points; ++point) {
    const std::size_t row =
        drawn.empty() ? row_of(design, place, point)
        : list ? std::min(static_cast<std::size_t>(drawn[point] * static_cast<double>(list->size())), list->size() - 1)
               : 0;
    if (list && numbers)
      out.numbers.push_back(number_of((*list)[row]));
    else if (list)
      out.texts.push_back(field ? toml_text((*list)[row]) : *(*list)[row].as<std::string>());
    else
      out.numbers.push_back(drawn.empty() ? grid_number(factor, *field, row) : number_at(factor, *field, drawn[point]));
    if (design.keys.sampler == Sampler::morris)
      drawn[point] = place_of(factor, field, row, out.numbers.empty() ? 0.0 : out.numbers.back(), drawn[point]);
  }
  out.unit_numbers = std::move(drawn);
  return out;
}

}  // namespace exarace
