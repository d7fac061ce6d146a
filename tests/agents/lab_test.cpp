#include "agents/lab/lab.hpp"

#include <cmath>

#include "agents/lab/money.hpp"
#include "sim/core/smooth.hpp"
#include "sim/production/training.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct OneLab {
  World world = minded_world();
  LabId lab = add_lab(world, "openai", world.countries.find("us"), world.clouds.find("microsoft"));

  OneLab() {
    auto& labs = world.labs;
    labs.founded[lab] = make_date(2016, 1, 1);
    labs.last_run[lab] = labs.last_release[lab] = make_date(2021, 1, 1);
    labs.capability[lab] = labs.internal_capability[lab] = 100;
    labs.service_price[lab] = labs.quality[lab] = 1;
    labs.research_hours[lab] = 1e6;
    world.clouds.training_ratio[world.clouds.find("microsoft")] = 1;
  }

  /// One step of the lab: what it thinks and what it begins is the world's at once.
  Orders decide() {
    auto [mind, orders] = LabBehaviour{}.decide(world, lab);
    keep(world.labs, lab, mind);
    world.orders = orders;
    Training{}.begin_runs(world);
    Training{}.release(world);
    return orders;
  }
  static double budget_of(const Orders& orders) {
    return total(orders.compute, [](const ComputeOrder& order) { return order.budget; });
  }
  void set_cash(double usd) {
    world.accounts.balance[static_cast<std::size_t>(Item::deposits)][world.labs.account[lab]] = from_usd(usd);
  }
};

}  // namespace

TEST_CASE("a lab without cash, credit and revenue buys no compute and stops training", "[agents]") {
  OneLab one;
  CHECK(OneLab::budget_of(one.decide()) > 0);
  CHECK(one.world.labs.run_target[one.lab] > 0);
  one.world.labs.run_target[one.lab] = 0;
  one.set_cash(0);
  const Orders broke = one.decide();
  CHECK(OneLab::budget_of(broke) == 0);
  CHECK(total(broke.funding, [](const FundingOrder& order) { return order.amount; }) > 0);
  // It bought nothing, so that there is nothing to train on.
  Training{}.allot_hours(one.world);
  CHECK(one.world.labs.training_hours[one.lab] == 0);
  CHECK(one.world.labs.research_hours[one.lab] == 0);
  one.world.labs.run_target[one.lab] = 0;
  one.decide();
  CHECK(one.world.labs.run_target[one.lab] == 0);
}

TEST_CASE("a lab spreads its money over its runway and spends no more than it expects to need", "[agents]") {
  OneLab one;
  const LabHabits rule;
  one.set_cash(1e8);
  CHECK(compute_budget(one.world, rule, one.lab) == Approx(1e8 / rule.runway));
  one.set_cash(1e12);
  one.world.labs.revenue_rate[one.lab] = 5e9;
  CHECK(compute_budget(one.world, rule, one.lab) == Approx(rule.spend_per_revenue * 5e9));
  // Half of those who want to use it are turned away for want of compute.
  one.world.labs.quality[one.lab] = 0.5;
  CHECK(compute_budget(one.world, rule, one.lab) == Approx(2 * rule.spend_per_revenue * 5e9));
}

TEST_CASE("a lab releases when it gains enough or a rival is ahead", "[agents]") {
  OneLab one;
  auto& labs = one.world.labs;
  labs.internal_capability[one.lab] = 101;
  one.decide();
  CHECK(labs.capability[one.lab] == 100);
  one.world.signals.frontier = 110;
  one.decide();
  CHECK(labs.capability[one.lab] == 101);
  one.world.signals.frontier = 0;
  labs.internal_capability[one.lab] = 101 + LabHabits{}.release_gain;
  one.decide();
  CHECK(labs.capability[one.lab] == labs.internal_capability[one.lab]);
}

