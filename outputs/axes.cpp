#include "outputs/axes.hpp"

#include "sim/state/world.hpp"

namespace exarace {
namespace {

constexpr std::array kComputeClassNames = {"western", "chinese"};
constexpr std::array kInputNames = {"dies", "hbm", "packaging", "demand"};
static_assert(kComputeClassNames.size() == kComputeClasses && kInputNames.size() == kBindingInputs);

/// Calls visit(dim, table) for every dimension that is a table.
template <class Visit>
void for_tables(const World& world, Visit&& visit) {
  visit(Dim::country, world.countries);
  visit(Dim::destination, world.countries);
  visit(Dim::government, world.governments);
  visit(Dim::designer, world.designers);
  visit(Dim::toolmaker, world.toolmakers);
  visit(Dim::fab, world.fabs);
  visit(Dim::line, world.lines);
  visit(Dim::sku, world.skus);
  visit(Dim::cloud, world.clouds);
  visit(Dim::lab, world.labs);
  visit(Dim::group, world.groups);
  visit(Dim::broker, world.brokers);
  visit(Dim::investor, world.investors);
  visit(Dim::instrument, world.regimes);
}

/// Calls visit(dim, names) for every dimension that is a fixed list.
template <class Visit>
void for_lists(Visit&& visit) {
  visit(Dim::compute_class, kComputeClassNames);
  visit(Dim::sector, kDemandSectorNames);
  visit(Dim::input, kInputNames);
  visit(Dim::tool_class, kToolClassNames);
}

}  // namespace

Axes axes_of(const World& world) {
  Axes axes;
  for_tables(world, [&](Dim dim, const auto& table) {
    if constexpr (requires { table.id; }) axes[dim] = axis_of(table);
  });
  for_lists([&](Dim dim, const auto& names) {
    axes[dim] = {{names.begin(), names.end()}, {names.begin(), names.end()}};
  });
  return axes;
}

Lengths lengths_of(const World& world) {
  Lengths lengths{};
  for_tables(world, [&](Dim dim, const auto& table) {
    if constexpr (requires { table.id; }) lengths[static_cast<std::size_t>(dim)] = table.id.size();
  });
  for_lists([&](Dim dim, const auto& names) { lengths[static_cast<std::size_t>(dim)] = names.size(); });
  return lengths;
}

}  // namespace exarace
