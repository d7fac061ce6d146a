#include <random>

#include "sim/core/error.hpp"
#include "sim/ledger/purposes.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;
using Catch::Matchers::Contains;

namespace {

struct Books {
  World world = world_of_all_sectors();
  Accounts& accounts = world.accounts;
  AccountId lab = account_of(world, "labs/openai"), cloud = account_of(world, "clouds/microsoft"),
            designer = account_of(world, "designers/nvidia"), bank = account_of(world, "countries/us/bank"),
            state = account_of(world, "governments/us"), market = account_of(world, "countries/us/product_market");
};

}  // namespace

TEST_CASE("a payment moves deposits, and each side saves or owns what the chart says") {
  Books b;
  book(b.world, b.cloud, b.designer, 300e6, Flow::chip_capex);
  CHECK(usd(b.world, Item::deposits, b.cloud) == 700e6);
  CHECK(usd(b.world, Item::fixed_capital, b.cloud) == 300e6);
  CHECK(b.accounts.saving[b.cloud].cents == 0);
  CHECK(b.accounts.saving[b.designer].usd() == 300e6);
  CHECK(b.accounts.sales[b.designer].usd() == 300e6);
  CHECK(b.accounts.outlays[b.cloud].usd() == 300e6);
}

TEST_CASE("whoever is short of cash draws on the bank at home up to the line, the rest is a bill past due") {
  Books b;
  b.accounts.credit_limit[b.lab] = from_usd(200e6);
  book(b.world, b.lab, b.cloud, 1.5e9, Flow::compute_rent);
  CHECK(usd(b.world, Item::deposits, b.lab) == 0);
  CHECK(usd(b.world, Item::loans_owed, b.lab) == 200e6);
  CHECK(b.accounts.credit_drawn[b.lab].usd() == 200e6);
  CHECK(b.accounts.claim(ClaimKind::loan, b.bank, b.lab).usd() == 200e6);
  CHECK(usd(b.world, Item::payables, b.lab) == 300e6);
  CHECK(usd(b.world, Item::receivables, b.cloud) == 300e6);
  CHECK(b.accounts.saving[b.cloud].usd() == 1.5e9);
  settle(b.world);
  CHECK(b.accounts.arrears[b.lab].usd() == 300e6);
  CHECK(b.accounts.arrears_since[b.lab] == b.world.today);
}

TEST_CASE("a repaid line can be drawn again, and no more is repaid than was drawn") {
  Books b;
  b.accounts.credit_limit[b.lab] = from_usd(100e6);
  book(b.world, b.lab, b.cloud, 1.05e9, Flow::compute_rent);
  book(b.world, b.bank, b.lab, 500e6, Flow::loan);
  book(b.world, b.lab, b.bank, 80e6, Flow::credit_repayment);
  CHECK(b.accounts.credit_drawn[b.lab].cents == 0);
  CHECK(usd(b.world, Item::loans_owed, b.lab) == 500e6);
  CHECK(b.accounts.flows.clipped.usd() == 30e6);
}

TEST_CASE("a line that the bank writes off is no longer drawn") {
  Books b;
  b.accounts.credit_limit[b.lab] = from_usd(100e6);
  book(b.world, b.lab, b.cloud, 1.1e9, Flow::compute_rent);
  book(b.world, b.bank, b.lab, 70e6, Flow::loan_write_off);
  CHECK(b.accounts.credit_drawn[b.lab].usd() == 30e6);
  CHECK(b.accounts.claim(ClaimKind::loan, b.bank, b.lab).usd() == 30e6);
}

TEST_CASE("payouts and repayments without cash are not made") {
  Books b;
  book(b.world, b.designer, b.market, 2.5e9, Flow::dividend);
  CHECK(usd(b.world, Item::deposits, b.designer) == 0);
  CHECK(usd(b.world, Item::payables, b.designer) == 0);
  CHECK(b.accounts.flows.total(Flow::dividend).usd() == 1e9);
  CHECK(b.accounts.flows.clipped.usd() == 1.5e9);
}

TEST_CASE("a government that is short sells bonds to its bank") {
  Books b;
  book(b.world, b.state, b.designer, 5e9, Flow::subsidy);
  CHECK(usd(b.world, Item::bonds_issued, b.state) == 4e9);
  CHECK(usd(b.world, Item::bonds_held, b.bank) == 4e9);
  CHECK(usd(b.world, Item::deposits, b.state) == 0);
}

TEST_CASE("the outside world borrows what it lacks and never holds less than nothing") {
  Books b;
  book(b.world, b.market, b.cloud, 7e9, Flow::core_income);
  CHECK(usd(b.world, Item::deposits, b.market) == 0);
  CHECK(usd(b.world, Item::loans_owed, b.market) == 7e9);
}

TEST_CASE("no more leaves the books than stands in them") {
  Books b;
  book(b.world, b.designer, b.cloud, 100, Flow::wafers);
  book(b.world, b.designer, b.designer, 130, Flow::cost_of_sales);
  CHECK(usd(b.world, Item::inventory, b.designer) == 0);
  CHECK(b.accounts.flows.clipped.usd() == 30);
  book(b.world, b.lab, b.cloud, 50, Flow::prepayment);
  book(b.world, b.lab, b.cloud, 80, Flow::prepayment_used);
  CHECK(usd(b.world, Item::advances_paid, b.lab) == 0);
  CHECK(usd(b.world, Item::advances_received, b.cloud) == 0);
  CHECK(b.accounts.flows.total(Flow::prepayment_used).usd() == 50);
}

