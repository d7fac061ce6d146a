#include "sim/accounts/obsolescence.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"

namespace exarace {
namespace {

/// Least loss of a step that is told as an event [USD].
constexpr double kToldLoss = 5e7;

/// Instrument that refused most of a SKU in this step, or none.
InstrumentId refused_by(const World& world, SkuId sku) {
  const Denial* most = nullptr;
  for (const Denial& denial : world.trades.denials)
    if (denial.good == Good::chips && denial.sku == sku && (most == nullptr || denial.units > most->units))
      most = &denial;
  return most == nullptr ? InstrumentId::none() : most->by;
}

/// Whether a chip of that die is sold, owed to a buyer, or still to come.
bool has_use(const World& world, SkuId die) {
  const auto& skus = world.skus;
  const SkuId begun = world.designers.variant_parent[skus.designer[die]];
  if (begun && skus.die[begun] == die) return true;
  for (const SkuId sku : skus.rows())
    if (skus.die[sku] == die && (skus.on_sale[sku] || skus.backlog[sku] > 0 || world.today < skus.launch[sku]))
      return true;
  return false;
}

/// What is gone after a step of stock that is scrapped over `time`: the last ones at once.
std::int64_t scrapped(std::int64_t stock, double time, double years) {
  const auto units = static_cast<std::int64_t>(static_cast<double>(stock) * closing(1 / time, years) + 0.5);
  return units > 0 ? units : stock;
}

void book_loss(World& world, SkuId sku, Money loss, Movements& out) {
  const DesignerId designer = world.skus.designer[sku];
  const AccountId account = world.designers.account[designer];
  out.note(account, min(loss, world.accounts.of(Item::inventory, account)), Flow::write_down);
  world.designers.written_down[designer] += loss.usd();
}

void tell(World& world, SkuId sku, double units, double loss) {
  if (loss < kToldLoss) return;
  const InstrumentId by = refused_by(world, sku);
  world.events.add({world.today, "written_down", "designers/" + world.designers.id[world.skus.designer[sku]],
                    "skus/" + world.skus.id[sku], by ? world.regimes.id[by] : std::string(), units, loss,
                    by ? "Stock that may no longer be shipped." : "Stock beyond what sells."});
}

}  // namespace

const Fields& Obsolescence::fields() {
  using T = Obsolescence;
  static const Fields all = {
      key("cover_time", &T::cover_time)
          .unit("year")
          .range(0.1, 5)
          .about("Sales that finished stock may cover at full cost.")
          .assumed(),
      key("speed", &T::speed)
          .unit("1/year")
          .range(0.1, 50)
          .about("Speed at which stock beyond that is written down.")
          .assumed(),
      key("scrap_time", &T::scrap_time)
          .unit("year")
          .range(0.1, 10)
          .about("From leaving the list until what is left, dies too, is scrapped.")
          .assumed(),
  };
  return all;
}

void Obsolescence::assess(World& world, Movements& out) const {
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
  if (skus.backlog[sku] > 0 || skus.on_sale[sku] || world.today < skus.launch[sku]) return;
  const std::int64_t gone = scrapped(skus.maker_stock[sku], scrap_time, world.years);
  skus.maker_stock[sku] -= gone;
  skus.written_off[sku] += gone;
  const double loss = static_cast<double>(gone) * skus.stock_cost[sku];
  book_loss(world, sku, from_usd(loss), out);
  tell(world, sku, static_cast<double>(gone), loss);
}

void Obsolescence::scrap_dies(World& world, SkuId die, Movements& out) const {
  if (has_use(world, die)) return;
  const std::int64_t gone = scrapped(world.skus.dies[die], scrap_time, world.years);
  world.skus.dies[die] -= gone;
  world.skus.dies_scrapped[die] += gone;
  book_loss(world, die, from_usd(static_cast<double>(gone) * world.skus.die_cost[die]), out);
}

}  // namespace exarace