TEST_CASE("a lab before its founding and one in default do nothing", "[agents]") {
  OneLab one;
  one.world.labs.defaulted[one.lab] = true;
  CHECK(one.decide().compute.empty());
  one.world.labs.defaulted[one.lab] = false;
  one.world.labs.founded[one.lab] = Date{one.world.today.days + 1};
  CHECK(one.decide().compute.empty());
}

TEST_CASE("hours that a lab gets go where it decided, and none is lost or used twice", "[agents]") {
  OneLab one;
  auto& labs = one.world.labs;
  const CloudId cloud = one.world.clouds.find("microsoft");
  one.decide();
  one.world.trades.compute.push_back({cloud, one.lab, ComputeClass::western, 600, 2.0, true, false});
  one.world.trades.compute.push_back({cloud, LabId::none(), ComputeClass::western, 100, 2.0, false, false});
  Training{}.allot_hours(one.world);
  CHECK(labs.training_hours[one.lab] > 0);
  CHECK(labs.serving_hours[one.lab] > 0);
  CHECK(labs.serving_hours[one.lab] + labs.training_hours[one.lab] + labs.research_hours[one.lab] == Approx(600));
}

TEST_CASE("hours across the line train a lab's models, and serve few of its users", "[agents]") {
  OneLab one;
  auto& labs = one.world.labs;
  const CloudId home = one.world.clouds.find("microsoft"), beyond = one.world.clouds.find("alibaba");
  one.world.clouds.training_ratio[beyond] = 1;
  one.decide();
  one.world.trades.compute.push_back({home, one.lab, ComputeClass::western, 100, 2.0, true, false});
  one.world.trades.compute.push_back({beyond, one.lab, ComputeClass::western, 900, 2.0, true, false});
  labs.serving_part[one.lab] = 0.5;
  labs.training_part[one.lab] = 0.1;
  Training rule;
  rule.allot_hours(one.world);
  CHECK(labs.serving_hours[one.lab] == Approx(100 + 900 * rule.served_abroad));
  CHECK(labs.serving_hours[one.lab] + labs.training_hours[one.lab] + labs.research_hours[one.lab] == Approx(1000));
  one.world.mechanisms.set(Mechanism::data_sovereignty, false);
  rule.allot_hours(one.world);
  CHECK(labs.serving_hours[one.lab] == Approx(500));
}

TEST_CASE("a training run ends with the step nearest to its end, and the next one makes up what it lacked",
          "[agents]") {
  const Training rule;
  const auto run = [&](double needed_steps) {
    OneLab one;
    auto& labs = one.world.labs;
    labs.training_hours[one.lab] = 1e6;
    const double work = 1e6 * flop_per_hour(one.world.technology);
    labs.run_target[one.lab] = needed_steps * work;
    int steps = 0;
    while (labs.run_target[one.lab] > 0) rule.advance(one.world), ++steps;
    CHECK(labs.training_flop[one.lab] == Approx(needed_steps * work));
    return std::pair{steps, labs.run_flop[one.lab] / work};
  };
  CHECK(run(2.0) == std::pair{2, 0.0});
  CHECK(run(2.4).first == 2);
  CHECK(run(2.4).second == Approx(-0.4));
  CHECK(run(2.6) == std::pair{3, 0.0});
}

TEST_CASE("a lab starts its next run when the interval is over, not before", "[agents]") {
  OneLab one;
  const LabHabits rule;
  auto& labs = one.world.labs;
  labs.last_run[one.lab] = Date{one.world.today.days - static_cast<int>((rule.run_interval - 0.2) * 365.25)};
  one.decide();
  CHECK(labs.run_target[one.lab] == 0);
  labs.research_hours[one.lab] = 1e6;
  labs.last_run[one.lab] = Date{one.world.today.days - static_cast<int>((rule.run_interval + 0.1) * 365.25)};
  one.decide();
  CHECK(labs.run_target[one.lab] > 0);
}

