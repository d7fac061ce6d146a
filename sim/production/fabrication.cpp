#include "sim/production/fabrication.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/after.hpp"
#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/units.hpp"
#include "sim/core/whole.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {

const Fields& Fabrication::fields() {
  using T = Fabrication;
  static const Fields all = {
      key("exposure_defects", &T::exposure_defects)
          .range(0, 1)
          .about("Part of the mature defect density of a line without EUV that comes of exposing layers several times.")
          .assumed(),
  };
  return all;
}

void Fabrication::advance(World& world) const {
  complete_wafers(world);
  complete_packages(world);
  start_wafers(world);
  deliver_stacks(world);
  start_packages(world);
  learn(world);
}

void Fabrication::complete_wafers(World& world) const {
  auto& batches = world.pipeline.wafers;
  const Date last = world.last_finished();
  for (const auto& batch : batches) {
    if (batch.due > last) continue;
    auto& carry = world.lines.carry[batch.line];
    carry += batch.wafers * good_dies(world, batch.line, batch.die);
    const auto good = whole_part(carry);
    carry -= static_cast<double>(good);
    move(world, batch.die, Dies::made, Dies::stock, good);
  }
  std::erase_if(batches, [&](const auto& batch) { return batch.due <= last; });
  count_wafers(world);  // what is done leaves the count with its row
}

void Fabrication::complete_packages(World& world) const {
  auto& skus = world.skus;
  auto& batches = world.pipeline.packages;
  const Date last = world.last_finished();
  for (const auto& batch : batches) {
    if (batch.due > last) continue;
    const auto good =
        whole_part(std::floor(static_cast<double>(batch.units) * world.lines.process_yield[batch.line] + 0.5));
    move(world, batch.sku, Packages::in_process, Packages::finished, good);
    move(world, batch.sku, Packages::in_process, Packages::scrapped, batch.units - good);
    const double before = static_cast<double>(skus.maker_stock[batch.sku]);
    if (good > 0)
      skus.stock_cost[batch.sku] =
          (before * skus.stock_cost[batch.sku] + batch.cost.usd()) / (before + static_cast<double>(good));
    move(world, batch.sku, Chips::made, Chips::maker_stock, good);
  }
  std::erase_if(batches, [&](const auto& batch) { return batch.due <= last; });
}

void Fabrication::start_wafers(World& world) const {
  for (const auto& trade : world.trades.upstream) {
    if (trade.product != Product::logic) continue;
    // Wafers are begun all through a step: with a cycle of four steps and a half, half of them take four and half five.
    const double steps = world.lines.cycle_time[trade.line] / world.years;
    const double whole = std::floor(steps);
    const double later = trade.units * (steps - whole);
    const auto begin = [&](double wafers, double cycle) {
      if (wafers <= 0) return;
      const Date due = after(world.today, cycle * world.years);
      world.pipeline.wafers.push_back({trade.line, trade.sku, SkuId::none(), trade.buyer, wafers, due});
      move(world, trade.sku, Wafers::begun, Wafers::in_process, wafers);
    };
    begin(trade.units - later, whole);
    begin(later, whole + 1);
  }
}

void Fabrication::deliver_stacks(World& world) const {
  for (const auto& trade : world.trades.upstream) {
    if (trade.product != Product::hbm) continue;
    const auto stacks = whole_part(trade.units);
    // What a front buys is for its principal.
    const DesignerId principal = world.designers.front_for[trade.buyer];
    const DesignerId owner = principal ? principal : trade.buyer;
    move(world, owner, Stacks::made, Stacks::stock, stacks);
  }
}

void Fabrication::start_packages(World& world) const {
  auto& skus = world.skus;
  auto& designers = world.designers;
  for (const auto& trade : world.trades.upstream) {
    if (trade.product != Product::packaging) continue;
    const SkuId sku = trade.sku;
    const SkuId die = skus.die[sku];
    const double wanted = std::floor(trade.units);
    const double by_dies = std::floor(static_cast<double>(skus.dies[die]) / skus.dies_per_package[sku]);
    const double stacks = skus.hbm_stacks[sku];
    const double by_hbm =
        stacks > 0 ? std::floor(static_cast<double>(designers.hbm_stock[trade.buyer]) / stacks) : wanted;
    const auto units = whole_part(std::min({wanted, by_dies, by_hbm}));
    if (units <= 0) continue;
    const auto dies = units * whole_part(skus.dies_per_package[sku]);
    const auto used = units * whole_part(stacks);
    move(world, die, Dies::stock, Dies::used, dies);
    move(world, trade.buyer, Stacks::stock, Stacks::used, used);
    move(world, sku, Packages::begun, Packages::in_process, units);
    const Money cost = from_usd(static_cast<double>(units) * skus.unit_cost[sku]);
    const Date due{world.today.days + static_cast<int>(world.technology.packaging_cycle * kDaysPerYear)};
    world.pipeline.packages.push_back({trade.line, sku, units, cost, due});
  }
}

void Fabrication::learn(World& world) const {
  auto& lines = world.lines;
  for (const LineId line : lines.rows()) {
    if (lines.product[line] != Product::logic) continue;
    // Where foreign staff may not help, a line learns alone.
    const auto& open = world.restrictions.learning_open;
    const double help = line.index < open.size() ? open[line.index] : 1.0;
    const double speed =
        -math::log1p(-std::min(lines.learning[line], 0.99)) * kQuartersPerYear * lines.utilisation[line] * help;
    const double mature = lines.mature_defect_density[line] * (1 - exposure_defects * lines.euv_share[line]);
    lines.defect_density[line] = smoothed(lines.defect_density[line], mature, speed, world.years);
  }
}

}  // namespace exarace
