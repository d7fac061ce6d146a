#include <numeric>

#include "sim/accounts/depreciation.hpp"
#include "sim/accounts/energy.hpp"
#include "sim/accounts/interest.hpp"
#include "sim/accounts/lobbying.hpp"
#include "sim/accounts/tax.hpp"
#include "sim/accounts/wages.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

double paid(const Movements& movements, AccountId from, Flow flow) {
  double sum = 0;
  for (const Movement& m : movements.rows)
    if (m.from == from && m.flow == flow) sum += m.amount.usd();
  return sum;
}

void next_step(World& world) {
  ++world.step;
  world.today = world.calendar.first_day(world.step);
  open_step(world);
}

}  // namespace

TEST_CASE("labs pay their researchers, makers a share of sales, designers their R&D, states their staff") {
  World world = world_of_all_sectors();
  const LabId lab = world.labs.find("openai");
  const FabId fab = world.fabs.find("tsmc");
  const DesignerId nvidia = world.designers.find("nvidia");
  world.labs.researchers[lab] = 1200;
  world.countries.researcher_wage[world.countries.find("us")] = 500e3;
  world.fabs.labour_share[fab] = 0.12, world.fabs.input_share[fab] = 0.25;
  world.designers.research_share[nvidia] = 0.2, world.designers.revenue_rate[nvidia] = 60e9;
  world.designers.other_revenue[nvidia] = 1.2e9;
  book(world, world.countries.product_market[world.countries.find("us")], world.designers.account[nvidia], 20e9,
       Flow::core_income);  // so that cash does not bound its R&D
  Movements lobbying;
  Lobbying{}.assess(world, lobbying);  // sets R&D budgets
  world.governments.licensing_staff[GovernmentId{0}] = 218, world.governments.enforcement_agents[GovernmentId{0}] = 247;
  world.governments.staff_cost[GovernmentId{0}] = 330e3;
  book(world, world.designers.account[nvidia], world.fabs.account[fab], 100e6, Flow::wafers);
  Movements out;
  Wages{}.assess(world, out);
  CHECK(paid(out, world.labs.account[lab], Flow::wages) == Approx(1200 * 500e3 / 12));
  CHECK(paid(out, world.fabs.account[fab], Flow::wages) == Approx(12e6));
  CHECK(paid(out, world.fabs.account[fab], Flow::other_inputs) == Approx(25e6));
  CHECK(paid(out, world.designers.account[nvidia], Flow::wages) == Approx(0.6 * (12e9 + 1.2e9) / 12));
  CHECK(paid(out, world.designers.account[nvidia], Flow::research) == Approx(0.4 * (12e9 + 1.2e9) / 12));
  CHECK(paid(out, world.governments.account[GovernmentId{0}], Flow::public_wages) == Approx(465 * 330e3 / 12));
}

TEST_CASE("a lab that is not founded yet or has failed pays nobody") {
  World world = world_of_all_sectors();
  const LabId lab = world.labs.find("openai");
  CHECK(Wages::lab_wages(world, lab) > 0);
  world.labs.founded[lab] = Date{world.today.days + 1};
  CHECK(Wages::lab_wages(world, lab) == 0);
  world.labs.founded[lab] = world.today;
  world.labs.defaulted[lab] = true;
  CHECK(Wages::lab_wages(world, lab) == 0);
}

TEST_CASE("a gigawatt at full load costs 0.7 bn USD a year at 8 cents") {
  World world = world_of_all_sectors();
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.power_used[cloud] = 1000;
  world.countries.electricity_price[world.countries.find("us")] = 0.08;
  world.technology.load = 1;
  CHECK(Energy::bill(world, cloud) * 12 == Approx(0.70128e9));
  Movements out;
  world.technology.load = 0.5;
  Energy{}.assess(world, out);
  CHECK(paid(out, world.clouds.account[cloud], Flow::energy) == Approx(0.35064e9 / 12));
}

TEST_CASE("a point of GDP of new public debt raises loan rates by three basis points, in member countries too") {
  World world = world_of_all_sectors();
  const CountryId us = world.countries.find("us"), tw = world.countries.find("tw");
  world.countries.member_of[tw] = us;
  world.governments.debt[GovernmentId{0}] = from_usd(20e9);
  const AccountId state = world.governments.account[GovernmentId{0}];
  book(world, world.countries.bank[us], state, 20e9, Flow::bond);
  Movements out;
  const Interest interest;
  interest.assess(world, out);
  CHECK(world.countries.bank_spread[us] == 0);
  book(world, world.countries.bank[us], state, 100e9, Flow::bond);  // 1 % of 10 tn
  interest.assess(world, out);
  CHECK(world.countries.bank_spread[us] == Approx(3e-4));
  CHECK(world.countries.bank_spread[tw] == Approx(3e-4));
  CHECK(world.countries.bank_spread[world.countries.find("cn")] == 0);
}

TEST_CASE("a young cloud with much debt pays 10 to 15 percent, a rich one little more than the base rate") {
  World world = world_of_all_sectors();
  const AccountId cloud = world.clouds.account[world.clouds.find("microsoft")];
  const AccountId bank = world.countries.bank[world.countries.find("us")];
  const Interest interest;
  world.accounts.earnings_rate[cloud] = 5e8;
  book(world, bank, cloud, 50e6, Flow::loan);
  CHECK(interest.loan_rate(world, cloud) == Approx(0.05 + interest.risk * 50e6 / 1.05e9 + 0.1 * interest.leverage));
  book(world, bank, cloud, 3.95e9, Flow::loan);
  CHECK(interest.loan_rate(world, cloud) > 0.10);
  CHECK(interest.loan_rate(world, cloud) < 0.15);
}

