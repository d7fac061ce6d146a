#include <limits>

#include "sim/core/error.hpp"
#include "sim/ledger/audit.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;
using Catch::Matchers::Contains;

namespace {

/// A world with trade, stocks, a fleet and an opened step.
struct Audited {
  World world = world_of_all_sectors();
  Auditor auditor;
  SkuId h100 = world.skus.find("h100");
  DesignerId nvidia = world.designers.find("nvidia");
  CloudId microsoft = world.clouds.find("microsoft");
  BrokerId route = world.brokers.find("route");

  Audited() {
    Skus& s = world.skus;
    s.produced[h100] = 1000;
    s.maker_stock[h100] = 100, s.in_transit[h100] = 200, s.broker_stock[h100] = 50;
    s.uninstalled[h100] = 150, s.installed[h100] = 500;
    world.pipeline.shipments.push_back({h100, microsoft, 200, from_usd(5e6), world.today});
    world.broker_stock.rows.push_back({route, h100, 50, from_usd(1e6), world.today});
    world.fleet.batches.push_back({microsoft, h100, world.today, 500, {}, {}, 0});
    world.fleet.batches.push_back({microsoft, h100, kNever, 150, {}, {}, 0});
    world.fleet.arrange(world.clouds.size(), world.skus.size());
    s.packages_in_process[h100] = 30;
    world.pipeline.packages.push_back({LineId{0}, h100, 30, {}, world.today});
    s.dies_produced[h100] = 3000, s.dies[h100] = 400, s.dies_used[h100] = 2600;
    s.wafers_in_process[h100] = 12.5;
    world.pipeline.wafers.push_back({LineId{0}, h100, SkuId::none(), nvidia, 12.5, world.today});
    world.designers.hbm_received[nvidia] = 9000, world.designers.hbm_used[nvidia] = 8000;
    world.designers.hbm_stock[nvidia] = 1000;
    world.clouds.hours_capacity[microsoft] = 1e6, world.clouds.hours_sold[microsoft] = 8e5;
    world.trades.compute.push_back({microsoft, LabId{0}, ComputeClass::western, 8e5, 2.0, true});
    open_step(world);
    auditor.begin(world);
    book(world, account_of(world, "labs/openai"), account_of(world, "clouds/microsoft"), 16e5, Flow::compute_rent);
  }
  void check() const { auditor.check(world, "compute"); }
};

}  // namespace

TEST_CASE("honest books pass the audit") {
  const Audited a;
  CHECK_NOTHROW(a.check());
}

TEST_CASE("money that appears or vanishes in any sector is found in that sector") {
  const Audited clean;
  for (std::size_t i = 0; i < kSectors; ++i)
    for (std::size_t item = 0; item < kItems; ++item)
      for (const std::int64_t cents : {1, -1}) {
        Audited a;
        AccountId victim;
        for (const AccountId account : a.world.accounts.rows())
          if (a.world.accounts.sector[account] == static_cast<Sector>(i)) victim = account;
        REQUIRE(victim);
        a.world.accounts.balance[item][victim].cents += cents;
        INFO(kSectorNames[i] << " " << kItemNames[item]);
        CHECK_THROWS_WITH(
            a.check(), Contains("sector " + std::string(kSectorNames[i])) && Contains(a.world.accounts.name[victim]));
      }
}

TEST_CASE("a leak that is dressed up as saving is found in deposits and claims") {
  for (std::size_t i = 0; i < kItems; ++i) {
    const auto item = static_cast<Item>(i);
    if (item == Item::inventory || item == Item::fixed_capital) continue;  // nobody else has a claim on them
    Audited a;
    const AccountId lab = account_of(a.world, "labs/openai");
    a.world.accounts.balance[static_cast<std::size_t>(item)][lab].cents += 500;
    a.world.accounts.saving[lab].cents += is_liability(item) ? -500 : 500;
    CHECK_THROWS_AS(a.check(), AuditError);
  }
}

