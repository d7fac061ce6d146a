/// Money and chips that are moved from outside.

#include "sim/step/transfers.hpp"

#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;
using Catch::Matchers::Contains;

namespace {

/// Two clouds, of which one has 300 chips that run and 100 that wait, worth 10,000 USD each.
struct Halls {
  World world = world_of_all_sectors();
  AccountId state = account_of(world, "governments/us"), lab = account_of(world, "labs/openai"),
            giver = account_of(world, "clouds/microsoft"), taker = account_of(world, "clouds/alibaba");
  SkuId sku = world.skus.find("h100");
  Snapshot before;

  Halls() {
    const CloudId cloud = world.clouds.find("microsoft");
    world.fleet.batches = {{cloud, sku, world.today, 300, from_usd(3e6), from_usd(6e6), 0.5},
                           {cloud, sku, kNever, 100, from_usd(1e6), from_usd(1e6), 0}};
    world.fleet.arrange(world.clouds.size(), world.skus.size());
    world.skus.installed[sku] = 300;
    world.skus.uninstalled[sku] = 100;
    world.skus.produced[sku] = 400;
    world.accounts.balance[static_cast<std::size_t>(Item::fixed_capital)][giver] = from_usd(4e6);
  }

  /// Checks and makes a transfer as a step does, with the audit around the ledger.
  void move(const Transfer& transfer) {
    check_transfer(world, transfer, {});
    carry_out(world, {transfer});
    open_step(world);
    before = snapshot(world);
    post(world, world.movements);
    audit_money(world, before, "transfer");
    audit_goods(world, "transfer");
  }

  Transfer chips(std::int64_t units) const { return {giver, taker, {}, Flow::asset_transfer, sku, units, ""}; }
};

}  // namespace

TEST_CASE("money from outside is an expense of one side and an income of the other, under its purpose") {
  Halls h;
  h.move({h.state, h.lab, from_usd(5e8), Flow::subsidy, SkuId::none(), 0, "A test."});
  CHECK(usd(h.world, Item::deposits, h.lab) == 1.5e9);
  CHECK(h.world.accounts.saving[h.lab] == from_usd(5e8));
  CHECK(h.world.accounts.saving[h.state] == from_usd(-5e8));
  CHECK(h.world.accounts.flows.of(Flow::subsidy, Sector::government, Sector::lab) == from_usd(5e8));
  REQUIRE(h.world.events.rows.size() == 1);
  CHECK(h.world.events.rows[0].kind == "transferred");
  CHECK(h.world.events.rows[0].value == 5e8);
}

TEST_CASE("chips from outside take their book value along, those that wait first, and wait for power again") {
  Halls h;
  h.move(h.chips(160));
  CHECK(h.world.skus.installed[h.sku] == 240);
  CHECK(h.world.skus.uninstalled[h.sku] == 160);
  REQUIRE(h.world.fleet.batches.size() == 2);
  CHECK(h.world.fleet.batches[0].units == 240);
  const Fleet::Batch& moved = h.world.fleet.batches[1];
  const CloudId alibaba = h.world.clouds.find("alibaba");
  CHECK(moved.cloud == alibaba);
  CHECK(h.world.fleet.holdings_of(alibaba)[h.sku.index].waiting == 160);
  CHECK(moved.installed == kNever);
  CHECK(moved.units == 160);
  CHECK(moved.book == from_usd(1.6e6));
  CHECK(moved.cost == from_usd(2.2e6));
  CHECK(usd(h.world, Item::fixed_capital, h.giver) == 2.4e6);
  CHECK(usd(h.world, Item::fixed_capital, h.taker) == 1.6e6);
  CHECK(h.world.accounts.revaluation[h.taker] == from_usd(1.6e6));
}

TEST_CASE("what waits already counts against what can be given") {
  const Halls h;
  const Transfer all = h.chips(400);
  CHECK_NOTHROW(check_transfer(h.world, all, {}));
  CHECK_THROWS_WITH(check_transfer(h.world, h.chips(1), {all}), Contains("has 0 of h100"));
  const Transfer most{h.lab, h.state, from_usd(1e9), Flow::fine, SkuId::none(), 0, ""};
  CHECK_NOTHROW(check_transfer(h.world, most, {}));
  CHECK_THROWS_WITH(check_transfer(h.world, most, {most}), Contains("labs/openai can spend 0.00 USD"));
}

TEST_CASE("a state can always give, a firm only what it has") {
  const Halls h;
  CHECK_NOTHROW(check_transfer(h.world, {h.state, h.lab, from_usd(5e9), Flow::subsidy, SkuId::none(), 0, ""}, {}));
  CHECK_THROWS_AS(check_transfer(h.world, {h.lab, h.state, from_usd(5e9), Flow::fine, SkuId::none(), 0, ""}, {}),
                  ScenarioError);
}

TEST_CASE("only purposes that make no asset and no claim can be moved from outside") {
  for (const std::string& name : transfer_purposes()) CHECK(find_purpose(name) != Flow::chip_capex);
  CHECK_THROWS_WITH(find_purpose("chip_capex"), Contains("expected one of"));
  CHECK_THROWS_WITH(find_purpose("loan"), Contains("expected one of"));
  CHECK_THROWS_WITH(find_purpose("subsidi"), Contains("did you mean 'subsidy'?"));
}