TEST_CASE("an open model that is as good takes a part off a lab's price, one far behind does not", "[agents]") {
  const auto price = [](double open) {
    OneLab one;
    one.world.signals.open_frontier = open;
    for (int month = 0; month < 60; ++month) one.decide();
    return one.world.labs.service_price[one.lab];
  };
  CHECK(price(60) == Approx(1).epsilon(0.01));
  CHECK(price(100) == Approx(1 - LabHabits{}.open_discount).epsilon(0.01));
}

TEST_CASE("a lab that turns users away becomes dearer", "[agents]") {
  const auto price = [](double delivered) {
    OneLab one;
    one.world.labs.quality[one.lab] = delivered;
    for (int month = 0; month < 60; ++month) one.decide();
    return one.world.labs.service_price[one.lab];
  };
  CHECK(price(0.5) > 1.2 * price(1));
  CHECK(price(0.25) > 1.2 * price(0.5));
}

TEST_CASE("contracts that run count against what a lab books anew", "[agents]") {
  OneLab one;
  const auto booked = [&] {
    const Orders orders = one.decide();
    return total(orders.compute, [](const ComputeOrder& order) { return order.contract ? order.budget : 0.0; });
  };
  one.set_cash(1e9);
  one.world.labs.revenue_rate[one.lab] = 1e9;
  const double anew = booked();
  CHECK(anew > 0);
  one.world.contracts.rows.push_back({one.world.clouds.find("microsoft"),
                                      one.lab,
                                      ComputeClass::western,
                                      2e9,
                                      2.0,
                                      one.world.today,
                                      Date{one.world.today.days + 300},
                                      {}});
  one.world.contracts.list(one.world.labs.size());
  CHECK(booked() == 0);
}

TEST_CASE("a lab that its group owns takes its share of the group's hours and asks nobody for money", "[agents]") {
  OneLab one;
  one.set_cash(0);
  one.world.labs.owned[one.lab] = true;
  one.world.labs.group_budget[one.lab] = 0.3;
  one.world.clouds.rental_share[one.world.clouds.find("microsoft")] = 0.3;  // nothing of it stands idle
  one.world.clouds.hours_capacity[one.world.clouds.find("microsoft")] = 1e6;
  const Orders orders = one.decide();
  CHECK(orders.funding.empty());
  REQUIRE(orders.compute.size() == 1);
  CHECK(orders.compute[0].hours == Approx(3e5));
}

TEST_CASE("a lab that its group owns uses all clouds of the group, fewer where hours are dear, and idle ones",
          "[agents]") {
  OneLab one;
  auto& [world, lab] = one;
  const CloudId home = world.clouds.find("microsoft"), abroad = world.clouds.find("alibaba");
  world.labs.owned[lab] = true;
  world.labs.group_budget[lab] = 0.4;
  world.clouds.group[home] = world.clouds.group[abroad] = world.labs.group[lab] = GroupId{0};
  for (const CloudId cloud : {home, abroad}) {
    world.clouds.hours_capacity[cloud] = 1000;
    world.clouds.rental_share[cloud] = 0.4;  // all of it is its own: nothing stands idle
    const std::size_t market = Signals::market(world.clouds.country[cloud], world.clouds.fleet_class[cloud]);
    world.signals.contract_rent[market] = world.signals.user_cost[market] = 2;
  }
  const GroupLab rule;
  CHECK(rule.hours_wanted(world, lab, home) == Approx(400));
  double hours = 0;
  for (const ComputeOrder& order : one.decide().compute) hours += order.hours;
  CHECK(hours == Approx(800));
  world.clouds.rental_share[home] = 0.9;
  CHECK(rule.hours_wanted(world, lab, home) == Approx(400 + rule.idle_use * 500));
  world.clouds.hours_rented[home] = 500;
  CHECK(rule.hours_wanted(world, lab, home) == Approx(400));
  world.signals.contract_rent[Signals::market(world.clouds.country[home], world.clouds.fleet_class[home])] = 4;
  CHECK(rule.hours_wanted(world, lab, home) < 0.95 * 400);
  // It gives way to no more renters than its group serves.
  world.clouds.rental_share[home] = 0.01;
  world.clouds.hours_rented[home] = 10;
  CHECK(rule.hours_wanted(world, lab, home) == Approx(400 - 0.01 * 1000));
}

