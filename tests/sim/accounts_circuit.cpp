#include "sim/accounts/core_business.hpp"
#include "sim/accounts/entry.hpp"
#include "sim/accounts/insolvency.hpp"
#include "sim/accounts/outside.hpp"
#include "sim/accounts/payout.hpp"
#include "sim/accounts/public_money.hpp"
#include "sim/accounts/revaluation.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Circuit {
  World world = world_of_all_sectors();
  CountryId us = world.countries.find("us");
  CloudId microsoft = world.clouds.find("microsoft");
  LabId openai = world.labs.find("openai");
  AccountId cloud = world.clouds.account[microsoft], lab = world.labs.account[openai],
            state = world.governments.account[GovernmentId{0}], nvidia = account_of(world, "designers/nvidia"),
            fund = account_of(world, "investors/fund"), bank = world.countries.bank[us],
            households = world.countries.households[us], market = world.countries.product_market[us],
            suppliers = world.countries.other_inputs[us], users = world.countries.enterprises[us];

  template <class Rule>
  void assess(const Rule& rule) {
    rule.assess(world, world.movements);
    post(world, world.movements);
  }
  double cash(AccountId account) const { return world.accounts.cash(account).usd(); }
};

}  // namespace

TEST_CASE("suppliers pass on all they get, households spend it, and the product market pays its debts") {
  Circuit c;
  book(c.world, c.market, c.cloud, 400e6, Flow::core_income);  // the market borrows
  book(c.world, c.cloud, c.suppliers, 300e6, Flow::energy);
  book(c.world, c.lab, c.households, 50e6, Flow::wages);
  c.assess(Outside{});
  CHECK(c.cash(c.suppliers) == 0);
  CHECK(c.cash(c.households) == 0);
  CHECK(c.world.accounts.flows.total(Flow::supplier_income).usd() == 300e6);
  CHECK(c.world.accounts.flows.total(Flow::consumption).usd() == Approx(350e6));
  CHECK(usd(c.world, Item::loans_owed, c.market) == Approx(50e6));
  CHECK(c.cash(c.market) == 0);
}

TEST_CASE("the product market pays back its credit line first, then its loan with what is left, and not more") {
  Circuit c;
  book(c.world, c.bank, c.market, 500e6, Flow::loan);
  book(c.world, c.market, c.cloud, 600e6, Flow::core_income);
  REQUIRE(c.world.accounts.credit_drawn[c.market].usd() == 100e6);
  book(c.world, c.lab, c.households, 350e6, Flow::wages);
  c.assess(Outside{});
  CHECK(c.world.accounts.credit_drawn[c.market].cents == 0);
  CHECK(c.world.accounts.flows.total(Flow::credit_repayment).usd() == 100e6);
  CHECK(c.world.accounts.flows.total(Flow::loan_repayment).usd() == 250e6);
  CHECK(c.world.accounts.claim(ClaimKind::loan, c.bank, c.market).usd() == 250e6);
  CHECK(c.cash(c.market) == 0);
}

TEST_CASE("the product market pays back no more than it owes, and keeps the rest") {
  Circuit c;
  book(c.world, c.bank, c.market, 500e6, Flow::loan);
  book(c.world, c.market, c.cloud, 600e6, Flow::core_income);
  book(c.world, c.cloud, c.households, 700e6, Flow::wages);
  c.assess(Outside{});
  CHECK(c.world.accounts.flows.total(Flow::credit_repayment).usd() == 100e6);
  CHECK(c.world.accounts.flows.total(Flow::loan_repayment).usd() == 500e6);
  CHECK(c.world.accounts.flows.clipped.cents == 0);  // it does not ask to pay more either
  CHECK(c.cash(c.market) == Approx(100e6));
}

