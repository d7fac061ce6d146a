#include "sim/ledger/goods/move.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// Columns of the places of a good, in the order of its enumeration; none for a place that nobody counts.
template <class T, class Table>
using Shelves = Column<T, typename Table::Id> Table::*;

constexpr std::array<Shelves<std::int64_t, Skus>, 11> kChips = {
    &Skus::produced, &Skus::maker_stock, &Skus::in_transit,  &Skus::broker_stock, &Skus::uninstalled, &Skus::installed,
    &Skus::retired,  &Skus::seized,      &Skus::written_off, &Skus::held_outside, &Skus::cut_down};
constexpr std::array<Shelves<std::int64_t, Skus>, 4> kDies = {&Skus::dies_produced, &Skus::dies, &Skus::dies_used,
                                                              &Skus::dies_scrapped};
constexpr std::array<Shelves<std::int64_t, Designers>, 4> kStacks = {&Designers::hbm_received, &Designers::hbm_stock,
                                                                     &Designers::hbm_used, &Designers::hbm_scrapped};
constexpr std::array<Shelves<std::int64_t, Skus>, 4> kPackages = {nullptr, &Skus::packages_in_process, nullptr,
                                                                  &Skus::packages_scrapped};
constexpr std::array<Shelves<double, Skus>, 2> kWafers = {nullptr, &Skus::wafers_in_process};
constexpr std::array<Shelves<double, Lines>, 4> kTools = {nullptr, &Lines::capacity_on_order, &Lines::capacity,
                                                          nullptr};

/// What comes from the first place is counted there, not taken from it.
template <std::size_t Places, class Table, class Place>
void move_units(const World& world, Table& table, const std::array<Shelves<std::int64_t, Table>, Places>& places,
                typename Table::Id row, Place from, Place to, std::int64_t units) {
  const auto start = static_cast<std::size_t>(from), end = static_cast<std::size_t>(to);
  if (Shelves<std::int64_t, Table> left = places[start]) {
    auto& there = (table.*left)[row];
    if (units < 0 || (start > 0 && units > there))
      throw AuditError("goods: " + std::to_string(units) + " units of " + table.id[row] + " asked for on " +
                       to_string(world.today) + ", there are " + std::to_string(there));
    there += start > 0 ? -units : units;
  }
  if (Shelves<std::int64_t, Table> reached = places[end]) (table.*reached)[row] += units;
}

template <std::size_t Places, class Table, class Place>
void move_amount(Table& table, const std::array<Shelves<double, Table>, Places>& places, typename Table::Id row,
                 Place from, Place to, double amount) {
  if (Shelves<double, Table> left = places[static_cast<std::size_t>(from)])
    (table.*left)[row] = std::max(0.0, (table.*left)[row] - amount);
  if (Shelves<double, Table> reached = places[static_cast<std::size_t>(to)]) (table.*reached)[row] += amount;
}

}  // namespace

void move(World& world, SkuId sku, Chips from, Chips to, std::int64_t units) {
  move_units(world, world.skus, kChips, sku, from, to, units);
}
void cut_down(World& world, SkuId parent, SkuId variant, std::int64_t units) {
  auto& skus = world.skus;
  const double before = double(skus.maker_stock[variant]), cut = double(units);
  if (cut > 0)
    skus.stock_cost[variant] = (before * skus.stock_cost[variant] + cut * skus.stock_cost[parent]) / (before + cut);
  move(world, parent, Chips::maker_stock, Chips::cut_down, units);
  move(world, variant, Chips::made, Chips::maker_stock, units);
}
void move(World& world, SkuId die, Dies from, Dies to, std::int64_t dies) {
  move_units(world, world.skus, kDies, die, from, to, dies);
}
void move(World& world, DesignerId owner, Stacks from, Stacks to, std::int64_t stacks) {
  move_units(world, world.designers, kStacks, owner, from, to, stacks);
}
void move(World& world, SkuId sku, Packages from, Packages to, std::int64_t packages) {
  move_units(world, world.skus, kPackages, sku, from, to, packages);
}
void move(World& world, SkuId die, Wafers from, Wafers to, double wafers) {
  move_amount(world.skus, kWafers, die, from, to, wafers);
}
void move(World& world, LineId line, Tools from, Tools to, double capacity) {
  move_amount(world.lines, kTools, line, from, to, capacity);
}

void count_wafers(World& world) {
  auto& wafers = world.skus.wafers_in_process;
  std::fill(wafers.begin(), wafers.end(), 0.0);
  for (const auto& batch : world.pipeline.wafers) wafers[batch.die] += batch.wafers;
}

}  // namespace exarace
