#include <cmath>

#include "sim/markets/goods.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A foundry with a line for wafers and one for packages, whose designers may order.
struct Foundry {
  World world = small_world(make_date(2024, 1, 1));
  DesignerId nvidia = world.designers.find("nvidia");
  DesignerId amd = add_designer(world, "amd", world.countries.find("us"));
  CountryId tw = world.countries.find("tw");
  FabId tsmc = world.fabs.find("tsmc");
  LineId wafers = world.lines.find("tsmc_n4");
  LineId packages = add_line(world, "cowos", tsmc, tw, Product::packaging, 65);
  SkuId h100 = world.skus.find("h100");
  GoodsMarket rule;

  Foundry() {
    auto& lines = world.lines;
    for (const LineId line : lines.rows()) {
      lines.units_per_wafer[line] = 16, lines.unit_price[line] = 16'000, lines.capacity_cost[line] = 1e5;
      lines.conversion_time[line] = 0.5, lines.greenfield_time[line] = 2;
    }
    admit();
  }
  /// Lets everybody order everywhere; again after a line was added.
  void admit() {
    world.admissions.lines.assign(world.designers.size(), world.lines.size());
    world.admissions.tools.assign(world.lines.size(), kToolClasses * std::max<std::size_t>(1, world.toolmakers.size()));
  }
  void order(DesignerId buyer, Product product, double units, double value = 1) {
    world.orders.upstream.push_back({buyer, product, h100, units, value});
  }
  double granted(DesignerId buyer, LineId line) const {
    double units = 0;
    for (const UpstreamTrade& t : world.trades.upstream)
      if (t.buyer == buyer && t.line == line) units += t.units;
    return units;
  }
};

}  // namespace

