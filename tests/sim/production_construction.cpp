#include "sim/production/construction.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Two clouds in a country with halls to convert, and 600 MW of connections a year that take two years.
struct Queue {
  World world = small_world();
  CountryId us = world.countries.find("us");
  CloudId one = world.clouds.find("microsoft");
  CloudId two = add_cloud(world, "google", us, us);
  Construction rule;

  Queue(double halls, double speed) {
    world.countries.convertible_power[us] = halls;
    world.countries.grid_growth[us] = 600.0;
    world.countries.connection_delay[us] = 2;
    rule.conversion_speed = speed;
  }
  /// Power that each wants in all, and soon [MW].
  struct Wish {
    double power, soon;
  };
  void ask(Wish first, Wish second) {
    world.orders.sites = {{one, first.power, first.soon}, {two, second.power, second.soon}};
    rule.queue_sites(world);
  }
  double halls_left() const { return world.countries.convertible_power[us]; }
  /// Power under way to a cloud that is due within a time [MW].
  double due_within(CloudId cloud, int days) const {
    double sum = 0;
    for (const auto& site : world.pipeline.sites)
      if (site.cloud == cloud && site.due.days <= world.today.days + days) sum += site.power;
    return sum;
  }
};

}  // namespace

TEST_CASE("halls of other uses go to who needs power soon, connections to who plans ahead", "[production]") {
  Queue queue(1200, 1);
  queue.ask({50, 50}, {500, 0});
  CHECK(queue.due_within(queue.one, 365) == Approx(50));
  CHECK(queue.due_within(queue.two, 365) == 0);
  CHECK(queue.due_within(queue.two, 1000) == Approx(600 * queue.world.years));
  CHECK(queue.halls_left() == Approx(1150));
}

TEST_CASE("no more halls and connections are given away than there are", "[production]") {
  Queue queue(120, 1e9);
  queue.ask({3000, 1000}, {1000, 1000});
  CHECK(queue.due_within(queue.one, 365) == Approx(60));
  CHECK(queue.due_within(queue.two, 365) == Approx(60));
  CHECK(queue.due_within(queue.one, 1000) + queue.due_within(queue.two, 1000) == Approx(120 + 600 * queue.world.years));
  CHECK(queue.halls_left() == Approx(0).margin(1e-9));
}

TEST_CASE("a connection takes the time of its country, and a line has its capacity from the step nearest to its day",
          "[production]") {
  World world = small_world(make_date(2024, 1, 1));
  const CountryId us = world.countries.find("us");
  const CloudId cloud = world.clouds.find("microsoft");
  const LineId line = world.lines.find("tsmc_n4");
  world.countries.grid_growth[us] = 1200.0;
  world.countries.connection_delay[us] = 2;
  world.orders.sites = {{cloud, 50, 0}};
  world.pipeline.capacity.push_back({.line = line, .capacity = 200, .due = make_date(2024, 6, 20)});
  world.lines.capacity_on_order[line] = 200;
  const Construction rule;
  rule.queue_sites(world);
  const auto months = [&](int count) {
    for (; count > 0; --count) {
      rule.advance(world);
      ++world.step;
      world.today = world.calendar.first_day(world.step);
    }
  };
  months(5);
  CHECK(world.lines.capacity[line] == 1000);
  months(1);
  CHECK(world.lines.capacity[line] == 1200);
  CHECK(world.lines.capacity_on_order[line] == 0);
  months(16);
  CHECK(world.clouds.power_site[cloud] == 0);
  CHECK(world.clouds.power_on_order[cloud] == Approx(50));
  months(3);
  CHECK(world.clouds.power_site[cloud] == Approx(50));
  CHECK(world.countries.power_on_order[us] == Approx(0).margin(1e-9));
}
