#include <set>
#include <string>

#include "sim/ledger/purposes.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

TEST_CASE("every purpose has a row in the chart of accounts, with a name and a meaning of its own") {
  std::set<std::string> names, meanings;
  for (std::size_t i = 0; i < kFlows; ++i) {
    const ChartRow& row = chart()[i];
    REQUIRE(row.flow == static_cast<Flow>(i));
    CHECK(names.insert(name_of(row.flow)).second);
    CHECK(meanings.insert(row.meaning).second);
    CHECK(std::string(row.meaning).ends_with('.'));
  }
}

TEST_CASE("the bookings of both sides change net worth by their result and nothing else") {
  for (const ChartRow& row : chart()) {
    INFO(name_of(row.flow) << ": " << describe(row));
    CHECK(row.payer.balances());
    CHECK(row.payee.balances());
    if (row.cls != FlowClass::own) CHECK(row.payer.cash + row.payee.cash == 0);
  }
}

TEST_CASE("what one sector pays another are the purposes for which money moves, and no others") {
  for (const ChartRow& row : chart()) {
    FlowTable flows;
    flows.amounts[FlowTable::index(row.flow, Sector::cloud, Sector::designer)] = from_usd(1);
    INFO(name_of(row.flow));
    const std::size_t pair = FlowTable::index(Flow{}, Sector::cloud, Sector::designer);
    CHECK(flows.between_sectors().at(pair) == (row.pays() ? from_usd(1) : Money{}));
  }
}

TEST_CASE("a booking that does not balance is noticed") {
  CHECK_FALSE(Booking{-1, Item::inventory, 1, Result::saving, -1}.balances());
  CHECK_FALSE(Booking{1, Item::loans_owed, -1, Result::none, 0}.balances());
  CHECK(Booking{1, Item::loans_owed, 1, Result::none, 0}.balances());
}

TEST_CASE("what one side claims of the other, the other owes") {
  for (const ChartRow& row : chart())
    for (std::size_t i = 0; i < kClaimKinds; ++i) {
      const auto kind = static_cast<ClaimKind>(i);
      const bool asset = row.payer.item_sign != 0 && row.payer.item == asset_of(kind);
      const bool liability = row.payer.item_sign != 0 && row.payer.item == liability_of(kind);
      INFO(name_of(row.flow));
      if (asset) CHECK(row.payee.item == liability_of(kind));
      if (liability) CHECK(row.payee.item == asset_of(kind));
      if (asset || liability) CHECK(row.payee.item_sign == row.payer.item_sign);
    }
}

TEST_CASE("every purpose can be booked and leaves the identities whole") {
  for (const ChartRow& row : chart()) {
    World world = world_of_all_sectors();
    const AccountId a = account_of(world, "clouds/microsoft"), b = account_of(world, "designers/nvidia");
    // Something of everything stands in the books of both, so that the purpose finds what it takes.
    for (const Flow flow :
         {Flow::loan, Flow::bond, Flow::equity_round, Flow::prepayment, Flow::chip_capex, Flow::chip_stock}) {
      book(world, a, b, 1000, flow);
      book(world, b, a, 1000, flow);
    }
    book(world, a, b, 1000, Flow::energy, Means::trade_credit);
    book(world, b, a, 1000, Flow::energy, Means::trade_credit);
    open_step(world);
    const Snapshot before = snapshot(world);
    if (row.flow == Flow::credit_draw || row.flow == Flow::credit_repayment) continue;  // the ledger's own
    const bool own = row.cls == FlowClass::own;
    book(world, a, own ? a : b, 123.45, row.flow);
    INFO(name_of(row.flow));
    CHECK_NOTHROW(audit_money(world, before, "test"));
    CHECK(world.accounts.flows.total(row.flow) == from_usd(123.45));
  }
}
