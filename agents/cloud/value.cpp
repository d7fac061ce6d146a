#include "agents/cloud/value.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {
namespace {

std::size_t market_of(const World& world, CloudId cloud) {
  return Signals::market(world.clouds.country[cloud], world.clouds.fleet_class[cloud]);
}

/// Energy over the cost of an hour of its fleet; the part of earnings that is not a return on capital.
double energy_share(const World& world, CloudId cloud, double cost) {
  const double hours = world.clouds.serving_rate[cloud] * sellable_hours(world.technology, 1);
  if (hours <= 0 || cost <= 0) return 0;
  const double energy = energy_bill(world, world.clouds.country[cloud], world.clouds.power_used[cloud], 1) / hours;
  return std::min(energy / cost, 0.5);  // an old fleet's power says nothing about new chips beyond this
}

/// Part of its hours that labs of its group used in the last step.
double labs_share(const World& world, CloudId cloud) {
  if (world.clouds.hours_capacity[cloud] <= 0) return 0;
  double hours = 0;
  for (const ComputeTrade& trade : world.trades.compute)
    if (trade.internal && trade.seller == cloud) hours += trade.hours;
  return hours / world.clouds.hours_capacity[cloud];
}

/// Capital from which growth is counted: who has none begins with what its business allows [USD].
double base_capital(const World& world, const CloudHabits& habits, CloudId cloud) {
  const bool nothing_else = world.clouds.core_capex[cloud].at(world.today) <= 0;
  const double start = nothing_else ? std::max(0.0, operating_cash_flow(world, cloud)) : 0.0;
  return std::max({world.clouds.ai_capital[cloud], habits.least_capex, start});
}

}  // namespace

const Fields& ValueCloud::fields() {
  using T = ValueCloud;
  static const Fields all = {
      key("horizon", &T::horizon)
          .unit("year")
          .range(0.1, 5)
          .about("Over which use and rents are forecast: time of delivery and a quarter.")
          .assumed(),
      key("greatest_growth", &T::greatest_growth)
          .unit("1/year")
          .range(0.1, 3)
          .about("Greatest growth of AI revenue that it dares to expect.")
          .assumed(),
      key("internal_base", &T::internal_base)
          .unit("1/year")
          .range(0, 1)
          .about("Growth of internal work without growth of AI services.")
          .assumed(),
      key("internal_pull", &T::internal_pull)
          .range(0, 2)
          .about("Growth of internal work per growth of AI services.")
          .assumed(),
      key("greatest_queue", &T::greatest_queue)
          .range(1, 20)
          .about("Hours wanted over hours offered beyond which a queue counts no more: the same wish is told to many.")
          .assumed(),
      key("rent_elasticity", &T::rent_elasticity)
          .range(0, 2)
          .about("Elasticity of earnings to rent over user cost; contracts of the past run on.")
          .assumed(),
      key("use_elasticity", &T::use_elasticity)
          .range(0, 2)
          .about("Elasticity of earnings to the use of capital that is expected.")
          .assumed(),
      key("leverage_spread", &T::leverage_spread)
          .unit("1/year")
          .range(0, 0.5)
          .about("Added to the loan rate per year of operating cash flow that is owed.")
          .assumed(),
      key("greatest_value", &T::greatest_value)
          .range(1, 20)
          .about("Greatest value of a dollar of AI capital that it dares to believe.")
          .assumed(),
      key("adjustment", &T::adjustment)
          .unit("year")
          .range(0.1, 20)
          .about("Cost of adjustment: value of capital above one over the growth that it calls for.")
          .assumed(),
      key("replacement", &T::replacement)
          .unit("1/year")
          .range(0, 1)
          .about("Investment over capital where a dollar of it is worth a dollar.")
          .assumed(),
      key("value_speed", &T::value_speed)
          .unit("1/year")
          .range(0.5, 52)
          .about("Speed at which it believes a new value of capital.")
          .assumed(),
  };
  return all;
}

double ValueCloud::borrowing_rate(const World& world, CloudId cloud) const {
  const CountryId place = world.clouds.country[cloud];
  const double owed = world.accounts.of(Item::loans_owed, world.clouds.account[cloud]).usd();
  const double cash_flow = operating_cash_flow(world, cloud) + world.clouds.rental_revenue[cloud];
  const double years_owed = owed > 0 ? owed / std::max(cash_flow, 0.1 * owed) : 0.0;  // ten years at most
  return world.countries.cost_of_capital[place] + world.countries.bank_spread[place] + leverage_spread * years_owed;
}

double ValueCloud::pressure(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const {
  const std::size_t market = market_of(world, cloud);
  const double offered = world.signals.hours_offered[market];
  const double queue = offered > 1 ? std::min(greatest_queue, world.signals.hours_wanted[market] / offered) : 1.0;
  const double rented = world.clouds.rental_share[cloud] * queue * std::exp(growth * horizon);
  const double labs = labs_share(world, cloud) * std::exp(growth * horizon / 2);
  const double capital = base_capital(world, habits, cloud);
  const double yearly_cost = world.countries.cost_of_capital[world.clouds.country[cloud]] + world.technology.wear;
  const double internal = internal_value(world, habits, cloud, 0) / (capital * yearly_cost) *
                          std::exp((internal_base + internal_pull * growth) * horizon);
  const double ordered = capital_of_chips(world.technology, chips_on_order(world, cloud));
  return (rented + labs + internal) / (1 + ordered / capital);
}

double ValueCloud::value(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const {
  const std::size_t market = market_of(world, cloud);
  const double cost = world.signals.user_cost[market], rent = world.signals.contract_rent[market];
  const double energy = energy_share(world, cloud, cost);
  const double used = std::pow(pressure(world, habits, cloud, growth), use_elasticity);
  const double earned = cost > 0 ? std::pow(rent / cost, rent_elasticity) * used : used;
  const double wear = world.technology.wear;
  const double usual_rate = world.countries.cost_of_capital[world.clouds.country[cloud]];
  const double margin = std::max(0.0, earned - energy) / (1 - energy);
  return std::min(greatest_value, margin * (usual_rate + wear) / (borrowing_rate(world, cloud) + wear));
}

void ValueCloud::decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind,
                        Orders& orders) const {
  const double growth = expect_growth(world, habits, cloud, greatest_growth, mind);
  const double capital = base_capital(world, habits, cloud);
  const double now = value(world, habits, cloud, growth);
  const double before = world.clouds.desired_capital[cloud] / capital;
  const double believed = before > 0 ? std::min(greatest_value, smoothed(before, now, value_speed, world.years)) : now;
  mind.desired_capital = believed * capital;
  const double wish = std::max(0.0, capital * (replacement + (believed - 1) / adjustment));
  const double limited = std::min(wish, affordable(world, habits, cloud));
  carry_out(world, habits, cloud, with_state_orders(world, cloud, limited), mind, orders);
}

}  // namespace exarace
