#include "sim/markets/goods.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/logic_lines.hpp"
#include "sim/state/outside_demand.hpp"

namespace exarace {
namespace {

/// One designer's wish at one line.
struct LineWish {
  std::size_t order;
  DesignerId buyer;
  double units;
  double value;
  double share;  ///< of the order that is meant for this line
};

using Candidates = std::vector<std::pair<LineId, double>>;

/// Lines that could serve an order, with the weight by which the order is split among them, in place of those that were
/// `found` for another order.
void find_candidates(const World& world, const UpstreamOrder& order, LogicLines& logic, Candidates& found) {
  const auto& lines = world.lines;
  found.clear();
  if (order.product == Product::logic) {
    const LineId line = order.fab ? logic.at(order.fab, world.skus.node[order.sku]) : logic.of(order.sku);
    if (line) found.push_back({line, 1.0});
    return;
  }
  // Packages are made on the side where the dies are made; stacks wherever the law lets them come from.
  const CountryId foundry = world.fabs.country[world.skus.foundry[order.sku]];
  const bool chinese = world.in_china(foundry);
  for (const LineId line : lines.rows()) {
    if (lines.product[line] != order.product || lines.capacity[line] <= 0) continue;
    if (order.product == Product::packaging && world.in_china(lines.site[line]) != chinese) continue;
    found.push_back({line, lines.capacity[line]});
  }
}

/// Capacity of a packaging wafer, in packages, shrinks with the area of the package.
double units_per_capacity(const World& world, LineId line, const UpstreamOrder& order) {
  if (world.lines.product[line] != Product::packaging) return 1.0;
  const double area = world.skus.die_area[order.sku] * world.skus.dies_per_package[order.sku];
  // Chips without HBM need no interposer.
  return world.lines.units_per_wafer[line] *
         packages_per_capacity(world.technology, area, world.skus.hbm_stacks[order.sku] > 0);
}

/// Splits an order among the lines that were `found` for it.
void split_order(const World& world, std::size_t index, Candidates& found, std::vector<std::vector<LineWish>>& wishes,
                 Trades& trades) {
  const UpstreamOrder& order = world.orders.upstream[index];
  double total = 0;
  for (auto& [line, weight] : found) {
    const Verdict& verdict = world.admissions.lines(order.buyer, line);
    if (verdict.answer == Verdict::Answer::permitted) {
      weight *= verdict.share;
    } else {
      const Good good = order.product == Product::hbm ? Good::hbm : Good::dies;
      double all = 0;
      for (const auto& other : found) all += other.second;
      const double part = all > 0 ? order.units * weight / all : 0;
      trades.denials.push_back({verdict.by, good, world.fabs.account[world.lines.fab[line]],
                                world.designers.account[order.buyer], order.sku, part,
                                part / units_per_capacity(world, line, order) * world.lines.price(line)});
      weight = 0;
    }
    total += weight;
  }
  for (const auto& [line, weight] : found)
    if (weight > 0)
      wishes[line.index].push_back({index, order.buyer, order.units * weight / total, order.value, weight / total});
}

/// Grants booked shares first, then the rest; both by the allocation rule.
std::vector<double> grant(const World& world, LineId line, const std::vector<LineWish>& wishes, double supply,
                          const GoodsMarket& rule) {
  std::vector<double> granted(wishes.size()), worth;
  if (wishes.empty()) return granted;
  for (const LineWish& wish : wishes)
    worth.push_back(rule.allocation == Allocation::by_weight ? math::pow(std::max(wish.value, 1e-9), rule.worth_power)
                                                             : wish.value);
  if (world.lines.product[line] == Product::packaging) {
    std::vector<Bid> own;
    std::vector<std::size_t> at;
    for (const DesignerId designer : world.designers.rows()) {
      own.clear();
      at.clear();
      for (std::size_t i = 0; i < wishes.size(); ++i)
        if (wishes[i].buyer == designer) own.push_back({wishes[i].units, worth[i]}), at.push_back(i);
      ration(own, rule.booked * world.designers.packaging_share[designer] * supply, rule.allocation);
      for (std::size_t i = 0; i < at.size(); ++i) granted[at[i]] = own[i].granted;
    }
  }
  double left = supply;
  std::vector<Bid> rest;
  rest.reserve(wishes.size());
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    left -= granted[i];
    rest.push_back({wishes[i].units - granted[i], worth[i]});
  }
  ration(rest, std::max(0.0, left), rule.allocation);
  for (std::size_t i = 0; i < wishes.size(); ++i) granted[i] += rest[i].granted;
  return granted;
}

}  // namespace

