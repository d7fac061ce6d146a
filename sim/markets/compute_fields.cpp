#include "sim/markets/compute.hpp"

namespace exarace {

const Fields& ComputeMarket::fields() {
  using T = ComputeMarket;
  static const Fields all = {
      key("contract_length", &T::contract_length)
          .unit("year")
          .range(0.1, 10)
          .about("Length of a new contract.")
          .assumed()
          .prior(lognormal(1.5, 0.3)),
      key("contract_term_share", &T::contract_term_share)
          .range(0, 1)
          .about("Part of their hours that clouds sell by contract, and of money that start-ups bring to contracts.")
          .assumed()
          .prior(triangular(0.72, 0.85, 0.98)),
      key("spot_reserve", &T::spot_reserve)
          .range(0, 2)
          .about("Least spot price over user cost.")
          .assumed()
          .prior(triangular(0.5, 0.8, 1)),
      key("spot_limit", &T::spot_limit)
          .range(1, 50)
          .about("Greatest spot price over user cost.")
          .assumed()
          .prior(lognormal(6, 0.3)),
      key("startup_share", &T::startup_share)
          .range(0, 1)
          .prior(triangular(0.15, 0.37, 0.7))
          .about("Part of a year's private AI funding, as the model counts it, that start-ups spend on compute.")
          .calibrated(),
      key("home_share", &T::home_share)
          .range(0, 1)
          .prior(triangular(0.4, 0.75, 1))
          .about("Part of its home cloud's rentable hours that a lab may book.")
          .assumed(),
      key("away_share", &T::away_share)
          .range(0, 1)
          .about("Part of the rentable hours of a cloud that is not its home which a lab may book at once.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.6)),
      key("far_reach", &T::far_reach)
          .range(0, 1)
          .about("Weight of hours on the other side of the world for buyers at spot.")
          .assumed()
          .prior(lognormal(0.2, 0.5)),
      key("price_speed", &T::price_speed)
          .unit("1/year")
          .range(0, 50)
          .prior(lognormal(6, 0.5))
          .about("Speed at which contract rents follow user cost and scarcity.")
          .assumed(),
      key("scarcity_gain", &T::scarcity_gain)
          .range(0, 5)
          .prior(lognormal(0.5, 0.5))
          .about("Mark-up of contract rent when twice the hours are wanted that are offered.")
          .assumed(),
      key("spot_weight", &T::spot_weight)
          .range(0, 1)
          .prior(triangular(0.1, 0.3, 0.7))
          .about("Part of the distance from cost to spot that is in the rent of new contracts.")
          .assumed(),
      key("least_mark_up", &T::least_mark_up)
          .range(0, 1)
          .about("Least contract rent over user cost, when hours lie idle: owners hold out for better days.")
          .assumed()
          .prior(triangular(0.6, 0.8, 1)),
      key("greatest_mark_up", &T::greatest_mark_up)
          .range(1, 20)
          .about("Greatest contract rent over user cost, when hours are short: beyond it buyers build their own.")
          .assumed()
          .prior(lognormal(2.5, 0.25)),
      key("market_power", &T::market_power)
          .range(0, 5)
          .about("Mark-up of contract rent per concentration of offered hours above the competitive one.")
          .assumed()
          .prior(lognormal(0.5, 0.5)),
      key("ahead_length", &T::ahead_length)
          .unit("year")
          .range(0.5, 15)
          .about("Length of a contract that is signed ahead of capacity.")
          .sourced("neocloud_contracts", "2025-03")
          .prior(triangular(2, 4, 7)),
      key("prepaid_share", &T::prepaid_share)
          .range(0, 1)
          .about("Part of the value of such a contract that is paid when it is signed.")
          .sourced("neocloud_contracts", "2025-11")
          .prior(triangular(0.05, 0.15, 0.25)),
      key("prepaid_cash", &T::prepaid_cash)
          .range(0, 1)
          .about("Most of its cash that a buyer puts into such payments in a month.")
          .assumed()
          .prior(lognormal(0.25, 0.4)),
      key("cancel_fee", &T::cancel_fee)
          .range(0, 1)
          .about("Fee to leave a contract, over what it would still pay.")
          .assumed()
          .prior(triangular(0.2, 0.5, 0.9)),
      key("fee_time", &T::fee_time)
          .unit("year")
          .range(0, 10)
          .about("Time of payments for which the fee is due at most.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("rent_decline", &T::rent_decline)
          .unit("1/year")
          .range(0, 1)
          .about("Fall of rents that buyer and seller expect until the capacity is there.")
          .assumed()
          .prior(triangular(0.1, 0.2, 0.45)),
      key("home_weight", &T::home_weight)
          .range(0, 20)
          .about("Weight of a lab's home cloud among those who would build for it.")
          .assumed()
          .prior(lognormal(2, 0.5)),
      key("rent_choice", &T::rent_choice)
          .range(0, 20)
          .about("Elasticity of the choice among clouds to the rent that they ask.")
          .assumed()
          .prior(lognormal(8, 0.4)),
      key("abroad_part", &T::abroad_part)
          .range(0, 1)
          .about("Part of the hours of new contracts that a lab can take across the line between China and the rest.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.6)),
      key("foreign_weight", &T::foreign_weight)
          .range(0, 5)
          .about(
              "Weight of clouds in another country on a lab's own side of that line, among those who would build for "
              "it.")
          .assumed()
          .prior(lognormal(0.12, 0.5)),
      key("abroad_weight", &T::abroad_weight)
          .range(0, 5)
          .about("Weight of clouds on the other side of the line between China and the rest.")
          .assumed()
          .prior(lognormal(0.2, 0.5)),
      key("competitive", &T::competitive)
          .range(0, 1)
          .about("Concentration (Herfindahl index) of offered hours up to which rents stay at cost.")
          .assumed()
          .prior(triangular(0.15, 0.25, 0.35)),
  };
  return all;
}

}  // namespace exarace
