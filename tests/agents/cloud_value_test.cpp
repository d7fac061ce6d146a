#include <cmath>

#include "agents/cloud/capex.hpp"
#include "agents/cloud/cloud.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A cloud whose capital and work are near balance, with room for money and power.
struct Weighing {
  World world = minded_world();
  CloudId cloud = world.clouds.find("microsoft");
  std::size_t market = Signals::market(world.clouds.country[cloud], ComputeClass::western);
  CloudHabits habits;
  ValueCloud rule;

  Weighing() {
    auto& clouds = world.clouds;
    clouds.ai_capital[cloud] = 1e10;
    clouds.rental_share[cloud] = 0.5;
    clouds.core_capex[cloud] = 1e9;
    clouds.internal_work[cloud] = 5e8;
    clouds.serving_rate[cloud] = 2e5;
    clouds.hours_capacity[cloud] = 1e8;
    clouds.loan_rate[cloud] = rule.normal_rate;
    world.signals.hours_offered.assign(world.countries.size() * kComputeClasses, 5e7);
    world.signals.hours_wanted.assign(world.countries.size() * kComputeClasses, 5e7);
    world.countries.cost_of_capital[world.clouds.country[cloud]] = 0.09;
  }
  double value() const { return rule.value(world, habits, cloud, 0.3); }
  double planned() const {
    auto mind = recall<CloudMind>(world.clouds, cloud);
    Orders orders;
    rule.decide(world, habits, cloud, mind, orders);
    return mind.ai_plan;
  }
};

}  // namespace

TEST_CASE("a dollar of AI capital is worth less the dearer loans are, and less is invested", "[agents]") {
  Weighing investor;
  const double before = investor.value(), invested = investor.planned();
  investor.world.clouds.loan_rate[investor.cloud] += 0.1;
  CHECK(investor.value() < 0.85 * before);
  CHECK(investor.planned() < 0.85 * invested);
  // Who owes more passes more of it on.
  Weighing leveraged;
  auto& owed = leveraged.world.accounts.balance[static_cast<std::size_t>(Item::loans_owed)];
  owed[leveraged.world.clouds.account[leveraged.cloud]] = from_usd(1e10);
  CHECK(leveraged.value() == Approx(before));
  leveraged.world.clouds.loan_rate[leveraged.cloud] += 0.1;
  CHECK(leveraged.value() < 0.97 * investor.value());
}

TEST_CASE("rents, the queue for hours and contracts that begin later move the worth of capital", "[agents]") {
  const double before = Weighing{}.value(), invested = Weighing{}.planned();
  Weighing cheap;
  cheap.world.signals.contract_rent[cheap.market] /= 2;
  CHECK(cheap.value() < 0.8 * before);
  CHECK(cheap.planned() < 0.7 * invested);
  Weighing queue;
  queue.world.signals.hours_wanted[queue.market] *= 2;
  CHECK(queue.value() > before);
  const double twice = queue.value();
  queue.world.signals.hours_wanted[queue.market] *= 100;  // the same wish is told to many
  const double many = queue.value();
  queue.world.signals.hours_wanted[queue.market] *= 100;
  CHECK(many > twice);
  CHECK(queue.value() == many);
  Weighing signed_ahead;
  signed_ahead.world.clouds.promised[signed_ahead.cloud] = 5e8;
  CHECK(signed_ahead.value() > before);
}

TEST_CASE("what is on order, and power that costs a premium, lower the worth of the next dollar", "[agents]") {
  const double before = Weighing{}.value();
  Weighing waiting;
  const SkuId sku = waiting.world.skus.find("h100");
  waiting.world.book(waiting.cloud, sku) = 200000;
  CHECK(waiting.value() < before);
  Weighing dear;
  dear.world.clouds.power_used[dear.cloud] = 300;
  const double at_no_premium = dear.value();
  dear.world.countries.power_premium[dear.world.clouds.country[dear.cloud]] = 5e6;
  CHECK(dear.value() == Approx(at_no_premium / (1 + 5e6 * 300 / 1e10)));
}

TEST_CASE("where a dollar of capital is worth a dollar it is replaced, and no more", "[agents]") {
  Weighing investor;
  investor.rule.rent_elasticity = investor.rule.use_elasticity = 0;
  CHECK(investor.value() == Approx(1));
  CHECK(investor.planned() == Approx(investor.rule.replacement * 1e10).epsilon(0.01));
}

TEST_CASE("a cloud builds for what it has signed, even where its worth would not call for it", "[agents]") {
  Weighing investor;
  investor.rule.rent_elasticity = investor.rule.use_elasticity = 0;
  investor.world.clouds.promised[investor.cloud] = 5e9;
  CHECK(investor.planned() > 1.5 * investor.rule.replacement * 1e10);
}

TEST_CASE("one without a platform sells shares where lenders give no more, a platform does not", "[agents]") {
  Weighing investor;
  World& world = investor.world;
  world.clouds.operating_cash_flow[investor.cloud] = 0.0;
  world.accounts.balance[static_cast<std::size_t>(Item::deposits)][world.clouds.account[investor.cloud]] = {};
  const auto shares = [&] {
    auto mind = recall<CloudMind>(world.clouds, investor.cloud);
    Orders orders;
    investor.rule.decide(world, investor.habits, investor.cloud, mind, orders);
    return total(orders.funding, [](const FundingOrder& order) { return order.shares ? order.amount : 0.0; });
  };
  CHECK(shares() == 0);
  world.clouds.sells_shares[investor.cloud] = true;
  CHECK(shares() > 0);
}