const Fields& GoodsMarket::fields() {
  using T = GoodsMarket;
  static const Fields all = {
      key("allocation", &T::allocation).about("How a line's capacity is shared after booked shares."),
      key("worth_power", &T::worth_power)
          .range(0, 3)
          .about(
              "Power of what a unit is worth to its buyer in the weight of its wish, with `by_weight`: makers sell by "
              "agreements at one price, in which a buyer's margin counts for little.")
          .assumed()
          .prior(triangular(0, 0.3, 1)),
      key("booked", &T::booked)
          .range(0, 1)
          .prior(triangular(0.4, 0.8, 1))
          .about("Part of a designer's past share of packaging that stays booked.")
          .assumed(),
      key("advanced_node", &T::advanced_node)
          .unit("nm")
          .range(1, 100)
          .about("Lines at or below need tools of full quality.")
          .sourced("bis_2022_10", "2022-10"),
      key("enough_tools", &T::enough_tools)
          .range(0.1, 1)
          .about("Part of what a line wants of a class of tools with which it counts as supplied.")
          .assumed()
          .prior(triangular(0.75, 0.9, 1)),
      key("donor_ratio", &T::donor_ratio)
          .range(0, 10)
          .about("Mature wafers given up for one of a line that is made from their tools.")
          .assumed()
          .prior(lognormal(1.3, 0.2)),
      key("donor_floor", &T::donor_floor)
          .range(0, 1)
          .about("Part of a mature line that no conversion takes within a year.")
          .assumed()
          .prior(triangular(0.3, 0.5, 0.7)),
      key("donor_use", &T::donor_use)
          .range(0, 1)
          .prior(triangular(0.5, 0.8, 1))
          .about("Part of the tools of a donor line that a converted line can use.")
          .assumed(),
      key("donor_limit", &T::donor_limit)
          .range(1, 50)
          .prior(lognormal(8, 0.4))
          .about("Most donors whose tools stand in for classes that the law closes, over those of any conversion.")
          .assumed(),
  };
  return all;
}

void GoodsMarket::clear_lines(World& world) const {
  auto& lines = world.lines;
  const double months = world.years * 12;
  std::vector<std::vector<LineWish>> wishes(lines.size());
  LogicLines logic(world);
  Candidates found;
  for (std::size_t i = 0; i < world.orders.upstream.size(); ++i) {
    const UpstreamOrder& order = world.orders.upstream[i];
    world.signals.binding_input[order.lacks_hbm ? bound_by_hbm : bound_by_dies] += order.missed;
    find_candidates(world, order, logic, found);
    split_order(world, i, found, wishes, world.trades);
  }
  for (const LineId line : lines.rows()) {
    auto& mine = wishes[line.index];
    double asked = 0;
    for (LineWish& wish : mine) {
      wish.units /= units_per_capacity(world, line, world.orders.upstream[wish.order]);
      asked += wish.units;
    }
    const double other = outside_demand(world, line, world.today) * months;
    const double supply = lines.working(line) * months;
    // Buyers outside the model have contracts too: what is short is short for all in proportion.
    const double share = asked + other > supply ? asked / (asked + other) : 1.0;
    const auto granted = grant(world, line, mine, supply * share, *this);
    double used = 0;
    for (std::size_t i = 0; i < mine.size(); ++i) {
      const UpstreamOrder& order = world.orders.upstream[mine[i].order];
      if (lines.product[line] == Product::packaging)
        world.signals.binding_input[bound_by_packaging] +=
            std::max(0.0, mine[i].units - granted[i]) * units_per_capacity(world, line, order);
      if (granted[i] <= 0) continue;
      used += granted[i];
      const double packed = granted[i] * units_per_capacity(world, line, order);
      const double units = lines.product[line] == Product::logic ? packed : std::floor(packed + 0.5);
      const double price = lines.price(line) * granted[i] / std::max(packed, 1e-12);
      if (units > 0) world.trades.upstream.push_back({order.buyer, line, lines.product[line], order.sku, units, price});
    }
    const double outside = std::min(other, std::max(0.0, supply - used));
    lines.outside_sales[line] = outside;
    // What was not asked for, because another input is missing, still tells the maker of packages what is wanted.
    double missed = 0;
    if (lines.product[line] == Product::packaging)
      for (const LineWish& wish : mine) {
        const UpstreamOrder& order = world.orders.upstream[wish.order];
        missed += order.missed * wish.share / units_per_capacity(world, line, order);
      }
    lines.orders[line] = (asked + missed + other) / months;
    lines.utilisation[line] = supply > 0 ? std::min(1.0, (used + outside) / supply) : 0.0;
  }
}

}  // namespace exarace
