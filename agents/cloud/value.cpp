#include "agents/cloud/value.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
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

/// Part of its hours that labs of its group used in the last step; one that has none yet counts on what its lab will
/// take.
double labs_share(const World& world, CloudId cloud) {
  if (world.clouds.hours_capacity[cloud] <= 0) {
    double share = 0;
    for (const LabId lab : world.labs.rows())
      if (world.labs.owned[lab] && world.labs.home_cloud[lab] == cloud) share += world.labs.group_budget[lab];
    return std::min(1.0, share);
  }
  double hours = 0;
  for (const ComputeTrade& trade : world.trades.compute) {
    if (!trade.internal) break;  // the market serves groups first
    if (trade.seller == cloud) hours += trade.hours;
  }
  return hours / world.clouds.hours_capacity[cloud];
}

/// Premium for power that comes soon, over the capital that draws it. At the margin power costs what it cost in the
/// last step; how much a dollar of capital draws it reads off what it has.
double premium_of_power(const World& world, CloudId cloud) {
  if (world.clouds.ai_capital[cloud] <= 0) return 0;
  const double drawn = world.clouds.power_used[cloud] / world.clouds.ai_capital[cloud];
  return world.countries.power_premium[world.clouds.country[cloud]] * drawn;
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
      key("greatest_queue", &T::greatest_queue)
          .range(1, 20)
          .about("Hours wanted over hours offered beyond which a queue counts no more: the same wish is told to many.")
          .assumed()
          .prior(lognormal(3, 0.25)),
      key("rent_elasticity", &T::rent_elasticity)
          .range(0, 2)
          .about(
              "Elasticity of earnings over the life of capital to rent over user cost: a gap that closes in two years "
              "counts for less than half of a life that wear ends at a third a year.")
          .assumed()
          .prior(lognormal(0.45, 0.2)),
      key("use_elasticity", &T::use_elasticity)
          .range(0, 2)
          .about("Elasticity of earnings to the use of capital that is expected.")
          .assumed()
          .prior(lognormal(0.36, 0.2)),
      key("normal_rate", &T::normal_rate)
          .unit("1/year")
          .range(0, 0.3)
          .about("Rate of a loan at which owners ask for the cost of capital of their country.")
          .assumed()
          .prior(lognormal(0.05, 0.3)),
      key("owners_look", &T::owners_look)
          .range(0, 1)
          .about("Part of what loans cost above normal that a cloud without debt asks of its own money too.")
          .assumed()
          .prior(triangular(0.4, 0.7, 1)),
      key("greatest_value", &T::greatest_value)
          .range(1, 20)
          .about("Greatest value of a dollar of AI capital that it dares to believe.")
          .assumed()
          .prior(lognormal(3, 0.2)),
      key("adjustment", &T::adjustment)
          .unit("year")
          .range(0.1, 20)
          .about("Cost of adjustment: value of capital above one over the growth that it calls for.")
          .assumed()
          .prior(lognormal(0.55, 0.3)),
      key("replacement", &T::replacement)
          .unit("1/year")
          .range(0, 1)
          .about("Investment over capital where a dollar of it is worth a dollar.")
          .assumed()
          .prior(lognormal(0.31, 0.12)),
      key("value_speed", &T::value_speed)
          .unit("1/year")
          .range(0.5, 52)
          .about("Speed at which it believes a new value of capital.")
          .assumed()
          .prior(lognormal(12, 0.3)),
      key("promise_time", &T::promise_time)
          .unit("year")
          .range(0.1, 5)
          .about("Time in which it builds for contracts that it has signed ahead.")
          .assumed()
          .prior(lognormal(0.5, 0.25)),
  };
  return all;
}

double ValueCloud::required_return(const World& world, CloudId cloud) const {
  const auto& clouds = world.clouds;
  const double loan = clouds.loan_rate[cloud] > 0 ? clouds.loan_rate[cloud] : normal_rate;
  const double owed = world.accounts.of(Item::loans_owed, clouds.account[cloud]).usd();
  const double leverage = std::min(1.0, owed / std::max(1.0, clouds.ai_capital[cloud]));
  // Owners look at what lenders ask even where they owe little; who has borrowed all passes it on whole.
  const double passed = owners_look + (1 - owners_look) * leverage;
  return world.countries.cost_of_capital[clouds.country[cloud]] + passed * (loan - normal_rate);
}

