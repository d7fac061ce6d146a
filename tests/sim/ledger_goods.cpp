#include "sim/core/error.hpp"
#include "sim/ledger/audit.hpp"
#include "sim/ledger/goods/move.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

TEST_CASE("what leaves one place arrives at another, and what is made is counted", "[ledger]") {
  World world = small_world();
  const SkuId h100 = world.skus.find("h100");
  const auto& s = world.skus;
  move(world, h100, Chips::made, Chips::maker_stock, 100);
  move(world, h100, Chips::maker_stock, Chips::in_transit, 60);
  move(world, h100, Chips::in_transit, Chips::uninstalled, 50);
  move(world, h100, Chips::uninstalled, Chips::installed, 40);
  move(world, h100, Chips::installed, Chips::retired, 5);
  move(world, h100, Chips::maker_stock, Chips::written_off, 10);
  CHECK(s.produced[h100] == 100);
  CHECK(s.maker_stock[h100] == 30);
  CHECK(s.in_transit[h100] == 10);
  CHECK(s.uninstalled[h100] == 10);
  CHECK(s.installed[h100] == 35);
  CHECK(s.retired[h100] == 5);
  CHECK(s.written_off[h100] == 10);
}

TEST_CASE("dies and stacks that go into packages are used, and what fails is scrapped", "[ledger]") {
  World world = small_world();
  const SkuId h100 = world.skus.find("h100");
  const DesignerId nvidia = world.designers.find("nvidia");
  move(world, h100, Dies::made, Dies::stock, 12);
  move(world, h100, Dies::stock, Dies::used, 10);
  move(world, nvidia, Stacks::made, Stacks::stock, 60);
  move(world, nvidia, Stacks::stock, Stacks::used, 50);
  move(world, h100, Packages::begun, Packages::in_process, 10);
  move(world, h100, Packages::in_process, Packages::finished, 9);
  move(world, h100, Packages::in_process, Packages::scrapped, 1);
  CHECK(world.skus.dies_produced[h100] == 12);
  CHECK(world.skus.dies[h100] == 2);
  CHECK(world.skus.dies_used[h100] == 10);
  CHECK(world.designers.hbm_received[nvidia] == 60);
  CHECK(world.designers.hbm_stock[nvidia] == 10);
  CHECK(world.designers.hbm_used[nvidia] == 50);
  CHECK(world.skus.packages_in_process[h100] == 0);
  CHECK(world.skus.packages_scrapped[h100] == 1);
}

TEST_CASE("units that are not there cannot move, and none moves backwards", "[ledger]") {
  World world = small_world();
  const SkuId h100 = world.skus.find("h100");
  move(world, h100, Chips::made, Chips::maker_stock, 10);
  CHECK_THROWS_AS(move(world, h100, Chips::maker_stock, Chips::in_transit, 11), AuditError);
  CHECK_THROWS_AS(move(world, h100, Chips::maker_stock, Chips::in_transit, -1), AuditError);
  CHECK_THROWS_AS(move(world, h100, Chips::made, Chips::maker_stock, -1), AuditError);
  CHECK(world.skus.maker_stock[h100] == 10);
  CHECK(world.skus.in_transit[h100] == 0);
}

TEST_CASE("tools that are finished work, and what a shock or a finer line takes is gone", "[ledger]") {
  World world = small_world();
  const LineId line = world.lines.find("tsmc_n4");
  const double before = world.lines.capacity[line];
  move(world, line, Tools::bought, Tools::on_order, 50);
  CHECK(world.lines.capacity_on_order[line] == 50);
  move(world, line, Tools::on_order, Tools::working, 30);
  CHECK(world.lines.capacity[line] == before + 30);
  CHECK(world.lines.capacity_on_order[line] == 20);
  move(world, line, Tools::working, Tools::gone, 2 * before + 60);
  CHECK(world.lines.capacity[line] == 0);
}