TEST_CASE("a line grants what it is asked for within its month's capacity, and says how full it is", "[markets]") {
  Foundry place;
  place.order(place.nvidia, Product::logic, 400);
  place.rule.clear_lines(place.world);
  CHECK(place.granted(place.nvidia, place.wafers) == Approx(400));
  CHECK(place.world.lines.orders[place.wafers] == Approx(400));
  CHECK(place.world.lines.utilisation[place.wafers] == Approx(0.4));
  CHECK(place.world.trades.upstream[0].price == Approx(16'000));
}

TEST_CASE("buyers outside the model have contracts too: what is short is short for all in proportion", "[markets]") {
  Foundry place;
  place.world.lines.other_demand[place.wafers] = TimeSeries(500.0);
  place.order(place.nvidia, Product::logic, 1500);
  place.rule.clear_lines(place.world);
  CHECK(place.granted(place.nvidia, place.wafers) == Approx(750));
  CHECK(place.world.lines.outside_sales[place.wafers] == Approx(250));
  CHECK(place.world.lines.orders[place.wafers] == Approx(2000));
  CHECK(place.world.lines.utilisation[place.wafers] == Approx(1));
}

TEST_CASE("what outside buyers do not take is theirs to leave, and the line stands idle for the rest", "[markets]") {
  Foundry place;
  place.world.lines.other_demand[place.wafers] = TimeSeries(300.0);
  place.order(place.nvidia, Product::logic, 200);
  place.rule.clear_lines(place.world);
  CHECK(place.world.lines.outside_sales[place.wafers] == Approx(300));
  CHECK(place.world.lines.utilisation[place.wafers] == Approx(0.5));
}

TEST_CASE("a line whose tools or inputs fail gives less", "[markets]") {
  Foundry place;
  place.world.lines.tool_effect[place.wafers] = -0.2;
  place.world.lines.input_effect[place.wafers] = -0.5;
  place.order(place.nvidia, Product::logic, 1000);
  place.rule.clear_lines(place.world);
  CHECK(place.granted(place.nvidia, place.wafers) == Approx(400));
}

TEST_CASE("of scarce packages a designer keeps its booked share, and the rest goes by worth", "[markets]") {
  Foundry place;
  auto& world = place.world;
  world.designers.packaging_share[place.nvidia] = 0.5;
  const double all = 16'000 * world.technology.package_area / 814;  // packages of the month
  place.order(place.nvidia, Product::packaging, 2 * all, 1);
  place.order(place.amd, Product::packaging, 2 * all, 1);
  place.rule.clear_lines(world);
  // 80 % of its half is booked; of the other 60 % it gets the part of what it still wants.
  const double booked = 0.8 * 0.5, left = 1 - booked;
  CHECK(place.granted(place.nvidia, place.packages) ==
        Approx(all * (booked + left * (2 - booked) / (4 - booked))).epsilon(1e-3));
  CHECK(place.granted(place.amd, place.packages) == Approx(all * left * 2 / (4 - booked)).epsilon(1e-3));
  // What was wanted and not started is counted as bound by packaging.
  CHECK(world.signals.binding_input[bound_by_packaging] == Approx(3 * all).epsilon(1e-3));
}

TEST_CASE("a dearer order gets more of what is scarce, by a power of its worth", "[markets]") {
  const auto times_more = [](double power) {
    Foundry place;
    place.rule.worth_power = power;
    place.world.designers.packaging_share[place.nvidia] = 0;
    place.order(place.nvidia, Product::packaging, 1e6, 3);
    place.order(place.amd, Product::packaging, 1e6, 1);
    place.rule.clear_lines(place.world);
    return place.granted(place.nvidia, place.packages) / place.granted(place.amd, place.packages);
  };
  CHECK(times_more(1) == Approx(3).epsilon(1e-3));
  CHECK(times_more(0.5) == Approx(std::sqrt(3.0)).epsilon(1e-3));
  CHECK(times_more(0) == Approx(1).epsilon(1e-3));
}

TEST_CASE("packages that were not asked for, for want of dies or stacks, still tell the line what is wanted",
          "[markets]") {
  Foundry place;
  place.world.orders.upstream.push_back({place.nvidia, Product::packaging, place.h100, 0, 1, 1600, true});
  place.world.orders.upstream.push_back({place.nvidia, Product::packaging, place.h100, 0, 1, 800, false});
  place.rule.clear_lines(place.world);
  CHECK(place.world.signals.binding_input[bound_by_hbm] == 1600);
  CHECK(place.world.signals.binding_input[bound_by_dies] == 800);
  CHECK(place.world.lines.orders[place.packages] == Approx(2400.0 / 16 * 814 / place.world.technology.package_area));
  CHECK(place.world.trades.upstream.empty());
}

TEST_CASE("stacks come from all lines by their size, less those that the law closes, and the refused part is denied",
          "[markets]") {
  Foundry place;
  const LineId large = add_line(place.world, "hbm_a", place.tsmc, place.tw, Product::hbm, 20);
  const LineId small = add_line(place.world, "hbm_b", place.tsmc, place.tw, Product::hbm, 20);
  place.world.lines.capacity[large] = 30'000, place.world.lines.capacity[small] = 10'000;
  place.world.lines.unit_price[large] = place.world.lines.unit_price[small] = 200;
  place.admit();
  place.order(place.nvidia, Product::hbm, 4000);
  place.rule.clear_lines(place.world);
  CHECK(place.granted(place.nvidia, large) == 3000);
  CHECK(place.granted(place.nvidia, small) == 1000);

  place.world.trades.clear();
  place.world.admissions.lines(place.nvidia, large).answer = Verdict::Answer::denied;
  place.rule.clear_lines(place.world);
  CHECK(place.granted(place.nvidia, large) == 0);
  CHECK(place.granted(place.nvidia, small) == 4000);
  REQUIRE(place.world.trades.denials.size() == 1);
  CHECK(place.world.trades.denials[0].good == Good::hbm);
  CHECK(place.world.trades.denials[0].units == 3000);
  CHECK(place.world.trades.denials[0].value == Approx(3000 * 200));
}

TEST_CASE("packages are made on the side of the world where the dies are made", "[markets]") {
  Foundry place;
  const CountryId cn = place.world.countries.find("cn");
  const FabId smic = add_fab(place.world, "smic", cn);
  const LineId chinese = add_line(place.world, "jcet", smic, cn, Product::packaging, 65);
  place.world.lines.units_per_wafer[chinese] = 16;
  place.admit();
  place.order(place.nvidia, Product::packaging, 160);
  place.rule.clear_lines(place.world);
  CHECK(place.granted(place.nvidia, place.packages) == 160);
  CHECK(place.granted(place.nvidia, chinese) == 0);
}

TEST_CASE("new capacity needs tools of every class: the scarcest decides, and money follows the makers' shares",
          "[markets]") {
  Foundry place;
  auto& world = place.world;
  const ToolmakerId asml = add_toolmaker(world, "asml", place.tw), lam = add_toolmaker(world, "lam", place.tw);
  for (const ToolmakerId maker : {asml, lam}) {
    world.toolmakers.class_shares[maker].assign(kToolClasses, 0.0);
    world.toolmakers.quality[maker] = world.toolmakers.price_index[maker] = world.toolmakers.home_gain[maker] = 1;
    world.toolmakers.capacity[maker] = 1e9, world.toolmakers.lead_time[maker] = 1;
  }
  world.toolmakers.class_shares[asml][euv] = 1;
  world.toolmakers.class_shares[asml][etch] = 0.25, world.toolmakers.class_shares[lam][etch] = 0.75;
  world.lines.tool_shares[place.wafers].assign(kToolClasses, 0.0);
  world.lines.tool_shares[place.wafers][euv] = 0.3, world.lines.tool_shares[place.wafers][etch] = 0.2;
  place.admit();
  world.orders.capacity.push_back({place.wafers, 100, false});
  place.rule.clear_tools(world);
  double of_asml = 0, of_lam = 0;
  for (const ToolTrade& t : world.trades.tools) (t.seller == asml ? of_asml : of_lam) += t.value;
  CHECK(of_asml == Approx(100 * 1e5 * (0.3 + 0.2 * 0.25)));
  CHECK(of_lam == Approx(100 * 1e5 * 0.2 * 0.75));
  REQUIRE(world.movements.rows.size() == 1);  // halls and the rest, from outside
  CHECK(world.movements.rows[0].amount.usd() == Approx(100 * 1e5 * 0.5));
  REQUIRE(world.pipeline.capacity.size() == 1);
  CHECK(world.pipeline.capacity[0].due.days - world.today.days == Approx(2 * 365.25).margin(1));
  CHECK(world.lines.capacity_on_order[place.wafers] == 100);

  // Half of one class is withheld: half of a line can be equipped, over what counts as enough.
  world.trades.clear();
  world.pipeline.capacity.clear();
  world.admissions.tools(place.wafers, offer_of(euv, asml)).share = 0.45;
  place.rule.clear_tools(world);
  CHECK(world.pipeline.capacity[0].capacity == Approx(100 * 0.45 / place.rule.enough_tools));
  REQUIRE(world.trades.denials.size() == 1);
  CHECK(world.trades.denials[0].value == Approx(100 * 1e5 * 0.3 * 0.55));
}

TEST_CASE("a long backlog delays new halls, and tools of poor quality do not make an advanced line", "[markets]") {
  Foundry place;
  auto& world = place.world;
  const ToolmakerId maker = add_toolmaker(world, "smee", place.tw);
  world.toolmakers.class_shares[maker].assign(kToolClasses, 1.0);
  world.toolmakers.quality[maker] = 0.2, world.toolmakers.price_index[maker] = 2;
  world.toolmakers.home_gain[maker] = 1;
  world.toolmakers.capacity[maker] = 1e9, world.toolmakers.lead_time[maker] = 1, world.toolmakers.backlog[maker] = 3e9;
  world.lines.tool_shares[place.wafers].assign(kToolClasses, 0.0);
  world.lines.tool_shares[place.wafers][etch] = 0.5;
  place.admit();
  world.orders.capacity.push_back({place.wafers, 100, false});
  place.rule.clear_tools(world);
  REQUIRE(world.pipeline.capacity.size() == 1);
  CHECK(world.pipeline.capacity[0].capacity == Approx(100 * 0.2 / place.rule.enough_tools));
  CHECK(world.pipeline.capacity[0].due.days - world.today.days == Approx(4 * 365.25).margin(1));
  double paid = 0;
  for (const ToolTrade& t : world.trades.tools) paid += t.value;
  CHECK(paid == Approx(2 * 0.5 * 1e5 * 100 * 0.2 / place.rule.enough_tools));  // at twice the price
  world.lines.node[place.wafers] = 28;
  world.pipeline.capacity.clear();
  place.rule.clear_tools(world);
  CHECK(world.pipeline.capacity[0].capacity == Approx(100));
}

TEST_CASE("tools of a maker are one bill a step where money suffices, and are paid one by one where it is short",
          "[markets]") {
  const auto payments = [](double cash) {
    Foundry place;
    auto& world = place.world;
    const ToolmakerId maker = add_toolmaker(world, "lam", place.tw);
    const AccountId fab = world.fabs.account[place.tsmc];
    world.accounts.balance[static_cast<std::size_t>(Item::deposits)][fab] = from_usd(cash);
    world.trades.tools = {{maker, place.wafers, etch, 4e6}, {maker, place.packages, etch, 1e6}};
    place.rule.settle(world);
    std::vector<double> paid;
    for (const Movement& m : world.movements.rows)
      if (m.from == fab && m.to == world.toolmakers.account[maker] && m.amount.cents > 0)
        paid.push_back(m.amount.usd());
    return paid;
  };
  CHECK(payments(5e6) == std::vector<double>{5e6});
  CHECK(payments(4.9e6) == std::vector<double>{4e6, 1e6});
}

TEST_CASE("a conversion takes the tools of a coarser line of the same place, no more than it may give", "[markets]") {
  Foundry place;
  auto& world = place.world;
  const LineId donor = add_line(world, "tsmc_n7", place.tsmc, place.tw, Product::logic, 7);
  world.lines.tool_shares[place.wafers].assign(kToolClasses, 0.0);
  place.admit();
  world.orders.capacity.push_back({place.wafers, 10, true});
  place.rule.clear_tools(world);
  CHECK(world.lines.capacity[donor] == Approx(1000 - 10 * place.rule.donor_ratio));
  REQUIRE(world.pipeline.capacity.size() == 1);
  CHECK(world.pipeline.capacity[0].capacity == Approx(10));
  CHECK(world.pipeline.capacity[0].due.days - world.today.days == Approx(0.5 * 365.25).margin(1));
  world.orders.capacity = {{place.wafers, 1000, true}};
  world.pipeline.capacity.clear();
  const double before = world.lines.capacity[donor];
  place.rule.clear_tools(world);
  const double given = before * (1 - std::exp(-(1 - place.rule.donor_floor) / 12));
  CHECK(world.lines.capacity[donor] == Approx(before - given));
  CHECK(world.pipeline.capacity[0].capacity == Approx(given / place.rule.donor_ratio));
}