TEST_CASE("lenders give more to who has contracts that cover the debt", "[agents]") {
  Weighing investor;
  const double without = borrowing_room(investor.world, investor.habits, investor.cloud);
  investor.world.clouds.backlog[investor.cloud] = 2e11;
  const double covered = 2e11 * investor.habits.contract_margin / investor.habits.contract_cover;
  CHECK(borrowing_room(investor.world, investor.habits, investor.cloud) == Approx(covered));
  CHECK(covered > without);
}

TEST_CASE("what a cloud believes of growth follows what it sees by and by, and no further", "[agents]") {
  Weighing investor;
  investor.world.signals.services_by_home[0].growth = 0.8;
  investor.world.clouds.belief_growth[investor.cloud] = 0.2;
  const auto believed = [&](double greatest) {
    CloudMind mind;
    return expect_growth(investor.world, investor.habits, investor.cloud, greatest, mind);
  };
  investor.habits.belief_speed = 2;
  CHECK(believed(1) == Approx(0.2 + 2 * investor.world.years * 0.6));
  CHECK(believed(0.5) == Approx(0.2 + 2 * investor.world.years * 0.3));
  investor.habits.belief_speed = 1000;
  CHECK(believed(1) == Approx(0.8));
}

TEST_CASE("a cloud expects the growth of labs on the side of its parent", "[agents]") {
  Weighing investor;
  World& world = investor.world;
  world.signals.services_by_home[0].growth = 0.8;
  world.signals.services_by_home[1].growth = 0.1;
  investor.habits.belief_speed = 1000;
  const auto believed = [&](CloudId cloud) {
    CloudMind mind;
    return expect_growth(world, investor.habits, cloud, 2, mind);
  };
  CHECK(believed(investor.cloud) == Approx(0.8));
  const CountryId cn = world.countries.find("cn"), us = world.countries.find("us");
  CHECK(believed(add_cloud(world, "at_home", cn, cn)) == Approx(0.1));
  CHECK(believed(add_cloud(world, "abroad", us, cn)) == Approx(0.1));
}

TEST_CASE("shares are sold against what capital and contracts leave over debt", "[agents]") {
  Weighing investor;
  World& world = investor.world;
  world.clouds.sells_shares[investor.cloud] = true;
  world.clouds.backlog[investor.cloud] = 4e9;
  auto& owed = world.accounts.balance[static_cast<std::size_t>(Item::loans_owed)][world.clouds.account[investor.cloud]];
  owed = from_usd(5e9);
  const CloudHabits& habits = investor.habits;
  const double contracts = habits.contract_margin * habits.contract_worth * 4e9;
  CHECK(equity_room(world, habits, investor.cloud, 2) == Approx(habits.dilution * (2e10 + contracts - 5e9)));
  owed = from_usd(1e12);
  CHECK(equity_room(world, habits, investor.cloud, 2) == 0);
}

TEST_CASE("a few chips on order weigh on the next dollar by their part of the capital", "[agents]") {
  Weighing waiting;
  const double before = waiting.rule.pressure(waiting.world, waiting.habits, waiting.cloud, 0.3);
  const SkuId sku = waiting.world.skus.find("h100");
  waiting.world.book(waiting.cloud, sku) = 20000;
  const double ordered =
      capital_of_chips(waiting.world.technology, chips_on_order(waiting.world, waiting.habits, waiting.cloud));
  REQUIRE(ordered > 0);
  REQUIRE(ordered < 1e10);
  CHECK(waiting.rule.pressure(waiting.world, waiting.habits, waiting.cloud, 0.3) ==
        Approx(before / (1 + ordered / 1e10)));
}

TEST_CASE("internal work rises with the services of the world until they are everywhere", "[agents]") {
  Weighing cloud;
  cloud.habits.internal_growth = 0;
  const auto work = [&](double revenue, double growth = 0) {
    cloud.world.signals.services.revenue = revenue;
    return internal_value(cloud.world, cloud.habits, cloud.cloud, growth, 1.0);
  };
  const double start = work(0);
  CHECK(start == Approx(5e8));
  CHECK(work(cloud.habits.internal_scale) == Approx(start * (1 + cloud.habits.internal_rise / 2)));
  CHECK(work(1e6 * cloud.habits.internal_scale) == Approx(start * (1 + cloud.habits.internal_rise)).epsilon(1e-4));
  // Growth that is expected counts by what it still adds.
  const double early = work(1e9, 0.5) / work(1e9), late = work(1e13, 0.5) / work(1e13);
  CHECK(early > 1.05);
  CHECK(late == Approx(1).margin(0.01));
  const double slope = std::log(work(1.001e9) / work(1e9)) / std::log(1.001);
  CHECK(std::log(early) == Approx(0.5 * slope).epsilon(1e-3));
}
