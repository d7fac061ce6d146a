#include "sim/accounts/diplomacy.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"

namespace exarace {

const Fields& Diplomacy::fields() {
  using T = Diplomacy;
  static const Fields all = {
      key("speed", &T::speed)
          .unit("1/year")
          .range(0, 10)
          .about("Speed at which a swing state's lean follows what it is given.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("offer_for_half", &T::offer_for_half)
          .range(1e-6, 1)
          .about("Yearly offers over gross domestic product that move a state half of the way.")
          .assumed()
          .prior(lognormal(0.005, 0.7)),
      key("memory", &T::memory)
          .unit("year")
          .range(0.1, 20)
          .about("Time over which offers are remembered.")
          .assumed()
          .prior(lognormal(2, 0.4)),
      key("gift_weight", &T::gift_weight)
          .range(0, 100)
          .about("Weight of a dollar of gifts over a dollar of chips that the state pays for.")
          .assumed(),
  };
  return all;
}

void Diplomacy::assess(World& world) const {
  auto& countries = world.countries;
  std::vector<double> us(countries.size()), china(countries.size());
  const auto give = [&](Bloc giver, CountryId to, double usd) {
    if (giver == Bloc::us) us[to.index] += usd;
    if (giver == Bloc::china) china[to.index] += usd;
  };
  for (const ChipTrade& trade : world.trades.chips)
    if (trade.buyer)
      give(countries.bloc[world.designers.parent[world.skus.designer[trade.sku]]], world.clouds.country[trade.buyer],
           static_cast<double>(trade.units) * trade.price);
  for (const BudgetLine& line : world.regimes.budgets) {
    if (line.purpose != BudgetPurpose::diplomacy || line.recipients.empty()) continue;
    const double each = gift_weight * line.rate * world.years / static_cast<double>(line.recipients.size());
    for (const AccountId to : line.recipients)
      give(countries.bloc[world.governments.country[line.payer]], world.accounts.country[to], each);
  }
  for (const CountryId country : countries.rows()) {
    auto& of_us = countries.offers_us[country];
    auto& of_china = countries.offers_china[country];
    of_us = smoothed(of_us, us[country.index] / world.years, 1 / memory, world.years);
    of_china = smoothed(of_china, china[country.index] / world.years, 1 / memory, world.years);
    if (countries.bloc[country] != Bloc::swing) continue;
    const double scale = offer_for_half * std::max(1.0, countries.gdp[country]);
    const double offered = (of_us - of_china) / (of_us + of_china + scale);
    const double target = std::clamp(countries.alignment[country] + offered, -1.0, 1.0);
    countries.lean[country] = smoothed(countries.lean[country], target, speed, world.years);
  }
}

}  // namespace exarace