TEST_CASE("households pay the bank before they spend") {
  Circuit c;
  book(c.world, c.households, c.fund, 80e6, Flow::equity_round);
  book(c.world, c.lab, c.households, 100e6, Flow::wages);
  c.assess(Outside{});
  CHECK(c.world.accounts.credit_drawn[c.households].cents == 0);
  CHECK(c.world.accounts.flows.total(Flow::consumption).usd() == Approx(20e6));
  CHECK(c.cash(c.households) == 0);
}

TEST_CASE("enterprises are paid by the product market what they spent on AI services") {
  Circuit c;
  c.world.accounts.credit_limit[c.users] = from_usd(1e12);
  book(c.world, c.users, c.lab, 1.5e9, Flow::ai_services);
  CHECK(c.world.accounts.credit_drawn[c.users].usd() == 500e6);
  c.assess(Outside{});
  CHECK(c.world.accounts.credit_drawn[c.users].cents == 0);
  CHECK(usd(c.world, Item::loans_owed, c.users) == 0);
}

TEST_CASE("a bank pays out what it earns beyond its equity") {
  Circuit c;
  book(c.world, c.bank, c.cloud, 1e9, Flow::loan);
  book(c.world, c.cloud, c.bank, 130e6, Flow::interest);
  c.assess(Outside{});
  CHECK(c.world.accounts.flows.of(Flow::dividend, Sector::bank, Sector::household).usd() == Approx(30e6));
}

TEST_CASE("a bank keeps equity for the bonds that it holds as for its loans") {
  Circuit c;
  book(c.world, c.bank, c.cloud, 600e6, Flow::loan);
  book(c.world, c.bank, c.state, 400e6, Flow::bond);
  book(c.world, c.cloud, c.bank, 130e6, Flow::interest);
  Outside rule;
  rule.bank_equity = 0.1;
  c.assess(rule);
  CHECK(c.world.accounts.flows.of(Flow::dividend, Sector::bank, Sector::household).usd() == Approx(30e6));
}

TEST_CASE("core business earns its cash flow and invests what AI leaves room for") {
  Circuit c;
  auto& clouds = c.world.clouds;
  clouds.operating_cash_flow[c.microsoft] = TimeSeries{100e9};
  clouds.core_capex[c.microsoft] = TimeSeries{30e9};
  const CoreBusiness rule;
  CHECK(rule.core_capex(c.world, c.microsoft) == Approx(30e9));
  clouds.ai_capex_rate[c.microsoft] = 25e9;
  CHECK(rule.core_capex(c.world, c.microsoft) == Approx(22e9));  // 0.47 of cash flow less AI
  clouds.ai_capex_rate[c.microsoft] = 60e9;
  CHECK(rule.core_capex(c.world, c.microsoft) == Approx(0.62 * 30e9));
  c.assess(rule);
  CHECK(c.world.accounts.flows.total(Flow::core_income).usd() == Approx(100e9 / 12));
  CHECK(usd(c.world, Item::fixed_capital, c.cloud) == Approx(0.62 * 30e9 / 12));
}

TEST_CASE("a group carries the lab that it owns, and takes what the lab does not need") {
  Circuit c;
  c.world.labs.owned[c.openai] = true;
  c.world.labs.researchers[c.openai] = 1000;
  c.world.countries.researcher_wage[c.us] = 400e3;
  c.assess(CoreBusiness{});
  CHECK(c.cash(c.lab) == Approx(100e6));  // a quarter's wages
  CHECK(c.cash(c.cloud) == Approx(1.9e9));
  book(c.world, c.lab, c.households, 80e6, Flow::wages);
  c.assess(CoreBusiness{});
  CHECK(c.cash(c.lab) == Approx(100e6));
  CHECK(c.world.accounts.claim(ClaimKind::equity, c.cloud, c.lab).usd() == Approx(80e6));
}