double ValueCloud::pressure(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const {
  const std::size_t market = market_of(world, cloud);
  const double offered = world.signals.hours_offered[market];
  const double queue = offered > 1 ? std::min(greatest_queue, world.signals.hours_wanted[market] / offered) : 1.0;
  const double ahead = habits.horizon + world.years;  // what it sees is of the step before
  const double rented = world.clouds.rental_share[cloud] * queue * math::exp(growth * ahead);
  const double labs = labs_share(world, cloud) * math::exp(growth * ahead / 2);
  const double capacity = world.clouds.hours_capacity[cloud] / world.years;
  const double promised = capacity > 0 ? std::min(greatest_queue, world.clouds.promised[cloud] / capacity) : 0.0;
  const double capital = base_capital(world, habits, cloud);
  const double yearly_cost = world.countries.cost_of_capital[world.clouds.country[cloud]] + world.technology.wear;
  const double internal = internal_value(world, habits, cloud, growth, ahead) / (capital * yearly_cost);
  const double ordered = capital_of_chips(world.technology, chips_on_order(world, habits, cloud));
  return world.clouds.belief_bias[cloud] * (rented + labs + promised + internal) / (1 + ordered / capital);
}

double ValueCloud::value(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const {
  const std::size_t market = market_of(world, cloud);
  const double cost = world.signals.user_cost[market];
  const double rent = world.signals.contract_rent[market] * world.clouds.rent_level[cloud];
  const double energy = energy_share(world, cloud, cost);
  const double used = math::pow(pressure(world, habits, cloud, growth), use_elasticity);
  const double earned = cost > 0 ? math::pow(rent / cost, rent_elasticity) * used : used;
  const double wear = world.technology.wear;
  const double usual_rate = world.countries.cost_of_capital[world.clouds.country[cloud]];
  const double margin = std::max(0.0, earned - energy) / (1 - energy);
  const double premium = premium_of_power(world, cloud);
  return std::min(greatest_value,
                  margin * (usual_rate + wear) / (required_return(world, cloud) + wear) / (1 + premium));
}

double ValueCloud::promised_investment(const World& world, const CloudHabits& habits, CloudId cloud) const {
  const auto& clouds = world.clouds;
  if (clouds.promised[cloud] <= 0) return 0;
  const double cost = world.signals.user_cost[market_of(world, cloud)];
  const double yearly_cost = world.countries.cost_of_capital[clouds.country[cloud]] + world.technology.wear;
  // Capital whose yearly cost is that of the hours promised, less what is on its way.
  const double needed = clouds.promised[cloud] * cost / yearly_cost;
  const double ordered = capital_of_chips(world.technology, chips_on_order(world, habits, cloud));
  return std::max(0.0, needed - ordered) / promise_time + replacement * clouds.ai_capital[cloud];
}

void ValueCloud::decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind,
                        Orders& orders) const {
  const double growth = expect_growth(world, habits, cloud, habits.greatest_growth, mind);
  const double capital = base_capital(world, habits, cloud);
  const double now = value(world, habits, cloud, growth), before = world.clouds.worth[cloud];
  // The step is a lag of its own: this keeps the sum of both the same for weeks and months.
  const double worth = before > 0 ? before + std::min(1.0, value_speed * world.years) * (now - before) : now;
  mind.worth = worth;
  mind.desired_capital = worth * capital;
  // Capital grows while the step lasts: the rate is that of its middle.
  const double rate = std::max(0.0, replacement + (worth - 1) / adjustment);
  const double wish = capital * rate * math::exp((rate - world.technology.wear) * world.years / 2);
  const double limited =
      std::min(std::max(wish, promised_investment(world, habits, cloud)), affordable(world, habits, cloud, worth));
  carry_out(world, habits, cloud, with_state_orders(world, cloud, limited), worth, mind, orders);
}

}  // namespace exarace
