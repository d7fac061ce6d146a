#include "sim/accounts/revaluation.hpp"
#include "sim/markets/capital.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// An investor with money ready, and a lab that asks.
struct Round {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  LabId lab = world.labs.find("openai");
  InvestorId fund = world.investors.find("fund");
  CapitalMarket rule;

  Round() {
    world.investors.ready[fund] = 5e8;
    world.labs.revenue_rate[lab] = 1e9;
    world.admissions.capital.assign(world.investors.size(), world.labs.size());
  }
  void ask(double amount) { world.orders.funding.push_back({world.labs.account[lab], lab, amount}); }
  double placed() const {
    double sum = 0;
    for (const CapitalTrade& trade : world.trades.capital) sum += trade.amount;
    return sum;
  }
};

}  // namespace

TEST_CASE("an investor places no more than it has ready, and a lab gets no more than it asks", "[markets]") {
  Round large, small;
  large.ask(2e9);
  small.ask(1e8);
  large.rule.clear(large.world);
  small.rule.clear(small.world);
  CHECK(large.placed() == Approx(5e8));
  CHECK(small.placed() == Approx(1e8));
}

TEST_CASE("a round sells no more of a lab than the greatest dilution", "[markets]") {
  Round round;
  round.world.labs.revenue_rate[round.lab] = 0;  // worth the least value
  round.ask(4e8);
  round.rule.clear(round.world);
  CHECK(round.placed() == Approx(round.rule.least_value * 0.25));
  round.rule.settle(round.world);
  const double issued = round.world.labs.units_issued[round.lab];
  CHECK((issued - 1e6) / issued == Approx(round.rule.greatest_dilution));
}

TEST_CASE("units of a lab that many rounds have multiplied are joined, and nobody's part changes", "[markets]") {
  Round round;
  const AccountId founder = round.world.investors.account[round.fund];
  round.world.labs.units_issued[round.lab] = 0x1p+520;
  round.world.stakes.rows.push_back({founder, round.lab, 0x1p+519, {}});
  round.ask(4e8);
  round.rule.clear(round.world);
  REQUIRE(round.world.trades.capital.size() == 1);
  const double value = round.world.trades.capital[0].value;
  round.rule.settle(round.world);
  const double issued = round.world.labs.units_issued[round.lab];
  CHECK(issued < 1e100);
  CHECK(round.world.stakes.rows[0].units / issued == Approx(0.5 * value / (value + 4e8)));
  CHECK(round.world.stakes.rows[1].units / issued == Approx(4e8 / (value + 4e8)));
  Movements out;
  CHECK_NOTHROW(Revaluation{}.assess(round.world, out));  // multiplies a value by units
}

TEST_CASE("money that the law keeps at home is not placed, and is counted as denied", "[markets]") {
  Round round;
  for (Verdict& verdict : round.world.admissions.capital.values) verdict.answer = Verdict::Answer::denied;
  round.ask(1e8);
  round.rule.clear(round.world);
  CHECK(round.placed() == 0);
  REQUIRE(round.world.trades.denials.size() == 1);
  CHECK(round.world.trades.denials[0].value == Approx(1e8));
}

TEST_CASE("a home cloud pays what it promised where its lab is short, once", "[markets]") {
  Round round;
  round.world.labs.committed_credit[round.lab] = 2e8;
  round.world.labs.compute_spend[round.lab] = 3e9;  // half a year of it is more than the billion in cash
  round.rule.draw_commitments(round.world);
  CHECK(round.world.labs.committed_credit[round.lab] == 0);
  REQUIRE(round.world.movements.rows.size() == 1);
  CHECK(round.world.movements.rows[0].amount.usd() == Approx(2e8));
  round.rule.draw_commitments(round.world);
  CHECK(round.world.movements.rows.size() == 1);
}

TEST_CASE("savers bring what is placed, so that no money piles up with investors", "[markets]") {
  Round round;
  round.ask(1e8);
  round.world.investors.inflow[round.fund] = 6e9;
  const AccountId account = round.world.investors.account[round.fund];
  const double before = round.world.accounts.cash(account).usd();
  round.rule.clear(round.world);
  round.rule.settle(round.world);
  post(round.world, round.world.movements);
  CHECK(round.world.investors.invested[round.fund] > 1e8);
  CHECK(round.world.accounts.cash(account).usd() == Approx(before));
}

TEST_CASE("savers bring no more than a step's part of what they save in a year, and nothing to a public fund",
          "[markets]") {
  const auto brought = [](double inflow, bool is_public) {
    Round round;
    World& world = round.world;
    world.investors.inflow[round.fund] = inflow;
    world.investors.public_fund[round.fund] = is_public;
    round.rule.settle_savings(world);
    double usd = 0;
    const AccountId savers = world.countries.households[world.investors.country[round.fund]];
    for (const Movement& movement : world.movements.rows)
      if (movement.from == savers) usd += movement.amount.usd();
    return usd;
  };
  const double rest = 5e8 * CapitalMarket{}.startup_part;  // of what no lab took
  CHECK(brought(1e8, false) == Approx(1e8 / 12));
  CHECK(brought(1e12, false) == Approx(rest));
  CHECK(brought(1e12, true) == 0);
}

TEST_CASE("an investor shares what it has by what labs are worth", "[markets]") {
  Round round;
  const LabId other = add_lab(round.world, "anthropic", round.world.investors.country[round.fund], {});
  round.world.admissions.capital.assign(round.world.investors.size(), round.world.labs.size());
  round.world.labs.revenue_rate[other] = 3e9;
  for (const LabId lab : {round.lab, other})
    round.world.orders.funding.push_back({round.world.labs.account[lab], lab, 2e9});
  round.rule.clear(round.world);
  REQUIRE(round.world.trades.capital.size() == 2);
  CHECK(round.placed() == Approx(5e8));
  CHECK(round.world.trades.capital[1].amount == Approx(3 * round.world.trades.capital[0].amount));
}
