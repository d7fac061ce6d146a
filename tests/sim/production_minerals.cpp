#include "sim/production/minerals.hpp"
#include "tests/sim/moved.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Plant {
  World world = small_world(make_date(2025, 10, 1));
  LineId line = world.lines.find("tsmc_n4");
  CountryId tw = world.countries.find("tw");

  Plant() {
    auto& law = world.restrictions;
    law.minerals_open.assign(world.countries.size() * kMinerals, 1.0);
    law.minerals_price.assign(world.countries.size() * kMinerals, 1.0);
    world.lines.orders[line] = 900;
    world.lines.utilisation[line] = 0.9;
    world.lines.unit_price[line] = 16000;
  }
  void close(double open, double price) {
    const std::size_t at = Restrictions::mineral_at(tw, gallium_germanium);
    world.restrictions.minerals_open[at] = open;
    world.restrictions.minerals_price[at] = price;
  }
  int months_until_stop(const Minerals& rule = {}) {
    for (int month = 0; month < 120; ++month) {
      rule.advance(world);
      if (world.lines.input_effect[line] < -0.5) return month;
    }
    return 120;
  }
  double paid() const { return moved_usd(world.movements); }
};

}  // namespace

TEST_CASE("without controls minerals cost nothing more and stop nothing", "[production]") {
  Plant fab;
  CHECK(fab.months_until_stop() == 120);
  CHECK(fab.world.lines.input_effect[fab.line] == 0.0);
  CHECK(fab.paid() == 0.0);
}

TEST_CASE("fabs outbid others: a cut of a fifth makes a mineral dear, not scarce", "[production]") {
  Plant fab;
  fab.close(0.8, 3.0);
  CHECK(fab.months_until_stop() == 120);
  CHECK(fab.world.lines.input_effect[fab.line] == Approx(0).margin(1e-9));
  CHECK(fab.paid() > 0);
  CHECK(fab.world.lines.mineral_need[fab.line][gallium_germanium] < 1.0);  // what is dear is replaced
}

TEST_CASE("when a mineral is gone its stock runs down, then the line stops", "[production]") {
  Plant fab;
  Minerals rule;
  rule.substitution = 0;
  rule.needed_by = 1;  // nothing is made without it
  fab.close(0.0, 1.0);
  const int months = fab.months_until_stop(rule);
  CHECK(months >= 3);  // a third of a year of stock
  CHECK(months <= 8);
  CHECK(fab.world.lines.mineral_stock[fab.line][gallium_germanium] == Approx(0.0).margin(1e-9));
  CHECK(fab.world.lines.working(fab.line) < 100);
  fab.close(1.0, 1.0);
  for (int month = 0; month < 6; ++month) rule.advance(fab.world);
  CHECK(fab.world.lines.working(fab.line) > 950);
}

TEST_CASE("what can be made without a mineral goes on, and free capacity does not make up for the rest",
          "[production]") {
  Minerals rule;
  rule.substitution = 0;
  Plant full, half;
  half.world.lines.orders[half.line] = 0.5 * full.world.lines.orders[full.line];
  for (Plant* fab : {&full, &half}) {
    fab->close(0.0, 1.0);
    for (int month = 0; month < 36; ++month) rule.advance(fab->world);
    const double load = fab->world.lines.orders[fab->line] / fab->world.lines.capacity[fab->line];
    CHECK(fab->world.lines.working(fab->line) ==
          Approx(fab->world.lines.capacity[fab->line] * load * (1 - rule.needed_by)).epsilon(1e-3));
  }
}

TEST_CASE("orders that pile up bring no more of a mineral that is closed: suppliers follow in so far as they are open",
          "[production]") {
  Minerals rule;
  rule.substitution = 0;
  Plant shut, narrow;
  for (Plant* fab : {&shut, &narrow}) {
    fab->world.lines.orders[fab->line] = 500;
    rule.advance(fab->world);
    fab->close(fab == &shut ? 1e-9 : 0.2, 1.0);
    fab->world.lines.orders[fab->line] = 1000;  // what was not made waits
    for (int month = 0; month < 24; ++month) rule.advance(fab->world);
  }
  const auto known = [](const Plant& fab) { return fab.world.lines.mineral_supply[fab.line][gallium_germanium]; };
  CHECK(known(shut) == Approx(0.5));
  CHECK(known(narrow) > 0.6);
  CHECK(shut.world.lines.working(shut.line) < narrow.world.lines.working(narrow.line));
}

TEST_CASE("a larger stock carries a line further", "[production]") {
  Minerals rule;
  rule.substitution = 0;
  rule.needed_by = 1;
  Plant small, large;
  for (Plant* fab : {&small, &large}) fab->close(0.0, 1.0);
  const int soon = small.months_until_stop(rule);
  rule.stock_time = 1.0;
  CHECK(large.months_until_stop(rule) > soon + 4);
}

TEST_CASE("dear minerals go into prices with a lag, stocks bridge the time until others are outbid", "[production]") {
  Plant fab;
  fab.close(0.6, 5.0);  // chips take three quarters: outbidding others they get four fifths, and need less in time
  const Minerals rule;
  rule.advance(fab.world);
  const double first = fab.world.lines.surcharge[fab.line];
  CHECK(first > 0);
  CHECK(fab.world.lines.price(fab.line) > fab.world.lines.unit_price[fab.line]);
  CHECK(fab.world.lines.mineral_stock[fab.line][gallium_germanium] < rule.stock_time);
  double lowest = 0;
  for (int month = 0; month < 36; ++month) {
    rule.advance(fab.world);
    lowest = std::min(lowest, fab.world.lines.input_effect[fab.line]);
  }
  CHECK(fab.world.lines.surcharge[fab.line] > first);
  CHECK(fab.world.lines.surcharge[fab.line] < rule.cost_share * 4 * 1.01);
  CHECK(fab.world.lines.input_effect[fab.line] == Approx(0).margin(1e-3));
  CHECK(lowest > -0.5);
}
