#include "sim/accounts/depreciation.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"

namespace exarace {

const Fields& Depreciation::fields() {
  using T = Depreciation;
  static const Fields all = {
      key("chip_life", &T::chip_life)
          .unit("year")
          .range(1, 15)
          .about("Straight-line life of chips in the books.")
          .sourced("gpu_life_filings", "2025-02"),
      key("plant_life", &T::plant_life)
          .unit("year")
          .range(1, 40)
          .about("Life of lines, tools and other equipment in the books.")
          .assumed()
          .prior(lognormal(5, 0.2)),
      key("site_life", &T::site_life)
          .unit("year")
          .range(1, 60)
          .about("Life of sites of clouds in the books.")
          .sourced("epoch_datacentre_cost", "2026-05"),
  };
  return all;
}

void Depreciation::assess(World& world, Movements& out) const {
  Accounts& accounts = world.accounts;
  // Chips that a cloud owns, installed or on the way: the rest of its capital are sites.
  std::vector<Money> of_cloud(world.clouds.size()), worn_of_cloud(world.clouds.size());
  for (const auto& shipment : world.pipeline.shipments) of_cloud[shipment.buyer.index] += shipment.cost;
  for (auto& batch : world.fleet.batches) {
    if (batch.book.cents == 0) continue;  // worn off
    of_cloud[batch.cloud.index] += batch.book;
    if (batch.installed == kNever) continue;
    const Money wear = min(batch.book, from_usd(batch.cost.usd() / chip_life * world.years));
    batch.book -= wear;
    worn_of_cloud[batch.cloud.index] += wear;
  }
  std::vector<Money> chips(accounts.size()), worn(accounts.size());
  for (const CloudId cloud : world.clouds.rows()) {
    chips[world.clouds.account[cloud].index] += of_cloud[cloud.index];
    worn[world.clouds.account[cloud].index] += worn_of_cloud[cloud.index];
  }
  const double of_sites = closing(1 / site_life, world.years), of_plant = closing(1 / plant_life, world.years);
  for (const AccountId account : accounts.rows()) {
    const bool cloud = accounts.sector[account] == Sector::cloud;
    const Money other = max({}, accounts.of(Item::fixed_capital, account) - chips[account.index]);
    const double part = cloud ? of_sites : of_plant;
    out.note(account, worn[account.index] + from_usd(other.usd() * part), Flow::depreciation);
  }
}

}  // namespace exarace
