#include "outputs/series/axes.hpp"

#include "outputs/series/tables.hpp"

namespace exarace {
namespace {

constexpr std::array kComputeClassNames = {"western", "chinese"};
constexpr std::array kInputNames = {"dies", "hbm", "packaging", "demand"};
static_assert(kComputeClassNames.size() == kComputeClasses && kInputNames.size() == kBindingInputs);

/// Calls visit(dim, names) for every dimension that is a fixed list.
template <class Visit>
void for_lists(Visit&& visit) {
  visit(Dim::compute_class, kComputeClassNames);
  visit(Dim::sector, kDemandSectorNames);
  visit(Dim::input, kInputNames);
  visit(Dim::tool_class, kToolClassNames);
  visit(Dim::payer, kSectorNames);
  visit(Dim::payee, kSectorNames);
  visit(Dim::holder, kSectorNames);
  visit(Dim::item, kItemNames);
  visit(Dim::power_source, kPowerSourceNames);
  visit(Dim::pool, kPoolNames);
}

}  // namespace

Axes axes_of(const World& world) {
  Axes axes;
  for_tables(world, [&](Dim dim, const char*, const auto& table) {
    if constexpr (Named<decltype(table)>) axes[dim] = axis_of(table);
  });
  axes[Dim::destination] = axes[Dim::country];
  for_lists([&](Dim dim, const auto& names) {
    axes[dim] = {{names.begin(), names.end()}, {names.begin(), names.end()}};
  });
  return axes;
}

Lengths lengths_of(const World& world) {
  Lengths lengths{};
  const auto at = [&](Dim dim) -> std::size_t& { return lengths[static_cast<std::size_t>(dim)]; };
  for_tables(world, [&](Dim dim, const char*, const auto& table) {
    if constexpr (Named<decltype(table)>) at(dim) = table.id.size();
  });
  at(Dim::destination) = at(Dim::country);
  for_lists([&](Dim dim, const auto& names) { at(dim) = names.size(); });
  return lengths;
}

}  // namespace exarace
