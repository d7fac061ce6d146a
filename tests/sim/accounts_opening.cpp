#include "sim/accounts/credit.hpp"
#include "sim/accounts/opening.hpp"
#include "sim/core/error.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A world whose books have not been opened.
World closed_world() {
  World world = world_of_all_sectors();
  world.accounts = {};
  world.clouds.cash[world.clouds.find("microsoft")] = from_usd(100e9);
  world.clouds.debt[world.clouds.find("microsoft")] = from_usd(60e9);
  world.governments.debt[world.governments.find("us")] = from_usd(30e9);
  world.governments.treasury[world.governments.find("cn")] = from_usd(-2e9);
  world.fabs.cash[world.fabs.find("tsmc")] = from_usd(40e9);
  world.lines.capacity_cost[LineId{0}] = 2e8;
  const SkuId h100 = world.skus.find("h100");
  world.fleet.batches.push_back(
      {world.clouds.find("microsoft"), h100, world.today, 1000, from_usd(20e6), from_usd(30e6), 0});
  world.skus.maker_stock[h100] = 100;
  world.skus.stock_cost[h100] = 3000;
  return world;
}

}  // namespace

TEST_CASE("opening books give every agent and country its accounts, and deposits add up to zero") {
  World world = closed_world();
  open_books(world);
  const Accounts& a = world.accounts;
  Money deposits;
  for (const AccountId account : a.rows()) deposits += a.cash(account);
  CHECK(deposits.cents == 0);
  CHECK(a.name[world.clouds.account[world.clouds.find("microsoft")]] == "clouds/microsoft");
  CHECK(a.name[world.countries.bank[world.countries.find("tw")]] == "countries/tw/bank");
  CHECK(a.sector[world.countries.enterprises[world.countries.find("cn")]] == Sector::enterprise);
  for (const auto& table : {&world.brokers}) CHECK(table->account[BrokerId{0}]);
  CHECK_NOTHROW(audit_money(world, snapshot(world), "opening"));
}

TEST_CASE("opening balance sheets hold cash, debt, chips, stocks, plants and public bonds") {
  World world = closed_world();
  open_books(world);
  const AccountId microsoft = world.clouds.account[world.clouds.find("microsoft")];
  const AccountId bank = world.countries.bank[world.countries.find("us")];
  CHECK(usd(world, Item::deposits, microsoft) == 100e9);
  CHECK(usd(world, Item::loans_owed, microsoft) == 60e9);
  CHECK(usd(world, Item::fixed_capital, microsoft) == 20e6);
  CHECK(usd(world, Item::inventory, world.designers.account[world.designers.find("nvidia")]) == 300e3);
  CHECK(usd(world, Item::fixed_capital, world.fabs.account[world.fabs.find("tsmc")]) == 1000 * 2e8 * 0.5);
  CHECK(usd(world, Item::bonds_held, bank) == 30e9);
  // A treasury in the red has borrowed what it lacks.
  const AccountId cn = world.governments.account[world.governments.find("cn")];
  CHECK(usd(world, Item::deposits, cn) == 0);
  CHECK(usd(world, Item::bonds_issued, cn) == 2e9);
  // A bank keeps a tenth of its assets as its own.
  const double assets = usd(world, Item::loans_given, bank) + usd(world, Item::bonds_held, bank);
  CHECK(world.accounts.net_worth(bank).usd() == Approx(0.1 * assets));
}

TEST_CASE("books are opened once") {
  World world = closed_world();
  open_books(world);
  CHECK_THROWS_AS(open_books(world), AuditError);
}

TEST_CASE("the credit line is half of yearly earnings, or a tenth of what stands behind it") {
  World world = closed_world();
  const CloudId microsoft = world.clouds.find("microsoft");
  world.clouds.operating_cash_flow[microsoft] = TimeSeries{80e9};
  open_books(world);
  Credit{}.set_limits(world);
  CHECK(world.accounts.credit_limit[world.clouds.account[microsoft]].usd() == 40e9);
  CHECK(world.accounts.credit_limit[world.fabs.account[FabId{0}]].usd() == 0.1 * 1000 * 2e8 * 0.5);
  CHECK(world.accounts.credit_limit[world.labs.account[LabId{0}]].usd() == 0);
  CHECK(world.accounts.payment_term == 45);
}

TEST_CASE("a drawn line is paid back from cash beyond the buffer, and outlays are smoothed over a year") {
  World world = closed_world();
  open_books(world);
  const AccountId tsmc = world.fabs.account[world.fabs.find("tsmc")];
  const AccountId nvidia = world.designers.account[world.designers.find("nvidia")];
  Credit credit;
  credit.set_limits(world);
  book(world, tsmc, nvidia, 42e9, Flow::research);
  CHECK(world.accounts.credit_drawn[tsmc].usd() == 2e9);
  book(world, nvidia, tsmc, 20e9, Flow::wafers);
  credit.assess(world, world.movements);
  post(world, world.movements);
  CHECK(world.accounts.credit_drawn[tsmc].usd() == 0);
  CHECK(usd(world, Item::deposits, tsmc) == 18e9);
  const double closed = 1 - std::exp(-1.0 / 12);
  CHECK(world.accounts.outlay_rate[tsmc] == Approx(40e9 + closed * (42e9 * 12 - 40e9)));
  CHECK(world.accounts.earnings_rate[tsmc] == Approx(closed * (20e9 - 42e9) * 12));
}