TEST_CASE("a bill is paid in the step that contains its day, in months, weeks and quarters") {
  for (const StepLength length : {StepLength::week, StepLength::month, StepLength::quarter}) {
    Books b;
    b.world.calendar.length = length;
    book(b.world, b.lab, b.cloud, 10e6, Flow::compute_rent, Means::trade_credit);
    CHECK(usd(b.world, Item::deposits, b.lab) == 1e9);
    const Date due{b.world.today.days + 45};
    for (bool paid = false; !paid;) {
      const bool contains = b.world.today <= due && due < b.world.tomorrow();
      settle(b.world);
      paid = b.accounts.of(Item::payables, b.lab).cents == 0;
      CHECK(paid == contains);
      ++b.world.step;
      b.world.today = b.world.calendar.first_day(b.world.step);
      REQUIRE(b.world.step < 12);
    }
    CHECK(usd(b.world, Item::deposits, b.cloud) == 1.01e9);
    CHECK(b.accounts.payables.empty());
  }
}

TEST_CASE("a movement that cannot be meant is refused by name") {
  Books b;
  CHECK_THROWS_WITH(book(b.world, b.lab, b.cloud, -1, Flow::wages), Contains("wages from labs/openai"));
  CHECK_THROWS_AS(book(b.world, b.lab, AccountId::none(), 1, Flow::wages), AuditError);
  CHECK_THROWS_AS(book(b.world, b.lab, b.cloud, 1, Flow::depreciation), AuditError);
  CHECK_THROWS_WITH(book(b.world, b.lab, b.cloud, 1, Flow::credit_repayment), Contains("the bank at home"));
  CHECK_THROWS_AS(book(b.world, b.cloud, b.lab, 1, Flow::credit_draw), AuditError);
}

TEST_CASE("equity rises and falls in value on both sides, and no lower than nothing") {
  Books b;
  const AccountId fund = account_of(b.world, "investors/fund");
  book(b.world, fund, b.lab, 100e6, Flow::equity_round);
  book(b.world, b.lab, fund, 50e6, Flow::equity_revaluation);
  CHECK(usd(b.world, Item::equity_held, fund) == 150e6);
  CHECK(usd(b.world, Item::equity_issued, b.lab) == 150e6);
  CHECK(b.accounts.revaluation[fund].usd() == 50e6);
  CHECK(b.accounts.revaluation[b.lab].usd() == -50e6);
  book(b.world, b.lab, fund, -400e6, Flow::equity_revaluation);
  CHECK(usd(b.world, Item::equity_held, fund) == 0);
}

TEST_CASE("a written-off bill leaves the queue") {
  Books b;
  book(b.world, b.lab, b.cloud, 10e6, Flow::compute_rent, Means::trade_credit);
  book(b.world, b.lab, b.cloud, 5e6, Flow::compute_rent, Means::trade_credit);
  book(b.world, b.cloud, b.lab, 12e6, Flow::payable_write_off);
  CHECK(usd(b.world, Item::payables, b.lab) == 3e6);
  REQUIRE(b.accounts.payables.size() == 1);
  CHECK(b.accounts.payables[0].amount.usd() == 3e6);
  CHECK(b.accounts.revaluation[b.cloud].usd() == -12e6);
}

TEST_CASE("flows are counted by purpose, sectors and instrument, with the part of the outside world") {
  Books b;
  Movements m;
  m.pay(b.state, b.lab, from_usd(30), Flow::subsidy, Means::deposits, InstrumentId{3});
  m.pay(b.lab, b.cloud, from_usd(60), Flow::compute_rent);
  m.pay(b.market, b.lab, from_usd(10), Flow::ai_services);
  m.pay(b.bank, b.lab, from_usd(500), Flow::loan);
  post(b.world, m);
  CHECK(m.rows.empty());
  const FlowTable& flows = b.accounts.flows;
  CHECK(flows.of(Flow::compute_rent, Sector::lab, Sector::cloud).usd() == 60);
  const std::size_t grant = FlowTable::index(Flow{}, Sector::government, Sector::lab);
  CHECK(flows.between_sectors().at(grant).usd() == 30);
  REQUIRE(flows.by_instrument.size() == 4);
  CHECK(flows.by_instrument[3].usd() == 30);
  CHECK(flows.turnover.usd() == 100);
  CHECK(flows.outside_share() == Approx(0.1));
  open_step(b.world);
  CHECK(flows.total(Flow::compute_rent).cents == 0);
  CHECK(b.accounts.saving[b.lab].cents == 0);
}

TEST_CASE("any movements in any order keep every identity to the cent") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    Books b;
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    for (int step = 0; step < 8; ++step) {
      open_step(b.world);
      Auditor auditor;
      auditor.begin(b.world);
      for (int i = 0; i < 400; ++i) {
        const Flow flow = static_cast<Flow>(below(kFlows));
        const AccountId from{below(b.accounts.size())};
        const bool own = chart_row(flow).cls == FlowClass::own;
        const AccountId to = own ? from : AccountId{below(b.accounts.size())};
        if (flow == Flow::credit_draw || flow == Flow::credit_repayment) continue;
        const double scale = std::pow(10.0, static_cast<double>(below(10)));
        const double sign = flow == Flow::equity_revaluation && below(2) ? -1 : 1;
        book(b.world, from, to, sign * scale * static_cast<double>(below(1000)) / 77.0, flow,
             below(3) ? Means::deposits : Means::trade_credit);
        if (below(50) == 0) b.accounts.credit_limit[from] = from_usd(1e8);
      }
      settle(b.world);
      REQUIRE_NOTHROW(auditor.check_books(b.world, "random movements"));
      ++b.world.step;
      b.world.today = b.world.calendar.first_day(b.world.step);
    }
  }
}
