#include "scenarios/runner/read/priors.hpp"

#include <algorithm>
#include <cmath>

#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/read/collect.hpp"
#include "scenarios/runner/read/fill.hpp"

namespace exarace {
namespace {

/// One value of a scenario: its declaration, where it lives, and its node if the scenario says it.
struct Place {
  const Field& field;
  Slot slot;
  const Node* node;
  std::string path;
};

/// Factors that keep a value within its valid range.
std::pair<double, double> valid_factors(const Field& field, double value) {
  if (value == 0) return {0, HUGE_VAL};
  const double a = field.low / value, b = field.high / value;
  return {std::max(0.0, std::min(a, b)), std::max(a, b)};
}

UncertainKey of_factor(const Place& place, const Prior& prior, const std::vector<double>& values,
                       const std::string& knot) {
  UncertainKey out{"times:" + place.path + knot, "", place.field.about_, prior.shape, 1, 0, HUGE_VAL, false};
  for (const double value : values) {
    const auto [low, high] = valid_factors(place.field, value);
    out.low = std::max(out.low, low), out.high = std::min(out.high, high);
  }
  return out;
}

void add(std::vector<UncertainKey>& out, const Place& place, const Prior& prior) {
  const Value value = place.field.get(place.slot.object, place.slot.row);
  if (const auto* series = std::get_if<TimeSeries>(&value)) {
    std::vector<double> all;
    for (const TimeSeries::Point& point : series->points) all.push_back(point.value);
    const bool knots = prior.of == Prior::Of::knots && all.size() > 1;
    for (std::size_t i = 0; knots && i < all.size(); ++i)
      out.push_back(of_factor(place, prior, {all[i]}, "." + to_string(series->points[i].date)));
    if (!knots) out.push_back(of_factor(place, prior, all, ""));
    return;
  }
  const auto* whole = std::get_if<std::int64_t>(&value);
  const double number = whole ? static_cast<double>(*whole) : std::get<double>(value);
  if (prior.of == Prior::Of::factor)
    out.push_back(of_factor(place, prior, {number}, ""));
  else
    out.push_back({place.path, place.field.unit_, place.field.about_, prior.shape, number, place.field.low,
                   place.field.high, whole != nullptr});
}

void add_fields(std::vector<UncertainKey>& out, const Fields& fields, const Slot& slot, const Node* row,
                const std::string& path) {
  for (const Field& field : fields) {
    if (field.state) continue;
    const Node* node = row ? child(*row, field.key) : nullptr;
    const std::string below = join_path(path, field.key);
    if (field.kind == Kind::rows) {
      std::size_t element = 0;
      const bool rows = node && is_rows(*node);
      for (const Node& inner : rows ? *node->as<Node::List>() : Node::List{}) {
        if (!is_enabled(inner)) continue;
        void* object = const_cast<void*>(field.element(slot.object, slot.row, element++));  // only read from
        add_fields(out, *field.nested, {object, 0}, &inner, join_path(below, row_id(inner)));
      }
      continue;
    }
    std::vector<Problem> none;  // fill() has reported them
    std::optional<Prior> prior;
    if (node && is_annotated(*node)) prior = read_prior(field, *node, below, none);
    if (!prior && !(node && is_distribution(*node))) prior = field.plausible;
    if (prior) add(out, {field, slot, node, below}, *prior);
  }
}

}  // namespace

std::vector<UncertainKey> uncertain_keys(const Catalogue& catalogue, const Scenario& scenario) {
  std::vector<UncertainKey> out;
  fill(catalogue, scenario, 0, [&](const Work& work, std::size_t row) {
    const std::string path = row_path(work, row);
    add_fields(out, *work.part->fields, work.part->slot(row), work.rows[row], path);
    if (const RowKind* kind = find_kind(*work.part, work.kinds[row]))
      add_fields(out, *kind->fields, work.part->kind_slot(row), work.rows[row], path);
  });
  return out;
}

}  // namespace exarace
