/// Contracts that are signed ahead of capacity.

#include <algorithm>

#include "sim/markets/compute.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A lab that signs for capacity of a year from now, with a cloud that would build it.
struct Ahead {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  CloudId cloud = world.clouds.find("microsoft");
  LabId lab = world.labs.find("openai");
  ComputeMarket rule;
  double open = 1e8;  ///< hours a year that the cloud would build

  Ahead() {
    world.clouds.serving_rate[cloud] = 1000;
    const std::size_t markets = world.countries.size() * kComputeClasses;
    world.signals.user_cost.assign(markets, 2.0);
    world.signals.contract_rent.assign(markets, 2.0);
    for (auto* column : {&world.signals.spot_rent, &world.signals.hours_offered, &world.signals.hours_sold,
                         &world.signals.hours_wanted})
      column->assign(markets, 0.0);
    world.admissions.rental.assign(world.labs.size(), world.clouds.size());
    world.accounts.balance[static_cast<std::size_t>(Item::deposits)][world.labs.account[lab]] = from_usd(1e12);
  }
  void month() {
    world.orders.offers = {{cloud, ComputeClass::western, sellable_hours(world, cloud), 0, open}};
    world.trades.compute.clear();
    world.movements.rows.clear();
    rule.clear(world);
    world.orders.compute.clear();
    rule.settle(world);
  }
  void ask(double hours, double ahead = 1) { world.orders.compute.push_back({lab, hours, 0, true, {}, ahead}); }
  double moved(Flow flow) const {
    double sum = 0;
    for (const Movement& movement : world.movements.rows)
      if (movement.flow == flow) sum += movement.amount.usd();
    return sum;
  }
  void go_to(int year, int month) { world.today = make_date(year, month, 1); }
  double capacity() const { return sellable_hours(world, cloud) / world.years; }
};

}  // namespace

TEST_CASE("what is signed ahead begins later, is prepaid in part, and stands in the backlog", "[markets]") {
  Ahead ahead;
  ahead.ask(1e6);
  ahead.month();
  REQUIRE(ahead.world.contracts.rows.size() == 1);
  const auto& row = ahead.world.contracts.rows[0];
  const double value = row.hours * row.price * ahead.rule.ahead_length;
  CHECK(row.hours == Approx(1e6));
  CHECK(row.start == make_date(2024, 12, 31));
  CHECK(row.price < 2);  // rents are expected to fall
  CHECK(ahead.moved(Flow::prepayment) == Approx(ahead.rule.prepaid_share * value));
  CHECK(ahead.world.clouds.backlog[ahead.cloud] == Approx(value).epsilon(0.001));
  CHECK(ahead.world.clouds.promised[ahead.cloud] == Approx(1e6));
  ahead.month();
  CHECK(ahead.moved(Flow::compute_rent) == 0);
}

TEST_CASE("a contract that has begun is paid whatever is used, from the prepayment as far as it covers the bill",
          "[markets]") {
  Ahead ahead;
  ahead.ask(1e6);
  ahead.month();
  ahead.go_to(2025, 2);
  const double promised = ahead.world.clouds.backlog[ahead.cloud];
  ahead.month();
  const double used = ahead.moved(Flow::prepayment_used), paid = ahead.moved(Flow::compute_rent);
  CHECK(used / (used + paid) == Approx(ahead.rule.prepaid_share));
  CHECK(used + paid == Approx(ahead.world.contracts.rows[0].price * 1e6 * ahead.world.years));
  CHECK(ahead.world.clouds.backlog[ahead.cloud] < promised);
  CHECK(ahead.world.clouds.promised[ahead.cloud] == 0);
}

TEST_CASE("nobody signs for more than clouds would build, or prepays more than a part of its cash", "[markets]") {
  Ahead ahead;
  ahead.open = 3e5;
  ahead.ask(1e6);
  ahead.month();
  CHECK(ahead.world.contracts.rows[0].hours == Approx(3e5));
  Ahead poor;
  poor.world.accounts.balance[static_cast<std::size_t>(Item::deposits)][poor.world.labs.account[poor.lab]] =
      from_usd(1e5);
  poor.ask(1e6);
  poor.month();
  CHECK(poor.moved(Flow::prepayment) == Approx(1e5 * poor.rule.prepaid_cash));
}