TEST_CASE("firms pay owners from cash beyond a year's outlays, and only then") {
  Circuit c;
  c.world.accounts.outlay_rate[c.nvidia] = 400e6;
  c.world.accounts.outlay_rate[c.cloud] = 1.2e9;
  Payout rule;
  rule.cash_needed = 1.0;
  rule.speed = 0.5;
  c.assess(rule);
  CHECK(c.cash(c.nvidia) == Approx(1e9 - 600e6 * (1 - std::exp(-0.5 / 12))));
  CHECK(c.cash(c.cloud) == 1e9);
  CHECK(c.cash(c.lab) == 1e9);
}

TEST_CASE("a budget line pays its recipients by their outlays, under its name, and debt pays for it") {
  Circuit c;
  const AccountId alibaba = account_of(c.world, "clouds/alibaba");
  c.world.regimes.budgets.push_back(
      {InstrumentId{5}, GovernmentId{0}, BudgetPurpose::public_compute, 24e9, {c.cloud, alibaba}});
  c.world.accounts.outlay_rate[c.cloud] = 3e9;
  c.world.accounts.outlay_rate[alibaba] = 1e9;
  c.assess(PublicMoney{});
  CHECK(c.cash(c.cloud) == Approx(1e9 + 1.5e9));
  CHECK(c.cash(alibaba) == Approx(1e9 + 0.5e9));
  CHECK(c.world.accounts.flows.by_instrument.at(5).usd() == Approx(2e9));
  CHECK(usd(c.world, Item::bonds_issued, c.state) == Approx(1e9));
  CHECK(c.world.governments.spent_on_ai[GovernmentId{0}] == Approx(2e9));
}

TEST_CASE("what a treasury holds beyond its opening value redeems bonds") {
  Circuit c;
  c.world.governments.treasury[GovernmentId{0}] = from_usd(700e6);
  book(c.world, c.bank, c.state, 200e6, Flow::bond);
  c.world.regimes.budgets.push_back({InstrumentId{0}, GovernmentId{0}, BudgetPurpose::fab_subsidy, 4.2e9, {c.cloud}});
  c.assess(PublicMoney{});
  CHECK(usd(c.world, Item::bonds_issued, c.state) == Approx(50e6));
  CHECK(c.cash(c.state) == Approx(700e6));
}

TEST_CASE("the state pays what a state-backed fab lacks") {
  Circuit c;
  const FabId fab = c.world.fabs.find("tsmc");
  const AccountId account = c.world.fabs.account[fab];
  c.world.fabs.country[fab] = c.us;
  c.world.fabs.state_backed[fab] = true;
  c.world.accounts.credit_limit[account] = from_usd(5e9);
  book(c.world, account, c.suppliers, 4e9, Flow::other_inputs);
  c.assess(PublicMoney{});
  CHECK(c.cash(account) == Approx(3e9));  // to pay the credit line back
  book(c.world, account, c.suppliers, 1e9, Flow::other_inputs);
  c.world.fabs.state_backed[fab] = false;
  c.assess(PublicMoney{});
  CHECK(c.cash(account) == Approx(2e9));
}

TEST_CASE("the state pays its part of credit and overdue bills beyond cash, of fabs and of clouds of public funds") {
  Circuit c;
  const FabId fab = c.world.fabs.find("tsmc");
  c.world.fabs.country[fab] = c.us;
  c.world.fabs.state_backed[fab] = true;
  c.world.clouds.public_fund[c.microsoft] = true;
  PublicMoney rule;
  rule.cover = 0.25;
  for (const AccountId firm : {c.world.fabs.account[fab], c.cloud}) {
    c.world.accounts.credit_limit[firm] = from_usd(5e9);
    book(c.world, firm, c.suppliers, 1.8e9, Flow::other_inputs);  // draws 800 million
    c.world.accounts.arrears[firm] = from_usd(400e6);
  }
  c.assess(rule);
  CHECK(c.cash(c.world.fabs.account[fab]) == Approx(300e6));
  CHECK(c.cash(c.cloud) == Approx(300e6));
}

