#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/production/construction.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Two clouds in a country with halls to convert, and 600 MW of connections a year.
struct Queue {
  World world = small_world();
  CountryId us = world.countries.find("us");
  CloudId one = world.clouds.find("microsoft");
  CloudId two = add_cloud(world, "google", us, us);
  Construction rule;

  explicit Queue(double halls, double industry = 0) {
    auto& countries = world.countries;
    countries.convertible_power[us] = countries.halls_known[us] = halls;
    countries.onsite_industry[us] = industry;
    countries.grid_growth[us] = 600.0;
    countries.connection_delay[us] = countries.power_wait[us] = 2;
    world.signals.user_cost.assign(countries.size() * kComputeClasses, 2.0);
  }
  /// Power that each wants in all, and soon [MW], and the AI capital that it wants over what it has.
  struct Wish {
    double power, soon, worth = 2;
  };
  void ask(Wish first, Wish second) {
    auto& clouds = world.clouds;
    for (const auto& [cloud, wish] : {std::pair(one, first), std::pair(two, second)}) {
      clouds.ai_capital[cloud] = 1e9;
      clouds.desired_capital[cloud] = wish.worth * 1e9;
    }
    world.orders.sites = {{one, first.power, first.soon}, {two, second.power, second.soon}};
    rule.queue_sites(world);
  }
  /// Power under way to a cloud from one source [MW].
  double under_way(CloudId cloud, PowerSource source) const {
    double sum = 0;
    for (const auto& site : world.pipeline.sites)
      if (site.cloud == cloud && site.source == source) sum += site.power;
    return sum;
  }
  double soon(CloudId cloud) const {
    return under_way(cloud, PowerSource::halls) + under_way(cloud, PowerSource::on_site);
  }
  double premium() const { return world.countries.power_premium[us]; }
};

}  // namespace

TEST_CASE("halls of other uses go to who needs power soon, connections to who plans ahead", "[production]") {
  Queue queue(1e6);
  queue.ask({50, 50}, {500, 0});
  CHECK(queue.under_way(queue.one, PowerSource::halls) == Approx(50).epsilon(0.05));
  CHECK(queue.soon(queue.two) == 0);
  CHECK(queue.under_way(queue.two, PowerSource::grid) == Approx(600 * queue.world.years).epsilon(0.1));
}

TEST_CASE("the fewer halls are left, the more their owners ask and the fewer are given up", "[production]") {
  double dearest = 0, most = 1e9;
  for (const double left : {4000.0, 3000.0, 2000.0}) {
    Queue queue(4000);
    queue.world.countries.convertible_power[queue.us] = left;
    queue.ask({200, 200}, {0, 0});
    CHECK(queue.premium() > dearest);
    CHECK(queue.soon(queue.one) < most);
    CHECK(queue.world.countries.convertible_power[queue.us] + queue.soon(queue.one) == Approx(left));
    dearest = queue.premium();
    most = queue.soon(queue.one);
  }
}

TEST_CASE("without halls generation on site steps in, at a premium that rises with what is wanted", "[production]") {
  double cheaper = 0, less = 0;
  for (const double wanted : {10.0, 100.0, 400.0}) {
    Queue queue(0, 1200);
    queue.ask({wanted, wanted}, {0, 0});
    CHECK(queue.under_way(queue.one, PowerSource::halls) == 0);
    CHECK(queue.under_way(queue.one, PowerSource::on_site) > less);
    CHECK(queue.premium() > cheaper);
    less = queue.under_way(queue.one, PowerSource::on_site);
    cheaper = queue.premium();
  }
}

TEST_CASE("who loses more by waiting gets more of what comes soon, who loses nothing gets none", "[production]") {
  Queue queue(1000, 300);
  queue.ask({300, 300, 3}, {300, 300, 2.5});
  CHECK(queue.soon(queue.one) > 1.2 * queue.soon(queue.two));
  CHECK(queue.soon(queue.two) > 0);
  Queue idle(1000, 300);
  idle.ask({300, 300, 1}, {300, 300, 1});
  CHECK(idle.soon(idle.one) == 0);
  CHECK(idle.premium() == 0);
}

TEST_CASE("the premium is paid, by who gets the power, and none is paid where power is free", "[production]") {
  Queue queue(1000, 300);
  queue.ask({300, 300, 2.6}, {300, 300, 1.5});
  double paid = 0;
  for (const Movement& movement : queue.world.movements.rows) paid += movement.amount.usd();
  const auto& clouds = queue.world.clouds;
  CHECK(paid > 0);
  CHECK(paid == Approx(clouds.power_premium[queue.one] + clouds.power_premium[queue.two]));
  CHECK(clouds.power_premium[queue.one] <= queue.premium() * queue.soon(queue.one) * (1 + 1e-9));
}