TEST_CASE("labs sign with those who build in their own country first, then on their side of the line", "[markets]") {
  Ahead ahead;
  World& world = ahead.world;
  const CloudId other = world.clouds.find("alibaba");
  const auto signed_with_other = [&](const char* country) {
    world.clouds.country[other] = world.countries.find(country);
    world.contracts.rows.clear();
    ahead.ask(1e6);
    world.orders.offers = {{ahead.cloud, ComputeClass::western, 0, 0, 1e8}, {other, ComputeClass::western, 0, 0, 1e8}};
    world.trades.compute.clear();
    world.movements.rows.clear();
    ahead.rule.clear(world);
    world.orders.compute.clear();
    double hours = 0;
    for (const auto& row : world.contracts.rows)
      if (row.seller == other) hours += row.hours;
    return hours / 1e6;
  };
  const auto part = [](double weight) { return weight / (ComputeMarket{}.home_weight + weight); };
  CHECK(signed_with_other("us") == Approx(part(1)).epsilon(0.01));
  CHECK(signed_with_other("tw") == Approx(part(ahead.rule.foreign_weight)).epsilon(0.01));
  CHECK(signed_with_other("cn") == Approx(part(ahead.rule.abroad_weight)).epsilon(0.01));
}

TEST_CASE("who leaves a contract pays a fee and gets back what it prepaid", "[markets]") {
  Ahead ahead;
  ahead.ask(1e6);
  ahead.month();
  const double prepaid = ahead.moved(Flow::prepayment);
  const double yearly = ahead.world.contracts.rows[0].price * 1e6;
  ahead.ask(-4e5);
  ahead.month();
  REQUIRE(ahead.world.contracts.rows.size() == 1);
  CHECK(ahead.world.contracts.rows[0].hours == Approx(6e5));
  CHECK(ahead.moved(Flow::contract_penalty) == Approx(ahead.rule.cancel_fee * 0.4 * yearly * ahead.rule.fee_time));
  CHECK(ahead.moved(Flow::refund) == Approx(0.4 * prepaid));
  ahead.ask(-1e9);
  ahead.month();
  CHECK(ahead.world.contracts.rows.empty());
  CHECK(ahead.moved(Flow::refund) == Approx(0.6 * prepaid));
}

TEST_CASE("who leaves more than one contract holds leaves the last one whole and of the next as much as is lacking",
          "[markets]") {
  Ahead ahead;
  for (const double hours : {1e6, 5e5}) {
    ahead.ask(hours);
    ahead.month();
  }
  REQUIRE(ahead.world.contracts.rows.size() == 2);
  ahead.ask(-8e5);
  ahead.month();
  REQUIRE(ahead.world.contracts.rows.size() == 1);
  CHECK(ahead.world.contracts.rows[0].hours == Approx(7e5));
}

TEST_CASE("a contract ends with its seller or its buyer", "[markets]") {
  for (const bool seller : {true, false}) {
    Ahead ahead;
    ahead.ask(1e6);
    ahead.month();
    (seller ? ahead.world.clouds.defaulted[ahead.cloud] : ahead.world.labs.defaulted[ahead.lab]) = true;
    const double prepaid = ahead.moved(Flow::prepayment);
    ahead.month();
    CHECK(ahead.world.contracts.rows.empty());
    CHECK(ahead.world.clouds.backlog[ahead.cloud] == 0);
    CHECK(prepaid > 0);
    CHECK(ahead.moved(Flow::refund) == prepaid);  // to the lab, whoever failed
  }
}

TEST_CASE("what is left of a prepayment at the end of a contract goes back to who paid it", "[markets]") {
  Ahead ahead;
  ahead.world.contracts.rows.push_back({ahead.cloud, ahead.lab, ComputeClass::western, 1e6, 2, make_date(2021, 1, 1),
                                        make_date(2024, 1, 1), from_usd(4e5), 0.2, true});
  ahead.month();
  CHECK(ahead.world.contracts.rows.empty());
  REQUIRE(ahead.moved(Flow::refund) == 4e5);
  const auto& rows = ahead.world.movements.rows;
  const auto back = std::find_if(rows.begin(), rows.end(), [](const Movement& m) { return m.flow == Flow::refund; });
  CHECK(back->from == ahead.world.clouds.account[ahead.cloud]);
  CHECK(back->to == ahead.world.labs.account[ahead.lab]);
}
