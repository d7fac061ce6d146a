#include "sim/production/fabrication.hpp"

#include <cmath>

#include "sim/state/chip_terms.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A foundry at work, month by month.
struct Plant {
  World world = small_world(make_date(2024, 1, 1));
  DesignerId nvidia = world.designers.find("nvidia");
  LineId wafers = world.lines.find("tsmc_n4");
  LineId packages = add_line(world, "cowos", world.lines.fab[wafers], world.lines.site[wafers], Product::packaging, 65);
  SkuId h100 = world.skus.find("h100");
  Fabrication rule;

  Plant() {
    auto& lines = world.lines;
    lines.cycle_time[wafers] = 0.25;
    for (const LineId line : lines.rows()) lines.process_yield[line] = 0.9, lines.defect_density[line] = 0.1;
    world.skus.unit_cost[h100] = 3000;
  }
  void grant(Product product, double units) {
    world.trades.upstream = {{nvidia, product == Product::logic ? wafers : packages, product, h100, units, 1000}};
  }
  void month() {
    rule.advance(world);
    world.trades.clear();
    ++world.step;
    world.today = world.calendar.first_day(world.step);
  }
  void stock(std::int64_t dies, std::int64_t stacks) {
    world.skus.dies[h100] = world.skus.dies_produced[h100] = dies;
    world.designers.hbm_stock[nvidia] = world.designers.hbm_received[nvidia] = stacks;
  }
};

}  // namespace

TEST_CASE("wafers become good dies after the cycle, and no fraction of a die is lost", "[production]") {
  Plant plant;
  plant.grant(Product::logic, 10.5);
  plant.month();
  CHECK(plant.world.skus.wafers_in_process[plant.h100] == Approx(10.5));
  CHECK(plant.world.skus.dies[plant.h100] == 0);
  plant.month();
  CHECK(plant.world.skus.dies[plant.h100] == 0);
  plant.month();
  plant.month();
  const double good = 10.5 * good_dies(plant.world, plant.wafers, plant.h100);
  CHECK(plant.world.skus.dies[plant.h100] == std::floor(good));
  CHECK(plant.world.lines.carry[plant.wafers] == Approx(good - std::floor(good)));
  CHECK(plant.world.skus.wafers_in_process[plant.h100] == Approx(0).margin(1e-9));
  const auto first = plant.world.skus.dies[plant.h100];
  plant.grant(Product::logic, 10.5);
  for (int month = 0; month < 4; ++month) plant.month();
  CHECK(plant.world.skus.dies[plant.h100] == std::floor(2 * good));
  CHECK(plant.world.skus.dies[plant.h100] > first);
}

TEST_CASE("a steady flow of wafers comes out steadily, however long the cycle and the months are", "[production]") {
  for (const double cycle : {0.25, 0.335, 0.38, 0.45}) {
    Plant plant;
    plant.world.lines.cycle_time[plant.wafers] = cycle;
    std::int64_t before = 0;
    for (int month = 0; month < 24; ++month) {
      plant.grant(Product::logic, 1000);
      plant.month();
      const std::int64_t now = plant.world.skus.dies[plant.h100];
      INFO(cycle << ' ' << month);
      if (month > 6)
        CHECK(double(now - before) == Approx(1000 * good_dies(plant.world, plant.wafers, plant.h100)).epsilon(0.01));
      before = now;
    }
  }
}

TEST_CASE("a package takes its dies and stacks, and becomes a chip at its cost, less what fails", "[production]") {
  Plant plant;
  plant.stock(1000, 5000);
  plant.grant(Product::packaging, 200);
  plant.month();
  CHECK(plant.world.skus.dies[plant.h100] == 1000 - 200 * plant.world.skus.dies_per_package[plant.h100]);
  CHECK(plant.world.designers.hbm_stock[plant.nvidia] == 5000 - 200 * 5);
  CHECK(plant.world.skus.packages_in_process[plant.h100] == 200);
  for (int month = 0; month < 3; ++month) plant.month();
  CHECK(plant.world.skus.maker_stock[plant.h100] == 180);
  CHECK(plant.world.skus.packages_in_process[plant.h100] == 0);
  // What fails is paid by what passes.
  CHECK(plant.world.skus.stock_cost[plant.h100] == Approx(3000 * 200.0 / 180));
}

TEST_CASE("the cost of a stock is the mean of what came in", "[production]") {
  Plant plant;
  plant.world.skus.maker_stock[plant.h100] = plant.world.skus.produced[plant.h100] = 180;
  plant.world.skus.stock_cost[plant.h100] = 1000;
  plant.stock(1000, 5000);
  plant.grant(Product::packaging, 200);
  for (int month = 0; month < 4; ++month) plant.month();
  CHECK(plant.world.skus.stock_cost[plant.h100] == Approx((180 * 1000 + 200 * 3000) / 360.0));
}

TEST_CASE("the scarcest input decides how many packages are started", "[production]") {
  for (const auto& [dies, stacks, started] :
       {std::array<std::int64_t, 3>{50, 5000, 50}, {1000, 203, 40}, {1000, 5000, 200}}) {
    Plant plant;
    plant.stock(dies, stacks);
    plant.grant(Product::packaging, 200);
    plant.month();
    INFO(dies << " dies, " << stacks << " stacks");
    CHECK(plant.world.skus.packages_in_process[plant.h100] == started);
  }
}

TEST_CASE("stacks that a front buys are its principal's", "[production]") {
  Plant plant;
  const DesignerId front = add_designer(plant.world, "front", plant.world.countries.find("us"));
  plant.world.designers.front_for[front] = plant.nvidia;
  plant.world.trades.upstream = {{front, plant.packages, Product::hbm, plant.h100, 700, 200}};
  plant.month();
  CHECK(plant.world.designers.hbm_stock[plant.nvidia] == 700);
  CHECK(plant.world.designers.hbm_stock[front] == 0);
}

TEST_CASE("a line learns with its use towards its mature defects, and less without help", "[production]") {
  const auto defects = [](double use, double help, double euv_share = 0) {
    Plant plant;
    auto& lines = plant.world.lines;
    lines.defect_density[plant.wafers] = 0.5;
    lines.mature_defect_density[plant.wafers] = 0.1;
    lines.learning[plant.wafers] = 0.2;
    lines.utilisation[plant.wafers] = use;
    lines.euv_share[plant.wafers] = euv_share;
    plant.world.restrictions.learning_open.assign(lines.size(), help);
    for (int month = 0; month < 3; ++month) plant.month();
    return lines.defect_density[plant.wafers];
  };
  // A fifth of the excess goes in a quarter at full load.
  CHECK(defects(1, 1) == Approx(0.1 + 0.4 * 0.8));
  CHECK(defects(0.5, 1) == Approx(0.1 + 0.4 * std::sqrt(0.8)));
  CHECK(defects(1, 0.5) == Approx(0.1 + 0.4 * std::sqrt(0.8)));
  CHECK(defects(0, 1) == Approx(0.5));
  // With EUV on all critical layers the mature level lies lower.
  CHECK(defects(1, 1, 1) == Approx(0.07 + 0.43 * 0.8));
}