TEST_CASE("an account below zero is found, also where all sums are right") {
  Audited a;
  const AccountId lab = account_of(a.world, "labs/openai"), cloud = account_of(a.world, "clouds/microsoft");
  const Money more{a.world.accounts.cash(lab).cents + 1};
  a.world.accounts.balance[0][lab] -= more, a.world.accounts.saving[lab] -= more;
  a.world.accounts.balance[0][cloud] += more, a.world.accounts.saving[cloud] += more;
  CHECK_THROWS_WITH(a.check(), Contains("below zero"));
}

TEST_CASE("the first breach names day, phase, sector, agent, and the last purpose booked there") {
  Audited a;
  a.world.accounts.balance[0][account_of(a.world, "labs/openai")].cents -= 12345;
  CHECK_THROWS_WITH(a.check(), Contains("sector lab after compute on 2022-01-01: labs/openai: net worth changed by "
                                        "-1600123.45 USD, saving and revaluation explain -1600000.00 USD") &&
                                   Contains("last purpose booked: compute_rent"));
}

TEST_CASE("a chip that is lost or found anywhere stops the run") {
  Skus World::*table = &World::skus;
  using Places = Column<std::int64_t, SkuId> Skus::*;
  for (const Places place : {&Skus::produced, &Skus::maker_stock, &Skus::in_transit, &Skus::broker_stock,
                             &Skus::uninstalled, &Skus::installed, &Skus::retired, &Skus::seized, &Skus::written_off,
                             &Skus::held_outside, &Skus::packages_in_process}) {
    Audited a;
    ((a.world.*table).*place)[a.h100] += 1;
    CHECK_THROWS_WITH(a.check(), Contains("audit of chips after compute") && Contains("h100"));
  }
}

TEST_CASE("a total that no longer equals its rows stops the run") {
  SECTION("shipments") {
    Audited a;
    a.world.pipeline.shipments[0].units -= 1;
    CHECK_THROWS_WITH(a.check(), Contains("in_transit is 200, its rows add up to 199"));
  }
  SECTION("fleet") {
    Audited a;
    a.world.fleet.batches[0].units += 2;
    CHECK_THROWS_WITH(a.check(), Contains("installed is 500, its rows add up to 502"));
  }
  SECTION("what is held in all") {
    Audited a;
    a.world.fleet.holdings[a.microsoft.index * a.world.fleet.skus + a.h100.index].running -= 3;
    CHECK_THROWS_WITH(a.check(), Contains("held by clouds is 650, its rows add up to 647"));
  }
  SECTION("chips that wait for power are not installed") {
    Audited a;
    a.world.fleet.batches[1].installed = a.world.today;
    CHECK_THROWS_WITH(a.check(), Contains("uninstalled is 150"));
  }
  SECTION("brokers") {
    Audited a;
    a.world.broker_stock.rows.clear();
    CHECK_THROWS_WITH(a.check(), Contains("broker_stock"));
  }
  SECTION("a negative row that another row makes good") {
    Audited a;
    a.world.fleet.batches[0].units = 501;
    a.world.fleet.batches.push_back({a.microsoft, a.h100, a.world.today, -1, {}, {}, 0});
    CHECK_THROWS_WITH(a.check(), Contains("below zero"));
  }
}

TEST_CASE("dies, wafers and HBM stacks are counted too") {
  SECTION("dies") {
    Audited a;
    a.world.skus.dies[a.h100] -= 1;
    CHECK_THROWS_WITH(a.check(),
                      Contains("audit of dies") && Contains("dies_produced 3000, in stock, used and scrapped 2999"));
  }
  SECTION("wafers") {
    Audited a;
    a.world.skus.wafers_in_process[a.h100] += 1e-6;
    CHECK_THROWS_WITH(a.check(), Contains("wafers_in_process"));
  }
  SECTION("stacks") {
    Audited a;
    a.world.designers.hbm_stock[a.nvidia] += 8;
    CHECK_THROWS_WITH(a.check(), Contains("audit of HBM stacks") && Contains("nvidia"));
  }
}