namespace {

/// Capability after one run with a lab's luck, begun in a step, on so many hours a month.
double after_one_run(const Training& rule, std::uint64_t seed, std::uint32_t step, double hours) {
  OneLab one;
  auto& labs = one.world.labs;
  one.world.seed = seed;
  one.world.step = step;
  labs.algorithms[one.lab] = -60;
  labs.training_hours[one.lab] = hours;
  one.world.orders.runs.push_back({one.lab, 3 * hours * flop_per_hour(one.world.technology), 0});
  rule.begin_runs(one.world);
  while (labs.run_target[one.lab] > 0) rule.advance(one.world);
  return labs.internal_capability[one.lab];
}

}  // namespace

TEST_CASE("runs have luck of their own: some fail, the n-th of a lab alike whenever it begins", "[agents]") {
  Training sure;
  sure.failure = sure.slip = 0;
  const double planned = after_one_run(sure, 1, 5, 1e9);
  CHECK(planned > 100);
  CHECK(after_one_run(sure, 2, 9, 1e9) == planned);
  Training never = sure;
  never.failure = 1;
  CHECK(after_one_run(never, 1, 5, 1e9) == 100);
  const Training usual;
  int failed = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const double reached = after_one_run(usual, seed, 5, 1e9);
    CHECK(after_one_run(usual, seed, 30, 1e9) == reached);
    failed += reached == 100;
  }
  CHECK(failed / 400.0 == Approx(usual.failure).margin(0.05));
}

TEST_CASE("with the same luck more compute never makes a model worse", "[agents]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed)
    CHECK(after_one_run(Training{}, seed, 5, 2e9) >= after_one_run(Training{}, seed, 5, 1e9));
}

TEST_CASE("between runs a part of what a lab learns goes into the model that it has", "[agents]") {
  OneLab one;
  auto& labs = one.world.labs;
  const Training rule;
  labs.trained[one.lab] = 100;
  labs.trained_level[one.lab] = labs.algorithms[one.lab] = -60;
  rule.advance(one.world);
  CHECK(labs.internal_capability[one.lab] == 100);
  labs.algorithms[one.lab] = -56;
  rule.advance(one.world);
  CHECK(labs.internal_capability[one.lab] == Approx(100 + 4 * rule.post_training));
}

TEST_CASE("a lab expects its growth to fade, in what it spends and in what it signs ahead", "[agents]") {
  OneLab one;
  auto& labs = one.world.labs;
  one.set_cash(1e13);
  labs.revenue_rate[one.lab] = 5e9;
  labs.revenue_growth[one.lab] = 1;
  LabHabits lasting, fading;
  lasting.growth_fade = 0;
  const auto spent = [&](const LabHabits& habits) { return compute_budget(one.world, habits, one.lab); };
  CHECK(spent(lasting) == Approx(lasting.spend_per_revenue * 5e9 * std::exp(1.0)));
  CHECK(spent(fading) ==
        Approx(fading.spend_per_revenue * 5e9 * std::exp((1 - std::exp(-fading.growth_fade)) / fading.growth_fade)));
  const auto signed_ahead = [&](const LabHabits& habits) {
    Orders orders;
    book_hours(one.world, habits, one.lab, 1e9, orders);
    return total(orders.compute, [](const ComputeOrder& order) { return order.ahead > 0 ? order.hours : 0.0; });
  };
  const double lasts = lasting.sign_ahead, fades = faded(1, fading.growth_fade, fading.sign_ahead);
  CHECK(fades < 0.8 * lasts);
  CHECK(signed_ahead(fading) / signed_ahead(lasting) == Approx(std::exp(fades - lasts)));
}
