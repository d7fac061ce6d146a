#include "sim/accounts/obsolescence.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/core/smooth.hpp"
#include "sim/core/whole.hpp"
#include "sim/ledger/goods/move.hpp"

namespace exarace {
namespace {

/// Least loss of a step that is told as an event [USD].
constexpr double kToldLoss = 5e7;
/// Least part of it that has an event of its own.
constexpr double kToldShare = 0.001;

/// Counts what the law took from each SKU: what it refuses now, or what is left of earlier refusals after the sales
/// since. An order that waits or is asked for again counts once.
void count_refusals(World& world) {
  auto& skus = world.skus;
  for (const ChipTrade& trade : world.trades.chips)
    skus.refused[trade.sku] = std::max(0.0, skus.refused[trade.sku] - static_cast<double>(trade.units));
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> asked;
  for (const Denial& denial : world.trades.denials)
    if (denial.good == Good::chips && denial.by) asked[{denial.sku.index, denial.by.index}] += denial.units;
  for (const auto& [key, units] : asked) {
    const SkuId sku{key.first};
    if (units > skus.refused[sku]) skus.refused[sku] = units, skus.refused_by[sku] = InstrumentId{key.second};
  }
}

/// Whether the SKU will be sold from a day to come.
bool comes(const World& world, SkuId sku) { return world.today < world.skus.launch[sku] && !world.skus.withdrawn[sku]; }

/// What is gone after a step of what lies beyond `kept` and is scrapped over `time`: the last ones at once.
std::int64_t scrapped(std::int64_t stock, double kept, double time, double years) {
  const double excess = std::floor(static_cast<double>(stock) - kept);
  if (excess <= 0) return 0;
  const double units = std::floor(excess * closing(1 / time, years) + 0.5);
  return whole_part(units > 0 ? units : excess);
}

void book_loss(World& world, SkuId sku, Money loss, Movements& out) {
  const DesignerId designer = world.skus.designer[sku];
  const AccountId account = world.designers.account[designer];
  out.note(account, min(loss, world.accounts.of(Item::inventory, account)), Flow::write_down);
  world.designers.written_down[designer] += loss.usd();
}

/// Tells a loss on `units` of a SKU: to the instrument the part that refused orders explain, the rest to the market.
void tell(World& world, SkuId sku, double units, double loss) {
  if (loss < kToldLoss) return;
  const auto& skus = world.skus;
  const double by_law = units > 0 ? std::min(1.0, skus.refused[sku] / units) : 0.0;
  const auto part = [&](double share, InstrumentId by, const char* text) {
    if (share < kToldShare) return;
    world.events.add({world.today, "written_down", "designers/" + world.designers.id[skus.designer[sku]],
                      "skus/" + skus.id[sku], by ? world.regimes.id[by] : std::string(), units * share, loss * share,
                      text});
  };
  part(by_law, skus.refused_by[sku], "Stock that may no longer be shipped.");
  part(1 - by_law, InstrumentId::none(), "Stock beyond what sells.");
}

}  // namespace

const Fields& Obsolescence::fields() {
  using T = Obsolescence;
  static const Fields all = {
      key("cover_time", &T::cover_time)
          .unit("year")
          .range(0.1, 5)
          .about("Sales that finished stock may cover at full cost.")
          .assumed()
          .prior(lognormal(0.75, 0.3)),
      key("speed", &T::speed)
          .unit("1/year")
          .range(0.1, 50)
          .about("Speed at which stock beyond that is written down.")
          .assumed()
          .prior(lognormal(4, 0.4)),
      key("keep_time", &T::keep_time)
          .unit("year")
          .range(0.1, 20)
          .about("Sales of a SKU on the list that stock and dies beyond its book may cover before they are scrapped.")
          .assumed()
          .prior(lognormal(1.5, 0.4)),
      key("scrap_time", &T::scrap_time)
          .unit("year")
          .range(0.1, 10)
          .about("Time in which what nobody will take, dies too, is scrapped.")
          .assumed()
          .prior(lognormal(1.5, 0.4)),
  };
  return all;
}

double Obsolescence::kept_for_sales(const World& world, SkuId sku) const {
  constexpr double kAll = 1e18;
  if (comes(world, sku)) return kAll;
  if (!world.skus.on_sale[sku]) return 0;
  if (years_between(world.skus.launch[sku], world.today) < keep_time) return kAll;  // it has no record of sales
  return keep_time * world.skus.shipment_rate[sku];
}

double Obsolescence::dies_kept(const World& world, SkuId die) const {
  const auto& skus = world.skus;
  const SkuId begun = world.designers.variant_parent[skus.designer[die]];
  if (begun && skus.die[begun] == die) return 1e18;
  double kept = 0;
  for (const SkuId sku : skus.rows()) {
    if (skus.die[sku] != die) continue;
    const double made = double(skus.maker_stock[sku] + skus.packages_in_process[sku]);
    kept += skus.dies_per_package[sku] * (std::max(0.0, skus.backlog[sku] - made) + kept_for_sales(world, sku));
  }
  return kept;
}

void Obsolescence::assess(World& world, Movements& out) const {
  count_refusals(world);
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.dies[sku] > 0) scrap_dies(world, sku, out);
    if (world.skus.maker_stock[sku] <= 0) continue;
    write_down(world, sku, out);
    scrap(world, sku, out);
  }
}

void Obsolescence::write_down(World& world, SkuId sku, Movements& out) const {
  auto& skus = world.skus;
  if (years_between(skus.launch[sku], world.today) < cover_time) return;  // what is new has no record of sales
  const auto stock = static_cast<double>(skus.maker_stock[sku]);
  const double excess = stock - cover_time * skus.shipment_rate[sku];
  if (excess <= 0 || skus.stock_cost[sku] <= 0) return;
  const double share = excess / stock * closing(speed, world.years);
  const double loss = share * stock * skus.stock_cost[sku];
  skus.stock_cost[sku] *= 1 - share;
  book_loss(world, sku, from_usd(loss), out);
  tell(world, sku, excess, loss);
}

void Obsolescence::scrap(World& world, SkuId sku, Movements& out) const {
  auto& skus = world.skus;
  const double kept = skus.backlog[sku] + kept_for_sales(world, sku);
  const std::int64_t gone = scrapped(skus.maker_stock[sku], kept, scrap_time, world.years);
  if (gone <= 0) return;
  move(world, sku, Chips::maker_stock, Chips::written_off, gone);
  const double loss = static_cast<double>(gone) * skus.stock_cost[sku];
  book_loss(world, sku, from_usd(loss), out);
  tell(world, sku, static_cast<double>(gone), loss);
}

void Obsolescence::scrap_dies(World& world, SkuId die, Movements& out) const {
  const std::int64_t gone = scrapped(world.skus.dies[die], dies_kept(world, die), scrap_time, world.years);
  move(world, die, Dies::stock, Dies::scrapped, gone);
  book_loss(world, die, from_usd(static_cast<double>(gone) * world.skus.die_cost[die]), out);
}

}  // namespace exarace