TEST_CASE("makers of generation grow while they are sold out, and not beyond that", "[production]") {
  Queue queue(0, 1200);
  queue.ask({1e4, 1e4}, {0, 0});
  CHECK(queue.world.countries.onsite_industry[queue.us] ==
        Approx(1200 * std::exp(queue.rule.generation.growth * queue.world.years)));
  Queue calm(0, 1200);
  calm.ask({1, 1}, {0, 0});
  CHECK(calm.world.countries.onsite_industry[calm.us] < 1202);
}

TEST_CASE("makers of generation grow by what they sell, not by what halls give", "[production]") {
  Queue queue(1e4, 1200);
  queue.ask({400, 400}, {0, 0});
  REQUIRE(queue.under_way(queue.one, PowerSource::halls) > 1);
  const double sold = queue.under_way(queue.one, PowerSource::on_site);
  const auto& generation = queue.rule.generation;
  CHECK(
      queue.world.countries.onsite_industry[queue.us] ==
      Approx(1200 * std::exp(generation.growth * std::min(1.0, sold / (1200 * queue.world.years)) * queue.world.years))
          .epsilon(1e-9));
}

TEST_CASE("connections that AI leaves to others become halls, and a refused order expects to wait longer",
          "[production]") {
  Queue queue(500);
  queue.ask({10, 0}, {0, 0});
  CHECK(queue.world.countries.convertible_power[queue.us] == Approx(500 + 600 * queue.world.years - 10).epsilon(0.02));
  const double free = queue.world.countries.power_wait[queue.us];
  Queue full(500);
  full.ask({1e4, 0}, {0, 0});
  CHECK(full.world.countries.convertible_power[full.us] == Approx(500));
  CHECK(full.world.countries.power_wait[full.us] > free);
}

TEST_CASE("what is energised in a step is counted by where it comes from, and anew in each step", "[production]") {
  Queue queue(0);
  World& world = queue.world;
  for (auto& added : world.countries.power_added) added.assign(kPowerSources, 9.0);
  world.pipeline.sites = {{.cloud = queue.one, .power = 30, .due = world.today, .source = PowerSource::grid},
                          {.cloud = queue.two, .power = 20, .due = world.today, .source = PowerSource::grid},
                          {.cloud = queue.one, .power = 5, .due = world.today, .source = PowerSource::on_site},
                          {.cloud = queue.one, .power = 70, .due = kNever, .source = PowerSource::halls}};
  queue.rule.advance(world);
  const auto added = [&](PowerSource source) {
    return world.countries.power_added[queue.us][static_cast<std::size_t>(source)];
  };
  CHECK(added(PowerSource::grid) == 50);
  CHECK(added(PowerSource::on_site) == 5);
  CHECK(added(PowerSource::halls) == 0);
  queue.rule.advance(world);
  CHECK(added(PowerSource::grid) == 0);
}

TEST_CASE(
    "a connection is energised on the day on which it was to come, and a line has its capacity from the step "
    "nearest to its day",
    "[production]") {
  World world = small_world(make_date(2024, 1, 1));
  const CountryId us = world.countries.find("us");
  const CloudId cloud = world.clouds.find("microsoft");
  const LineId line = world.lines.find("tsmc_n4");
  world.countries.grid_growth[us] = 1200.0;
  world.orders.sites = {{cloud, 50, 0}};
  world.pipeline.capacity.push_back({.line = line, .capacity = 200, .due = make_date(2024, 6, 20)});
  world.lines.capacity_on_order[line] = 200;
  for (auto& added : world.countries.power_added) added.assign(kPowerSources, 0.0);
  const Construction rule;
  rule.queue_sites(world);
  const auto months = [&](int count) {
    for (; count > 0; --count) {
      rule.advance(world);
      ++world.step;
      world.today = world.calendar.first_day(world.step);
    }
  };
  months(3);
  CHECK(world.clouds.power_site[cloud] == 0);
  CHECK(world.clouds.power_on_order[cloud] == Approx(50));
  months(2);
  CHECK(world.lines.capacity[line] == 1000);
  months(1);
  CHECK(world.lines.capacity[line] == 1200);
  CHECK(world.lines.capacity_on_order[line] == 0);
  months(1);
  CHECK(world.clouds.power_site[cloud] == Approx(50));
  CHECK(world.countries.power_on_order[us] == Approx(0).margin(1e-9));
}