TEST_CASE("hours are sold once and no more than there are") {
  SECTION("sold to nobody") {
    Audited a;
    a.world.clouds.hours_sold[a.microsoft] *= 1 + 1e-7;
    CHECK_THROWS_WITH(a.check(), Contains("audit of hours after compute") && Contains("clouds/microsoft"));
  }
  SECTION("bought from nobody") {
    Audited a;
    a.world.trades.compute.push_back({a.microsoft, LabId{0}, ComputeClass::western, 1.0, 2.0});
    CHECK_THROWS_AS(a.check(), AuditError);
  }
  SECTION("beyond capacity") {
    Audited a;
    a.world.clouds.hours_capacity[a.microsoft] = 7.9e5;
    CHECK_THROWS_WITH(a.check(), Contains("of 790000"));
  }
}

TEST_CASE("a movement that nobody booked is found at the end of the step") {
  Audited a;
  a.world.movements.note(account_of(a.world, "clouds/microsoft"), from_usd(1), Flow::disposal);
  CHECK_THROWS_WITH(a.check(), Contains("clouds/microsoft: disposal was not booked"));
}

TEST_CASE("a number that is not one names its table, row and column") {
  Audited a;
  a.world.clouds.power_used[a.microsoft] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(a.check(), Contains("clouds/microsoft: power_used is"));
}

TEST_CASE("a number that is not one is found in every table and in what is published") {
  const auto spoil = [](auto&& spoiled, const char* where) {
    Audited a;
    spoiled(a.world) = std::numeric_limits<double>::quiet_NaN();
    INFO(where);
    CHECK_THROWS_WITH(a.check(), Contains(where));
  };
  spoil([](World& w) -> double& { return w.countries.gdp[CountryId{0}]; }, "countries/");
  spoil([](World& w) -> double& { return w.governments.cases[GovernmentId{0}]; }, "governments/");
  spoil([](World& w) -> double& { return w.designers.revenue_rate[DesignerId{0}]; }, "designers/");
  spoil([](World& w) -> double& { return w.fabs.revenue_rate[FabId{0}]; }, "fabs/");
  spoil([](World& w) -> double& { return w.lines.unit_price[LineId{0}]; }, "lines/");
  spoil([](World& w) -> double& { return w.toolmakers.revenue_rate[ToolmakerId{0}]; }, "toolmakers/");
  spoil([](World& w) -> double& { return w.labs.revenue_rate[LabId{0}]; }, "labs/");
  spoil([](World& w) -> double& { return w.investors.invested[InvestorId{0}]; }, "investors/");
  spoil([](World& w) -> double& { return w.brokers.flow[BrokerId{0}]; }, "brokers/");
  spoil([](World& w) -> double& { return w.skus.posted_price[SkuId{0}]; }, "skus/");
  spoil([](World& w) -> double& { return w.signals.contract_rent.emplace_back(); }, "contract_rent");
  spoil([](World& w) -> double& { return w.signals.spot_rent.emplace_back(); }, "spot_rent");
  spoil([](World& w) -> double& { return w.signals.user_cost.emplace_back(); }, "user_cost");
}

TEST_CASE("a row below zero is found wherever units are, also where another makes it good") {
  const auto split = [](auto&& rows_of) {
    Audited a;
    auto& rows = rows_of(a.world);
    rows.push_back(rows.front());
    rows.front().units += 1;
    rows.back().units = -1;
    CHECK_THROWS_WITH(a.check(), Contains("below zero"));
  };
  split([](World & w) -> auto& { return w.pipeline.shipments; });
  split([](World & w) -> auto& { return w.broker_stock.rows; });
  split([](World & w) -> auto& { return w.fleet.batches; });
  split([](World & w) -> auto& { return w.pipeline.packages; });
}
