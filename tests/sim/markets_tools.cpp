#include "sim/markets/goods.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A Chinese fab with a mature line and one at 7 nm, and two makers of tools, of which the law closes the foreign one.
struct Equipped {
  World world = small_world(make_date(2024, 6, 1));
  CountryId cn = world.countries.find("cn");
  FabId smic = add_fab(world, "smic", cn);
  LineId mature = add_line(world, "mature", smic, cn, Product::logic, 28);
  LineId fine = add_line(world, "fine", smic, cn, Product::logic, 7);
  ToolmakerId foreign = add_toolmaker(world, "asml", world.countries.find("tw"));
  ToolmakerId domestic = add_toolmaker(world, "naura", cn);
  GoodsMarket rule;

  Equipped() {
    auto& lines = world.lines;
    for (const LineId line : {mature, fine}) {
      lines.tool_shares[line] = {0, 0.2, 0.2, 0.2, 0, 0.1, 0, 0, 0};
      lines.class_service[line].assign(kToolClasses, 1.0);
      lines.conversion_time[line] = 0.5;
      lines.greenfield_time[line] = 2;
      lines.utilisation[line] = 1;
    }
    lines.capacity[mature] = 1e5;
    lines.capacity_cost[mature] = 6e4;
    lines.capacity_cost[fine] = 2.4e5;
    for (const ToolmakerId maker : {foreign, domestic}) {
      world.toolmakers.price_index[maker] = world.toolmakers.quality[maker] = world.toolmakers.home_gain[maker] = 1;
      world.toolmakers.capacity[maker] = 1e10;
    }
    world.toolmakers.class_shares[foreign].assign(kToolClasses, 0.9);
    world.toolmakers.class_shares[domestic].assign(kToolClasses, 0.1);
    open(fine, 1);
  }
  /// What the law lets through of foreign tools for a line.
  void open(LineId line, double share) {
    auto& verdicts = world.admissions.tools;
    if (verdicts.values.empty()) verdicts.assign(world.lines.size(), kToolClasses * world.toolmakers.size());
    for (std::size_t cls = 0; cls < kToolClasses; ++cls) verdicts(line, offer_of(cls, foreign)).share = share;
  }
  void convert(double capacity) {
    world.orders.capacity = {{fine, capacity, true}};
    rule.clear_tools(world);
  }
  double bought(ToolmakerId maker) const {
    double sum = 0;
    for (const ToolTrade& trade : world.trades.tools)
      if (trade.seller == maker) sum += trade.value;
    return sum;
  }
};

}  // namespace

TEST_CASE("a conversion takes tools of the mature line and buys what these cannot do", "[markets]") {
  Equipped fab;
  fab.convert(100);
  CHECK(fab.world.lines.capacity_on_order[fab.fine] == Approx(100));
  CHECK(1e5 - fab.world.lines.capacity[fab.mature] == Approx(100 * fab.rule.donor_ratio));
  const double given = fab.rule.donor_ratio * fab.rule.donor_use * 6e4;
  CHECK(fab.bought(fab.foreign) + fab.bought(fab.domestic) == Approx(100 * 0.7 * (2.4e5 - given)));
}

TEST_CASE("of classes that the law closes more donors are taken, up to a limit", "[markets]") {
  Equipped open, half, shut;
  half.open(half.fine, 0.5);
  shut.open(shut.fine, 0);
  for (Equipped* fab : {&half, &shut}) fab->open(fab->mature, 0);  // nothing is replaced
  for (Equipped* fab : {&open, &half, &shut}) fab->convert(100);
  const auto taken = [](const Equipped& fab) { return 1e5 - fab.world.lines.capacity[fab.mature]; };
  CHECK(taken(half) > 1.4 * taken(open));
  CHECK(taken(shut) > taken(half));
  CHECK(half.world.lines.capacity_on_order[half.fine] == Approx(100));
  CHECK(half.bought(half.foreign) < open.bought(open.foreign));
  Equipped strict;
  strict.rule.donor_limit = 2;
  strict.open(strict.fine, 0);
  strict.open(strict.mature, 0);
  strict.convert(100);
  CHECK(strict.world.lines.capacity_on_order[strict.fine] < 100);
  CHECK(strict.world.lines.capacity_on_order[strict.fine] > 0);
}

TEST_CASE("what donors lose of closed classes alone is bought anew for their line, as far as it is used and open",
          "[markets]") {
  Equipped shut, open, idle, slow;
  for (Equipped* fab : {&shut, &open, &idle, &slow}) fab->open(fab->fine, 0);
  shut.open(shut.mature, 0);
  idle.world.lines.utilisation[idle.mature] = 0.5;
  slow.world.toolmakers.lead_time[slow.foreign] = 1.5;
  for (Equipped* fab : {&shut, &open, &idle, &slow}) fab->convert(100);
  const auto taken = [](const Equipped& fab) { return 1e5 - fab.world.lines.capacity[fab.mature]; };
  const auto wait = [](const Equipped& fab) {
    return years_between(fab.world.today, fab.world.pipeline.capacity.at(0).due);
  };
  CHECK(taken(open) == Approx(100 * open.rule.donor_ratio));
  // Where the law closes the line too, makers at home supply a tenth.
  const double stripped = (taken(shut) - taken(open)) / (1 - 0.1 / open.rule.enough_tools);
  CHECK(stripped > 100);
  CHECK(taken(idle) == Approx(taken(open) + stripped / 2));
  CHECK(open.bought(open.foreign) > shut.bought(shut.foreign));
  CHECK(open.world.pipeline.capacity.at(0).capacity == Approx(100));
  // Tools are moved once their replacement is there.
  CHECK(wait(open) == Approx(0.5).margin(0.01));
  CHECK(wait(slow) == Approx(1.5).margin(0.01));
}

TEST_CASE("a conversion without a donor in the model buys what neighbours lack, as far as the law lets it",
          "[markets]") {
  Equipped fab;
  auto& lines = fab.world.lines;
  const LineId stacks = add_line(fab.world, "stacks", fab.smic, fab.world.countries.find("cn"), Product::hbm, 0);
  lines.tool_shares[stacks] = {0, 0, 0.4, 0.2, 0, 0, 0, 0.1, 0};
  lines.class_service[stacks].assign(kToolClasses, 1.0);
  lines.capacity_cost[stacks] = 3000;
  lines.conversion_time[stacks] = 0.5;
  const auto build = [&](double share) {
    fab.world.admissions.tools.values.clear();
    fab.open(stacks, share);
    fab.world.trades.tools.clear();
    lines.capacity_on_order[stacks] = 0;
    fab.world.orders.capacity = {{stacks, 100, true}};
    fab.rule.clear_tools(fab.world);
    return double(lines.capacity_on_order[stacks]);
  };
  CHECK(build(1) == Approx(100));
  const double bought = 0.6 * (1 - fab.rule.donor_use) + 0.1;
  CHECK(fab.bought(fab.foreign) + fab.bought(fab.domestic) == Approx(100 * 3000 * bought));
  // Of what the law closes neighbours do more, of bonding nobody.
  CHECK(build(0.5) == Approx(100 * 0.55 / fab.rule.enough_tools));
  lines.tool_shares[stacks] = {0, 0, 0.4, 0.2, 0, 0, 0, 0, 0};
  CHECK(build(0.5) == Approx(100));
  CHECK(fab.bought(fab.foreign) + fab.bought(fab.domestic) < 100 * 3000 * 0.6 * (1 - fab.rule.donor_use));
}
