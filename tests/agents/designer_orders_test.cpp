/// What a designer orders, to the unit, from what it expects and has.

#include <cmath>

#include "agents/designer/designer.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A designer that sells a hundred thousand a year of each of two SKUs of one die, and has nothing in stock.
struct Desk {
  World world = minded_world();
  DesignerId nvidia = world.designers.find("nvidia");
  LineId line = world.lines.find("tsmc_n4");
  SkuId h100 = world.skus.find("h100"), h20 = world.skus.find("h20");

  Desk() {
    world.lines.cycle_time[line] = 0.25;
    world.lines.defect_density[line] = 0.1;
    world.technology.packaging_cycle = 0.17;
    behaviour.habits.usual = "forecast";
  }
  DesignerBehaviour behaviour;

  Orders decide(DesignerId designer) const { return behaviour.decide(world, designer).orders; }
  /// The order of a product for a SKU, or an empty one.
  UpstreamOrder ordered(Product product, SkuId sku) const {
    for (const UpstreamOrder& order : decide(nvidia).upstream)
      if (order.product == product && order.sku == sku) return order;
    return {nvidia, product, sku, 0, 0};
  }
};

/// Share of a gap that is closed in a month at a speed [1/year].
double in_a_month(double speed) { return 1 - std::exp(-speed / 12); }

}  // namespace

