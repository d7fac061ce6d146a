#include "sim/accounts/affiliates.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"

namespace exarace {
namespace {

/// Whether a rule that is law covers affiliates of those whom its issuer lists.
bool is_covered(const World& world, const std::vector<InstrumentId>& lists) {
  for (const InstrumentId id : world.regimes.rows()) {
    const auto* rule = world.regimes.as<EntityList>(id);
    if (!rule || !rule->affiliates || !world.regimes.law.on(id)) continue;
    for (const InstrumentId list : lists)
      if (world.regimes.issuer[list] == world.regimes.issuer[id]) return true;
  }
  return false;
}

double analysts_of(const World& world, const std::vector<InstrumentId>& lists) {
  double most = 0;
  for (const InstrumentId list : lists) most = std::max(most, world.governments.analysts[world.regimes.issuer[list]]);
  return most;
}

}  // namespace

const Fields& Affiliates::fields() {
  using T = Affiliates;
  static const Fields all = {
      key("founding_cost", &T::founding_cost)
          .range(0, 1)
          .about("Cost of founding, over yearly outlays.")
          .assumed()
          .prior(lognormal(0.01, 0.6)),
      key("least_cost", &T::least_cost)
          .unit("USD")
          .range(0, 1e10)
          .about("Least cost of founding.")
          .assumed()
          .prior(lognormal(2e6, 0.6)),
      key("upkeep", &T::upkeep)
          .unit("1/year")
          .range(0, 1)
          .about("Cost of using affiliates, over yearly outlays.")
          .assumed()
          .prior(lognormal(0.002, 0.6)),
      key("speed", &T::speed)
          .unit("1/year")
          .range(0, 20)
          .about("Speed at which purchases move to affiliates.")
          .assumed()
          .prior(lognormal(0.8, 0.5)),
      key("greatest_share", &T::greatest_share)
          .range(0, 1)
          .about("Greatest part of purchases that can hide behind affiliates.")
          .assumed()
          .prior(triangular(0.1, 0.25, 0.4)),
      key("found_per_analyst", &T::found_per_analyst)
          .unit("1/year")
          .range(0, 1)
          .about("Part of the affiliates that an analyst of the issuer has listed.")
          .assumed(),
  };
  return all;
}

void Affiliates::found(World& world, AccountId firm, Movements& out) const {
  const AccountId suppliers = world.countries.other_inputs[world.accounts.country[firm]];
  const double cost = std::max(least_cost, founding_cost * world.accounts.outlay_rate[firm]);
  out.pay(firm, suppliers, from_usd(cost), Flow::other_inputs);
  world.events.add({world.today, "affiliates", world.accounts.name[firm], "", "", 0, cost,
                    "A listed firm founds affiliates that nobody has listed."});
}

void Affiliates::assess(World& world, Movements& out) const {
  Accounts& accounts = world.accounts;
  const auto& listed_by = world.regimes.law.listed_by;
  for (const AccountId firm : accounts.rows()) {
    const Sector sector = accounts.sector[firm];
    if (sector != Sector::designer && sector != Sector::fab && sector != Sector::cloud) continue;
    const auto& lists = listed_by[firm.index];
    double& share = accounts.affiliate_share[firm];
    if (lists.empty() && share <= 0) continue;
    if (lists.empty() || is_covered(world, lists)) {
      share *= 1 - closing(speed, world.years);  // what is of no use is given up
      if (share < 1e-4) share = 0;
      continue;
    }
    if (share <= 0) found(world, firm, out);
    const double hidden = smoothed(share, greatest_share, speed, world.years);
    share = std::max(1e-4, hidden * math::exp(-found_per_analyst * analysts_of(world, lists) * world.years));
    out.pay(firm, world.countries.other_inputs[accounts.country[firm]],
            from_usd(upkeep * accounts.outlay_rate[firm] * world.years), Flow::other_inputs);
  }
}

}  // namespace exarace