TEST_CASE("a cloud's own spread makes its loans dearer") {
  World world = world_of_all_sectors();
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.own_spread[cloud] = TimeSeries{0.02};
  const Interest interest;
  Movements out;
  interest.assess(world, out);
  CHECK(world.clouds.loan_rate[cloud] == Approx(interest.loan_rate(world, world.clouds.account[cloud]) + 0.02));
}

TEST_CASE("interest goes to the lender, and a term loan is paid back over its life") {
  World world = world_of_all_sectors();
  const AccountId cloud = world.clouds.account[world.clouds.find("microsoft")];
  const AccountId fund = account_of(world, "investors/fund");
  book(world, fund, cloud, 500e6, Flow::loan);
  Interest interest;
  interest.risk = interest.leverage = 0;
  Movements out;
  interest.assess(world, out);
  CHECK(paid(out, cloud, Flow::interest) == Approx(500e6 * 0.05 / 12));
  CHECK(paid(out, cloud, Flow::loan_repayment) == Approx(500e6 * (1 - std::exp(-1.0 / 84))));
  for (const Movement& m : out.rows)
    if (m.from == cloud) CHECK(m.to == fund);
}

TEST_CASE("profit is taxed once, after earlier losses, and income stated after tax is not taxed again") {
  World world = world_of_all_sectors();
  world.countries.corporate_tax[world.countries.find("us")] = 0.21;
  const AccountId nvidia = account_of(world, "designers/nvidia"), cloud = account_of(world, "clouds/microsoft");
  const AccountId market = account_of(world, "countries/us/product_market");
  const AccountId state = account_of(world, "governments/us");
  const Tax tax;
  const auto assess = [&] {
    Movements out;
    tax.assess(world, out);
    const double due = paid(out, nvidia, Flow::corporate_tax) + paid(out, cloud, Flow::corporate_tax);
    post(world, out);
    return due;
  };
  book(world, nvidia, market, 100e6, Flow::research);
  CHECK(assess() == 0);
  book(world, market, nvidia, 300e6, Flow::outside_sales);
  CHECK(assess() == Approx(0.21 * 200e6));
  CHECK(assess() == 0);
  book(world, nvidia, market, 50e6, Flow::research);
  CHECK(assess() == 0);
  book(world, market, nvidia, 70e6, Flow::outside_sales);
  CHECK(assess() == Approx(0.21 * 20e6));
  book(world, market, cloud, 900e6, Flow::core_income);
  CHECK(assess() == 0);
  // General revenue: the budget of AI and chips keeps nothing of it unless told so.
  CHECK(usd(world, Item::deposits, state) == Approx(1e9));
}

TEST_CASE("chips wear off in a straight line, faster than sites, and never below nothing") {
  World world = world_of_all_sectors();
  const CloudId cloud = world.clouds.find("microsoft");
  const AccountId account = world.clouds.account[cloud], nvidia = account_of(world, "designers/nvidia");
  book(world, account, nvidia, 650e6, Flow::chip_capex);
  book(world, account, nvidia, 140e6, Flow::other_capex);
  world.fleet.batches.push_back({cloud, SkuId{0}, world.today, 10, from_usd(500e6), from_usd(500e6), 0});
  world.pipeline.shipments.push_back({SkuId{0}, cloud, 2, from_usd(100e6), world.today});
  world.fleet.batches.push_back({cloud, SkuId{0}, kNever, 1, from_usd(50e6), from_usd(50e6), 0});
  const Depreciation rule;
  const auto assess = [&] {
    rule.assess(world, world.movements);
    post(world, world.movements);
  };
  assess();
  CHECK(world.fleet.batches[0].book.usd() == Approx(500e6 * (1 - 1.0 / 60)));
  const double sites = 140e6 * std::exp(-1.0 / (14 * 12));
  CHECK(usd(world, Item::fixed_capital, account) == Approx(650e6 - 500e6 / 60 + sites));
  for (int month = 1; month < 60; ++month) assess();
  CHECK(world.fleet.batches[0].book.usd() == Approx(0).margin(1));
  assess();
  CHECK(world.fleet.batches[0].book.cents >= 0);
  CHECK(world.fleet.batches[1].book.usd() == 50e6);  // chips that wait for power keep their value in the books
  CHECK(usd(world, Item::fixed_capital, account) == Approx(150e6 + 140e6 * std::exp(-61.0 / (14 * 12))).epsilon(1e-6));
}

TEST_CASE("wages, interest, tax and wear of a year do not hang on the length of a step") {
  double worth[2];
  for (const StepLength length : {StepLength::week, StepLength::quarter}) {
    World world = world_of_all_sectors();
    world.calendar.length = length;
    world.years = world.calendar.years_per_step();
    const AccountId lab = account_of(world, "labs/openai"), market = account_of(world, "countries/us/product_market");
    world.labs.researchers[LabId{0}] = 500;
    world.countries.researcher_wage[CountryId{0}] = 400e3;
    world.countries.corporate_tax[CountryId{0}] = 0.21;
    book(world, world.countries.bank[CountryId{0}], lab, 400e6, Flow::loan);
    book(world, lab, market, 300e6, Flow::other_capex);
    while (world.today < make_date(2023, 1, 1)) {
      world.movements.pay(market, lab, from_usd(900e6 * world.years), Flow::ai_services);
      post(world, world.movements);
      Wages{}.assess(world, world.movements);
      Interest{}.assess(world, world.movements);
      Depreciation{}.assess(world, world.movements);
      post(world, world.movements);
      Tax{}.assess(world, world.movements);
      post(world, world.movements);
      next_step(world);
    }
    worth[length == StepLength::week ? 0 : 1] = world.accounts.net_worth(lab).usd();
  }
  CHECK(worth[0] == Approx(worth[1]).epsilon(0.02));
}
