#include "agents/lab.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/smooth.hpp"
#include "sim/state/public_pay.hpp"

namespace exarace {
namespace {

std::size_t home_market(const World& world, LabId lab) {
  const CloudId home = world.labs.home_cloud[lab];
  return Signals::market(world.clouds.country[home], world.clouds.fleet_class[home]);
}

/// Revenue of the next 12 months at the growth of today [USD]. Users that it turned away for want of compute count.
double expected_revenue(const Labs& labs, LabId lab) {
  const double demand = labs.revenue_rate[lab] / std::max(0.2, labs.quality[lab]);
  return demand * std::exp(std::clamp(labs.revenue_growth[lab], -1.0, 1.5));
}

}  // namespace

const Fields& LabBehaviour::fields() {
  using T = LabBehaviour;
  static const Fields all = {
      key("spend_per_revenue", &T::spend_per_revenue)
          .range(0.2, 6)
          .about("Compute spend over revenue expected in 12 months.")
          .sourced("epoch_openai_compute", "2025-01"),
      key("runway", &T::runway)
          .unit("year")
          .range(0.3, 5)
          .about("Time over which the money in hand is spread.")
          .assumed(),
      key("kept_of_revenue", &T::kept_of_revenue)
          .range(0, 1)
          .about("Part of its revenue that a lab can spend on compute and wages, after partners and other costs.")
          .assumed(),
      key("serving_share", &T::serving_share)
          .range(0, 1)
          .about("Least share of compute spend on serving.")
          .sourced("epoch_openai_compute", "2025-01"),
      key("run_share", &T::run_share)
          .range(0.01, 1)
          .about("Share of its training-capable compute that one run uses.")
          .assumed(),
      key("run_length", &T::run_length)
          .unit("year")
          .range(0.1, 2)
          .about("Planned length of a run.")
          .sourced("epoch_runs", "2025-01"),
      key("run_interval", &T::run_interval).unit("year").range(0, 4).about("Time between runs.").assumed(),
      key("release_gain", &T::release_gain).unit("index").range(0, 30).about("Gain that is worth a release.").assumed(),
      key("spot_share", &T::spot_share).range(0, 1).about("Share of compute spend on the spot market.").assumed(),
      key("round_months", &T::round_months)
          .unit("month")
          .range(3, 60)
          .about("Months of burn that a round raises.")
          .assumed(),
      key("price_response", &T::price_response)
          .range(0, 2)
          .about("Elasticity of its price to the cost of compute relative to the start.")
          .assumed(),
      key("scarcity_response", &T::scarcity_response)
          .range(0, 2)
          .about("Elasticity of its price to the service wanted over the service that it can deliver.")
          .assumed(),
      key("open_discount", &T::open_discount)
          .range(0, 1)
          .about("Fall of the price under pressure of an equal open model.")
          .sourced("demirer_2025", "2025-06"),
      key("least_budget", &T::least_budget)
          .unit("USD/year")
          .range(0, 1e10)
          .about("Compute spend of a lab that has just begun, while money lasts.")
          .assumed(),
  };
  return all;
}

double LabBehaviour::budget(const World& world, LabId lab) const {
  const auto& labs = world.labs;
  const double money = std::max(0.0, world.accounts.cash(labs.account[lab]).usd()) + labs.committed_credit[lab];
  const double expected = expected_revenue(labs, lab);
  const double ordered_by_state =
      public_pay(world, labs.account[lab],
                 {BudgetPurpose::procurement, BudgetPurpose::compute_voucher, BudgetPurpose::public_compute});
  const double from_revenue =
      std::max(least_budget, spend_per_revenue * (expected + labs.licences[lab])) + ordered_by_state;
  return std::min(from_revenue, kept_of_revenue * labs.revenue_rate[lab] + money / runway);
}

void LabBehaviour::share_compute(const World& world, LabId lab, bool trains, LabMind& mind) const {
  // Service comes first where users want more than its share gives.
  const double served = std::max(serving_share, std::min(0.6, serving_share / std::max(0.2, world.labs.quality[lab])));
  mind.serving_part = served;
  mind.training_part = trains ? std::min(run_share, 1 - served) : 0.0;
}

bool LabBehaviour::plan_run(const World& world, LabId lab, Orders& orders) const {
  const auto& labs = world.labs;
  if (labs.run_target[lab] > 0) return true;
  if (labs.research_hours[lab] <= 0) return false;
  const double late = years_between(labs.last_run[lab], world.today) - run_interval;
  if (late < -world.years / 2) return false;
  const double hours = (labs.research_hours[lab] + labs.training_hours[lab]) / world.years;
  const double flop =
      hours * run_share / std::max(0.1, 1 - serving_share) * run_length * kReferenceFp16 * 1e12 * 3600 * 0.4;
  // Starts and ends fall on steps; what that shifts is carried over, so that cycles keep their length.
  orders.runs.push_back({lab, flop, std::clamp(late, -world.years, world.years)});
  return flop > 0;
}

void LabBehaviour::release(const World& world, LabId lab, Orders& orders) const {
  // It says before it trains what is worth a release, so that users meet a model in the step after it was made.
  const bool rival_ahead = world.signals.frontier > world.labs.capability[lab] + 1;
  orders.releases.push_back({lab, rival_ahead ? std::min(0.5, release_gain) : release_gain});
}

void LabBehaviour::post_price(const World& world, LabId lab, LabMind& mind) const {
  const std::size_t market = home_market(world, lab);
  const double cost = world.signals.contract_rent[market] / std::max(1e-9, world.signals.user_cost[market]);
  const double turned_away = 1 / std::max(0.2, world.labs.quality[lab]);
  double target = std::pow(std::max(0.2, cost), price_response) * std::pow(turned_away, scarcity_response);
  if (world.mechanisms.on(Mechanism::open_weights)) {
    const double behind = std::max(0.0, world.labs.capability[lab] - world.signals.open_frontier);
    target *= 1 - open_discount * std::exp(-behind / 5.0);
  }
  mind.service_price = smoothed(world.labs.service_price[lab], target, 2.0, world.years);
}

void LabBehaviour::ask_for_money(const World& world, LabId lab, double spend, LabMind& mind, Orders& orders) const {
  const auto& labs = world.labs;
  const double wages = labs.researchers[lab] * world.countries.researcher_wage[labs.country[lab]];
  const double expected = expected_revenue(labs, lab);
  const double wish = std::max(spend, spend_per_revenue * expected);
  const double burn = std::max(0.0, wish + wages - kept_of_revenue * labs.revenue_rate[lab]);
  const double target = burn * round_months / 12 * 1.3;
  const double money = std::max(0.0, world.accounts.cash(labs.account[lab]).usd());
  mind.wants_funding = std::max(0.0, target - money);
  if (mind.wants_funding > 0.3 * target && !labs.owned[lab])
    orders.funding.push_back({labs.account[lab], lab, mind.wants_funding * closing(3.0, world.years)});
}

Decided<LabMind> LabBehaviour::decide(const World& world, LabId lab) const {
  const auto& labs = world.labs;
  Decided<LabMind> decided{recall<LabMind>(labs, lab), {}};
  if (world.today < labs.founded[lab] || labs.defaulted[lab]) return decided;
  auto& [mind, orders] = decided;
  share_compute(world, lab, plan_run(world, lab, orders), mind);
  release(world, lab, orders);
  post_price(world, lab, mind);
  if (labs.owned[lab]) {
    const CloudId home = labs.home_cloud[lab];
    orders.compute.push_back({lab, world.clouds.hours_capacity[home] * labs.group_budget[lab], 0, true});
    return decided;
  }
  const double spend = budget(world, lab);
  ask_for_money(world, lab, spend, mind, orders);
  const double rent = std::max(1e-6, world.signals.contract_rent[home_market(world, lab)]);
  double running = 0;
  for (const auto& row : world.contracts.rows)
    if (row.lab == lab) running += row.hours * row.price;
  const double new_contracts = std::max(0.0, spend * (1 - spot_share) - running);
  if (new_contracts > 0)
    orders.compute.push_back({lab, new_contracts / rent * world.years, new_contracts * world.years, true});
  orders.compute.push_back({lab, 0, spend * spot_share * world.years, false});
  return decided;
}

}  // namespace exarace