TEST_CASE("a firm fails when a bill is three months overdue, not before, the state's own never do") {
  Circuit c;
  book(c.world, c.lab, c.cloud, 1.2e9, Flow::compute_rent);
  const Insolvency rule;
  for (int month = 0; month < 3; ++month) {
    settle(c.world);
    CHECK(rule.assess(c.world).empty());
    ++c.world.step;
    c.world.today = c.world.calendar.first_day(c.world.step);
  }
  travel(c.world, make_date(2022, 5, 1));
  settle(c.world);
  const auto failed = rule.assess(c.world);
  REQUIRE(failed.size() == 1);
  CHECK(failed[0] == c.lab);
  CHECK(c.world.labs.defaulted[c.openai]);
  REQUIRE(c.world.events.rows.size() == 1);
  CHECK(c.world.events.rows[0].kind == "defaulted");
  CHECK(c.world.events.rows[0].value == Approx(200e6));
}

TEST_CASE("the creditors of a failed firm share its cash and write off the rest, to the cent") {
  Circuit c;
  book(c.world, c.fund, c.lab, 100e6, Flow::equity_round);
  book(c.world, c.bank, c.lab, 300e6, Flow::loan);
  book(c.world, c.cloud, c.lab, 100e6, Flow::prepayment);
  book(c.world, c.lab, c.suppliers, 1.4e9, Flow::energy);
  book(c.world, c.lab, c.nvidia, 50e6, Flow::research, Means::trade_credit);
  open_step(c.world);
  const Snapshot before = snapshot(c.world);
  CHECK(c.cash(c.lab) == 100e6);
  wind_up(c.world, c.lab, c.world.movements);
  post(c.world, c.world.movements);
  CHECK(usd(c.world, Item::loans_owed, c.lab) == 0);
  CHECK(usd(c.world, Item::payables, c.lab) == 0);
  CHECK(usd(c.world, Item::advances_received, c.lab) == 0);
  CHECK(usd(c.world, Item::equity_issued, c.lab) == 0);
  CHECK(c.world.accounts.revaluation[c.bank].usd() == Approx(-225e6));
  CHECK(c.world.accounts.revaluation[c.cloud].usd() == Approx(-75e6));
  CHECK(c.world.accounts.revaluation[c.nvidia].usd() == Approx(-50e6));
  CHECK_NOTHROW(audit_money(c.world, before, "default"));
}

TEST_CASE("a designer that fails leaves, and its goods and books still add up") {
  Circuit c;
  World& world = c.world;
  auto& skus = world.skus;
  const SkuId h20 = skus.find("h20"), die = skus.die[h20];
  const DesignerId designer = skus.designer[h20];
  world.book.assign(world.clouds.size(), skus.size());
  world.book(c.microsoft, h20) = 300;
  skus.produced[h20] += 500, skus.maker_stock[h20] += 500, skus.on_sale[h20] = true;
  skus.dies_produced[die] += 900, skus.dies[die] += 900;
  world.designers.hbm_received[designer] += 2500, world.designers.hbm_stock[designer] += 2500;
  world.designers.variant_parent[designer] = h20;  // a variant is under way
  world.accounts.balance[static_cast<std::size_t>(Item::inventory)][c.nvidia] = from_usd(40e6);
  book(world, c.nvidia, c.suppliers, 1.2e9, Flow::energy);
  settle(world);
  world.accounts.arrears_since[c.nvidia] = make_date(2021, 6, 1);
  open_step(world);
  const Snapshot before = snapshot(world);
  for (const AccountId failed : Insolvency{}.assess(world)) wind_up(world, failed, world.movements);
  post(world, world.movements);
  CHECK(world.designers.defaulted[designer]);
  CHECK_FALSE(world.designers.variant_parent[designer]);
  CHECK_FALSE(skus.on_sale[h20]);
  CHECK(skus.withdrawn[h20]);
  CHECK(skus.maker_stock[h20] == 0);
  CHECK(skus.dies[die] == 0);
  CHECK(world.designers.hbm_scrapped[designer] == 2500);
  CHECK(world.book(c.microsoft, h20) == 0);
  CHECK(usd(world, Item::inventory, c.nvidia) == 0);
  CHECK(usd(world, Item::payables, c.nvidia) == 0);
  CHECK_NOTHROW(audit_money(world, before, "default"));
  CHECK_NOTHROW(audit_goods(world, "default"));
}