TEST_CASE("packages are wanted for sales over assembly and stock, and a part of the gap is asked for a month",
          "[agents]") {
  Desk desk;
  const double gap = 1e5 * (0.17 + 0.45);
  UpstreamOrder order = desk.ordered(Product::packaging, desk.h100);
  CHECK(order.units + order.missed == Approx(gap * in_a_month(6)));
  desk.world.skus.backlog[desk.h100] = 20'000;
  desk.world.skus.packages_in_process[desk.h100] = 10'000;
  order = desk.ordered(Product::packaging, desk.h100);
  CHECK(order.units + order.missed == Approx((gap + 20'000 - 9000) * in_a_month(6)));
}

TEST_CASE("where finished chips pile up a designer plans on what leaves the stock", "[agents]") {
  Desk desk;
  auto& skus = desk.world.skus;
  skus.shipment_rate[desk.h100] = 40'000;
  skus.maker_stock[desk.h100] = 27'000;  // half as much again as the stock for 0.45 years
  const double ordered = 1e5 * (0.17 + 0.45), leaving = 40'000 * (0.17 + 0.45);
  const UpstreamOrder order = desk.ordered(Product::packaging, desk.h100);
  CHECK(order.units + order.missed == Approx((0.5 * ordered + 0.5 * leaving - 27'000) * in_a_month(6)));
}

TEST_CASE("who builds to powered orders makes those, what is ordered meanwhile, and a stock of weeks", "[agents]") {
  Desk desk;
  desk.behaviour.habits.usual = "powered";
  auto& skus = desk.world.skus;
  const auto wanted = [&] {
    const UpstreamOrder order = desk.ordered(Product::packaging, desk.h100);
    return (order.units + order.missed) / in_a_month(6);
  };
  CHECK(wanted() == Approx(1e5 * 0.17).margin(10));
  skus.backlog[desk.h100] = 50'000;  // for sites without power: nothing is made for them
  CHECK(wanted() == Approx(1e5 * 0.17).margin(10));
  skus.powered_backlog[desk.h100] = 20'000;
  CHECK(wanted() == Approx(1e5 * 0.17 + 20'000).margin(10));
  skus.shipment_rate[desk.h100] = 40'000;
  skus.maker_stock[desk.h100] = 3'000;
  CHECK(wanted() == Approx(1e5 * 0.17 + 20'000 + 40'000 * 0.12 - 3'000).margin(10));
  skus.maker_stock[desk.h100] = 60'000;
  CHECK(wanted() == 0);
}

TEST_CASE("wafers are begun for all that is wanted, or for what can be packaged where that is known", "[agents]") {
  Desk desk;
  const double good = good_dies(desk.world, desk.line, desk.h100);
  const double ahead = 2 * 1e5 * (0.17 + 0.45), later = 2 * 1e5 * (0.25 + 0.1);
  CHECK(desk.ordered(Product::logic, desk.h100).units == Approx((ahead + later) / good * in_a_month(12)));
  // What can be packaged: half a year's of the book, and a fifth more than that of the forecast.
  desk.world.skus.shipment_rate[desk.h100] = 5e4;
  CHECK(desk.ordered(Product::logic, desk.h100).units ==
        Approx((0.5 * 5e4 + 1.2 * 5e4 / 2e5 * later) / good * in_a_month(12)));
  // What is there or in the line is not ordered again; the order is worth what the dearest package with the die is.
  desk.world.skus.dies[desk.h100] = 10'000;
  desk.world.skus.wafers_in_process[desk.h100] = 100;
  const UpstreamOrder order = desk.ordered(Product::logic, desk.h100);
  CHECK(order.units == Approx((0.5 * 5e4 + 1.2 * 5e4 / 2e5 * later - 10'000 - 100 * good) / good * in_a_month(12)));
  CHECK(order.value == Approx(28'000 - 3000));
}

TEST_CASE("scarce stacks are shared by wish and worth, and what binds is said", "[agents]") {
  Desk desk;
  desk.world.skus.dies[desk.h100] = 10'000;
  desk.world.designers.hbm_stock[desk.nvidia] = 25'000;
  const UpstreamOrder dear = desk.ordered(Product::packaging, desk.h100),
                      cheap = desk.ordered(Product::packaging, desk.h20);
  CHECK(dear.units + cheap.units == Approx(5000).margin(2));
  CHECK(dear.units / cheap.units == Approx(std::pow(25'000.0 / 9500, 0.4)).epsilon(1e-3));
  CHECK_FALSE(dear.lacks_hbm);  // dies are scarcer
  desk.world.skus.dies[desk.h100] = 10'000'000;
  CHECK(desk.ordered(Product::packaging, desk.h100).lacks_hbm);
}

TEST_CASE("stacks are ordered at the pace of their use, and a part of what lacks beyond it", "[agents]") {
  Desk desk;
  const SkuId last = desk.h20;  // one order for all
  const double use = 2 * 1e5 * 5, held = use * 0.2, month = use / 12;
  const auto asked = [&](double gap) { return month + (gap - month) * in_a_month(DesignerHabits{}.stack_speed); };
  CHECK(desk.ordered(Product::hbm, last).units == Approx(asked(held)).margin(1));
  desk.world.skus.dies[desk.h100] = 10'000;
  desk.world.designers.hbm_stock[desk.nvidia] = 25'000;
  CHECK(desk.ordered(Product::hbm, last).units == Approx(asked(1.5 * 10'000 * 5 + held - 25'000)).margin(1));
  // What is due is wanted at once, but no faster than packages have been started.
  for (const SkuId sku : {desk.h100, desk.h20}) desk.world.skus.dies[sku] = 1'000'000;
  CHECK(desk.ordered(Product::hbm, last).units == Approx(1.5 * 2 * (1.5 * 1e5 / 12) * 5 - 25'000).margin(1));
}

TEST_CASE("a front orders dies abroad and stacks for its principal, until foundries refuse it", "[agents]") {
  Desk desk;
  auto& world = desk.world;
  const CountryId cn = world.countries.find("cn"), tw = world.countries.find("tw");
  const FabId smic = add_fab(world, "smic", cn);
  add_line(world, "smic_n7", smic, cn, Product::logic, 7);
  const LineId abroad = add_line(world, "tsmc_n7", world.fabs.find("tsmc"), tw, Product::logic, 7);
  const DesignerId huawei = add_designer(world, "huawei", cn), front = add_designer(world, "sophgo", cn);
  world.designers.front_for[front] = huawei;
  const SkuId ascend = add_sku(world, "ascend", huawei, smic, {.node = 7, .hbm_stacks = 4, .price = 13'000});
  world.skus.launch[ascend] = Date{world.today.days - 100};
  world.skus.sales_rate[ascend] = 600'000, world.skus.backlog[ascend] = 50'000, world.skus.unit_cost[ascend] = 5000;
  world.designers.hbm_stock[huawei] = 1'000'000;
  world.restrictions.hbm_hazard = 0.5;
  const auto orders = [&] { return desk.decide(front).upstream; };

  const auto all = orders();
  REQUIRE(all.size() == 2);
  CHECK(all[0].product == Product::logic);
  CHECK(all[0].fab == world.lines.fab[abroad]);
  CHECK(all[0].units == Approx(2 * 600'000 / 12.0 / 45));
  CHECK(all[0].value == 5000);
  const DesignerHabits habits;
  const double need = (600'000 + 50'000) * 4.0, gap = need * (0.75 + habits.hoard_time * 0.5) - 1'000'000;
  CHECK(all[1].product == Product::hbm);
  // The surer the ban, the faster.
  CHECK(all[1].units == std::floor(need / 12 + gap * closing(habits.hoard_speed * 0.5, world.years)));
  CHECK(all[1].value == Approx(2 * (13'000 - 5000) / 4.0));

  world.skus.sales_rate[ascend] = 100'000;
  CHECK(orders()[0].units == Approx(1e6 / 12 / 45));         // at least so many
  world.skus.launch[ascend] = Date{world.today.days + 200};  // too early
  CHECK(orders().empty());
  world.skus.launch[ascend] = Date{world.today.days + 150};
  CHECK(orders().size() == 2);

  Denial refusal{InstrumentId{0}, Good::dies, world.fabs.account[smic], world.designers.account[front], ascend, 1, 1};
  world.trades.denials.push_back(refusal);
  const DesignerMind mind = DesignerBehaviour{}.decide(world, front).mind;
  CHECK(mind.closed_until.days - world.today.days == 365);
  keep(world.designers, front, mind);
  world.trades.denials.clear();
  const auto refused = orders();
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].product == Product::hbm);
}

TEST_CASE("a generation follows its time and its R&D, and takes after its parent's gain", "[agents]") {
  Desk desk;
  auto& world = desk.world;
  world.designers.generation_time[desk.nvidia] = 2, world.designers.generation_gain[desk.nvidia] = 4;
  world.designers.revenue_rate[desk.nvidia] = 1e10, world.designers.research_stock[desk.nvidia] = 1e9;
  // It is taped out nine months before it is sold.
  for (const SkuId sku : {desk.h100, desk.h20}) world.skus.launch[sku] = Date{world.today.days - 800 + 274};
  const auto launches = [&] { return desk.decide(desk.nvidia).launches; };
  REQUIRE(launches().size() == 1);
  const LaunchOrder order = launches()[0];
  CHECK(order.parent == desk.h100);
  CHECK_FALSE(order.variant);
  CHECK(order.rate == 4);
  CHECK(order.bandwidth == Approx(2 * 1.1));
  CHECK(order.interconnect == Approx(1.15));
  CHECK(order.power == Approx(std::pow(4, 0.45)));
  CHECK(order.price == Approx(std::pow(4, 0.6)));
  CHECK_FALSE(order.foundry);
  CHECK(order.ahead == 0.75);
  world.designers.research_stock[desk.nvidia] = 0.99e9;  // half of what a large designer's takes
  CHECK(launches().empty());
  world.designers.research_stock[desk.nvidia] = 1e9;
  world.skus.launch[desk.h100] = Date{world.today.days - 700 + 274};
  CHECK(launches().empty());
}

TEST_CASE("who is shut out of foundries abroad tapes out at the finest line in volume at home", "[agents]") {
  Desk desk;
  auto& world = desk.world;
  const CountryId cn = world.countries.find("cn");
  const FabId smic = add_fab(world, "smic", cn), memory = add_fab(world, "cxmt", cn),
              pilot = add_fab(world, "pilot", cn);
  const auto line = [&](const char* id, FabId fab, Product product, double node, double wafers) {
    world.lines.capacity[add_line(world, id, fab, cn, product, node)] = wafers;
  };
  line("smic_n14", smic, Product::logic, 14, 9000);
  line("cxmt_hbm", memory, Product::hbm, 1, 1e6);
  line("pilot_n5", pilot, Product::logic, 5, world.technology.volume_wafers / 2);
  const DesignerId huawei = add_designer(world, "huawei", cn);
  const SkuId ascend = add_sku(world, "ascend", huawei, smic, {.node = 14, .hbm_stacks = 4, .price = 13'000});
  world.skus.launch[ascend] = Date{world.today.days - 1000};
  world.designers.generation_time[huawei] = 2, world.designers.generation_gain[huawei] = 2;
  world.designers.revenue_rate[huawei] = 1e10, world.designers.research_stock[huawei] = 1e10;
  const auto foundry = [&] {
    const auto launches = desk.decide(huawei).launches;
    REQUIRE(launches.size() == 1);
    return launches[0].foundry;
  };
  CHECK_FALSE(foundry());
  world.designers.closed_until[huawei] = Date{world.today.days + 1};
  CHECK(foundry() == smic);
  world.designers.closed_until[huawei] = world.today;
  CHECK_FALSE(foundry());
}

TEST_CASE("who is shut out of foundries abroad asks them for nothing, and goes on at home", "[agents]") {
  Desk desk;
  auto& world = desk.world;
  const CountryId cn = world.countries.find("cn"), tw = world.countries.find("tw");
  const FabId smic = add_fab(world, "smic", cn), tsmc = world.fabs.find("tsmc");
  add_line(world, "smic_n7", smic, cn, Product::logic, 7);
  add_line(world, "tsmc_n7", tsmc, tw, Product::logic, 7);
  const DesignerId cambricon = add_designer(world, "cambricon", cn);
  const auto card = [&](const char* id, FabId foundry) {
    const SkuId sku = add_sku(world, id, cambricon, foundry, {.node = 7, .hbm_stacks = 4, .price = 13'000});
    world.skus.launch[sku] = Date{world.today.days - 100};
    world.skus.sales_rate[sku] = 600'000, world.skus.backlog[sku] = 50'000;
    return sku;
  };
  const SkuId home = card("mlu_home", smic), abroad = card("mlu_abroad", tsmc);
  const auto wafers = [&](SkuId sku) {
    double units = 0;
    for (const UpstreamOrder& order : desk.decide(cambricon).upstream)
      if (order.product == Product::logic && order.sku == sku) units += order.units;
    return units;
  };
  const double before = wafers(home);
  CHECK(before > 0);
  CHECK(wafers(abroad) > 0);
  world.designers.closed_until[cambricon] = Date{world.today.days + 1};
  CHECK(wafers(home) == before);
  CHECK(wafers(abroad) == 0);
  world.designers.closed_until[cambricon] = world.today;
  CHECK(wafers(abroad) > 0);
}

TEST_CASE("a generation is withdrawn when a much faster one is delivered beside it for long enough", "[agents]") {
  Desk desk;
  auto& world = desk.world;
  const SkuId b200 = add_sku(world, "b200", desk.nvidia, world.fabs.find("tsmc"), {.fp16 = 2250, .int8 = 4500});
  auto& s = world.skus;
  s.launch[desk.h100] = Date{world.today.days - 900};
  s.launch[b200] = Date{world.today.days - 200};
  s.serving_rate[desk.h100] = 1, s.serving_rate[b200] = 2;
  s.shipment_rate[desk.h100] = 1e5, s.shipment_rate[b200] = 3e4;  // in serving rate 60 %
  s.power[b200] = 2 * s.power[desk.h100];
  const auto withdrawn = [&] {
    for (const auto& [sku, mind] : DesignerBehaviour{}.decide(world, desk.nvidia).mind.list)
      if (sku == desk.h100) return bool(mind.withdrawn);
    return false;
  };
  CHECK(withdrawn());
  s.shipment_rate[b200] = 2e4;
  CHECK_FALSE(withdrawn());
  s.shipment_rate[b200] = 3e4, s.serving_rate[b200] = 1.4, s.shipment_rate[b200] = 1e5;
  CHECK_FALSE(withdrawn());
  s.serving_rate[b200] = 2, s.launch[b200] = Date{world.today.days - 150};
  CHECK_FALSE(withdrawn());
  s.launch[b200] = Date{world.today.days - 200}, s.power[b200] = 4 * s.power[desk.h100];
  CHECK_FALSE(withdrawn());
}

TEST_CASE("what has a successor stays on the list for those whom the law denies that, and comes back", "[agents]") {
  Desk desk;
  auto& world = desk.world;
  const SkuId b200 = add_sku(world, "b200", desk.nvidia, world.fabs.find("tsmc"), {.fp16 = 2250, .int8 = 4500});
  auto& s = world.skus;
  s.launch[desk.h100] = Date{world.today.days - 900};
  s.launch[b200] = Date{world.today.days - 200};
  s.serving_rate[desk.h100] = 1, s.serving_rate[b200] = 2;
  s.shipment_rate[desk.h100] = s.shipment_rate[b200] = 1e5;
  auto& law = world.restrictions;
  law.countries = world.countries.size();
  law.open.assign(s.size() * law.countries, 1.0);
  law.accepted.assign(s.size() * law.countries, 1.0);
  const CountryId china = world.countries.find("cn");
  const auto seen = [&] {
    for (const auto& [sku, mind] : DesignerBehaviour{}.decide(world, desk.nvidia).mind.list)
      if (sku == desk.h100) return mind;
    return SkuMind{};
  };
  CHECK(seen().successor == b200);
  CHECK(seen().withdrawn);
  law.open[law.at(b200, china)] = 0;
  CHECK_FALSE(seen().withdrawn);
  law.open[law.at(desk.h100, china)] = 0;  // closed to both: nobody is left who would buy it
  CHECK(seen().withdrawn);
}