TEST_CASE("the creditors of a failed fab own what it goes on with") {
  Circuit c;
  const AccountId fab = c.world.fabs.account[c.world.fabs.find("tsmc")];
  book(c.world, fab, c.suppliers, 1e9, Flow::other_capex);  // a plant for all its cash
  book(c.world, c.fund, fab, 100e6, Flow::equity_round);
  book(c.world, c.bank, fab, 900e6, Flow::loan);
  book(c.world, fab, c.suppliers, 1e9, Flow::energy);
  book(c.world, fab, c.nvidia, 300e6, Flow::research, Means::trade_credit);
  open_step(c.world);
  const Snapshot before = snapshot(c.world);
  wind_up(c.world, fab, c.world.movements);
  post(c.world, c.world.movements);
  CHECK(usd(c.world, Item::loans_owed, fab) == 0);
  CHECK(usd(c.world, Item::payables, fab) == 0);
  const auto stake = [&](AccountId holder) { return c.world.accounts.claim(ClaimKind::equity, holder, fab).usd(); };
  CHECK(stake(c.fund) == 0);
  CHECK(stake(c.bank) + stake(c.nvidia) == Approx(1e9));
  CHECK(stake(c.bank) == Approx(3 * stake(c.nvidia)));
  CHECK(c.world.accounts.revaluation[c.bank].usd() == Approx(-900e6 / 6));
  CHECK_NOTHROW(audit_money(c.world, before, "default"));
}

TEST_CASE("a group pays what the designer that it owns lacks") {
  Circuit c;
  const DesignerId designer = c.world.designers.find("nvidia");
  c.world.accounts.credit_limit[c.nvidia] = from_usd(1e9);
  book(c.world, c.nvidia, c.suppliers, 1.3e9, Flow::energy);
  c.assess(CoreBusiness{});
  CHECK(c.world.accounts.claim(ClaimKind::equity, c.cloud, c.nvidia).cents == 0);
  c.world.designers.group[designer] = c.world.clouds.group[c.microsoft] = GroupId{0};
  c.assess(CoreBusiness{});
  CHECK(c.world.accounts.claim(ClaimKind::equity, c.cloud, c.nvidia).usd() == Approx(300e6));
}

TEST_CASE("stakes follow the last valuation of the lab, and rows of one holder are joined") {
  Circuit c;
  c.world.labs.units_issued[c.openai] = 1.5e6;
  c.world.labs.value[c.openai] = 3e9;
  for (int round = 0; round < 2; ++round) {
    book(c.world, c.fund, c.lab, 200e6, Flow::equity_round);
    c.world.stakes.rows.push_back({c.fund, c.openai, 250e3, from_usd(200e6)});
  }
  c.assess(Revaluation{});
  REQUIRE(c.world.stakes.rows.size() == 1);
  CHECK(c.world.stakes.rows[0].book.usd() == Approx(1e9));
  CHECK(usd(c.world, Item::equity_held, c.fund) == Approx(1e9));
  CHECK(c.world.accounts.revaluation[c.fund].usd() == Approx(600e6));
  CHECK(c.world.accounts.saving[c.fund].cents == 0);
}

TEST_CASE("a route that opens again gets a broker with fresh money") {
  Circuit c;
  const BrokerId route{0};
  const AccountId broker = c.world.brokers.account[route];
  c.world.brokers.cash[route] = from_usd(1.5e9);
  c.assess(Entry{});
  CHECK(c.cash(broker) == 1e9);
  c.world.brokers.closed_until[route] = Date{c.world.today.days + 10};
  c.assess(Entry{});
  CHECK(c.cash(broker) == 1.5e9);
}
