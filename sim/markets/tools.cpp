#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/after.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/value_at.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/markets/goods.hpp"

namespace exarace {
namespace {

/// What the makers of one tool class could sell to one line.
struct ClassSupply {
  double part = 0;                                        ///< of what the line wants of this class
  std::vector<std::pair<ToolmakerId, double>> suppliers;  ///< with the part that each supplies
};
using Supply = std::array<ClassSupply, kToolClasses>;

/// Part of a class's needs that a maker offers to a line. At home it sells more than its share of the world market.
double offered(const World& world, ToolmakerId maker, LineId line, std::size_t cls, bool advanced) {
  const auto& makers = world.toolmakers;
  const bool home = world.in_china(makers.country[maker]) && world.in_china(world.lines.site[line]);
  const double quality = advanced ? makers.quality[maker] : 1.0;
  return value_at(makers.class_shares[maker], cls) * quality * (home ? makers.home_gain[maker] : 1.0);
}

ClassSupply supply_of(World& world, LineId line, std::size_t cls, double wanted, bool advanced) {
  const auto& makers = world.toolmakers;
  ClassSupply supply;
  supply.suppliers.reserve(makers.size());
  for (const ToolmakerId maker : makers.rows()) {
    const double part = offered(world, maker, line, cls, advanced);
    if (part <= 0) continue;
    const Verdict& verdict = world.admissions.tools(line, offer_of(cls, maker));
    const double open = verdict.answer == Verdict::Answer::permitted ? verdict.share : 0.0;
    if (open > 0) supply.suppliers.push_back({maker, part * open});
    supply.part += part * open;
    if (open < 1)
      world.trades.denials.push_back({verdict.by, Good::tools, makers.account[maker],
                                      world.fabs.account[world.lines.fab[line]], SkuId::none(), 0,
                                      wanted * part * (1 - open)});
  }
  return supply;
}

/// Starts construction of what the tools allow, and writes the trades.
void build(World& world, const CapacityOrder& order, const Supply& supply, double can) {
  auto& lines = world.lines;
  const auto& makers = world.toolmakers;
  const auto& shares = lines.tool_shares[order.line];
  const double cost = order.capacity * can * lines.capacity_cost[order.line];
  double wait = order.conversion ? lines.conversion_time[order.line] : lines.greenfield_time[order.line];
  double tools = 0;
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    for (const auto& [maker, part] : supply[cls].suppliers) {
      const double value = cost * value_at(shares, cls) * part / supply[cls].part;
      if (value <= 0) continue;
      tools += value;
      world.trades.tools.push_back({maker, order.line, static_cast<int>(cls), value * makers.price_index[maker]});
      // A converted line has most of its tools; only new buildings wait for the longest backlog.
      if (!order.conversion)
        wait = std::max(wait, makers.lead_time[maker] + makers.backlog[maker] / std::max(1.0, makers.capacity[maker]));
    }
  }
  const double built = order.capacity * can;
  world.pipeline.capacity.push_back({order.line, built, after(world.today, wait)});
  move(world, order.line, Tools::bought, Tools::on_order, built);
  world.movements.pay(world.fabs.account[lines.fab[order.line]], world.countries.other_inputs[lines.site[order.line]],
                      from_usd(std::max(0.0, cost - tools)), Flow::other_capex);
}

/// Largest coarser line of the same fab at the same place, whose tools a conversion takes; none for stacks and
/// packages.
LineId donor_of(const World& world, LineId line) {
  const auto& lines = world.lines;
  LineId donor = LineId::none();
  if (lines.product[line] != Product::logic) return donor;
  for (const LineId other : lines.rows()) {
    const bool coarser = lines.product[other] == Product::logic && lines.node[other] > lines.node[line];
    if (!coarser || lines.fab[other] != lines.fab[line] || lines.site[other] != lines.site[line]) continue;
    if (!donor || lines.capacity[other] > lines.capacity[donor]) donor = other;
  }
  return donor;
}

/// Takes the tools of a conversion from a mature line; returns the part of the order that they suffice for.
double take_from_donor(World& world, const CapacityOrder& order, const GoodsMarket& rule) {
  const LineId donor = donor_of(world, order.line);
  const double wanted = order.capacity * rule.donor_ratio;
  if (!donor || wanted <= 0) return 1.0;
  const double taken = std::min(wanted, world.lines.capacity[donor] * closing(1 - rule.donor_floor, world.years));
  move(world, donor, Tools::working, Tools::gone, taken);
  return taken / wanted;
}

}  // namespace

void GoodsMarket::clear_tools(World& world) const {
  auto& lines = world.lines;
  for (const CapacityOrder& order : world.orders.capacity) {
    const auto& shares = lines.tool_shares[order.line];
    const double cost = order.capacity * lines.capacity_cost[order.line];
    // Conversion takes tools that the fab has on other lines: no delivery, so nothing for the law to stop.
    if (order.conversion) {
      build(world, order, Supply{}, take_from_donor(world, order, *this));
      continue;
    }
    const bool advanced = lines.product[order.line] == Product::logic && lines.node[order.line] <= advanced_node;
    Supply supply;
    double can = 1.0;
    for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
      if (value_at(shares, cls) <= 0) continue;
      supply[cls] = supply_of(world, order.line, cls, cost * value_at(shares, cls), advanced);
      // A class that nobody sells in the data (a rounding of market shares) does not stop a line.
      can = std::min(can, std::min(1.0, supply[cls].part / enough_tools));
    }
    lines.tool_ceiling[order.line] = smoothed(lines.tool_ceiling[order.line], can, 2.0, world.years);
    if (can > 0) build(world, order, supply, can);
  }
}

void GoodsMarket::settle(World& world) const {
  const auto& lines = world.lines;
  for (const UpstreamTrade& trade : world.trades.upstream) {
    const Flow flow = trade.product == Product::logic ? Flow::wafers
                      : trade.product == Product::hbm ? Flow::hbm_stacks
                                                      : Flow::packaging;
    // The principal of a front pays it what the wafers cost; the dies are the principal's.
    if (const DesignerId principal = world.designers.front_for[trade.buyer]) {
      const AccountId front = world.designers.account[trade.buyer];
      const Money cost = from_usd(trade.units * trade.price);
      world.movements.pay(world.designers.account[principal], front, cost, flow);
    }
    world.movements.pay(world.designers.account[trade.buyer], world.fabs.account[lines.fab[trade.line]],
                        from_usd(trade.units * trade.price), flow);
    // What a front bought is its principal's at once: it leaves the front's stock after it has come in.
    if (world.designers.front_for[trade.buyer])
      world.movements.note(world.designers.account[trade.buyer], from_usd(trade.units * trade.price),
                           Flow::cost_of_sales);
  }
  for (const LineId line : lines.rows()) {
    const FabId fab = lines.fab[line];
    world.movements.pay(world.countries.product_market[world.fabs.country[fab]], world.fabs.account[fab],
                        from_usd(lines.outside_sales[line] * lines.price(line)), Flow::outside_sales);
  }
  // Importers pay tariffs, and take less of what has become dearer.
  for (const Tariff& tariff : world.restrictions.tariffs) {
    const double paid = lines.outside_sales[tariff.line] * lines.unit_price[tariff.line] * tariff.taken;
    world.movements.pay(world.countries.product_market[world.governments.country[tariff.by]],
                        world.governments.account[tariff.by], from_usd(paid), Flow::sales_levy);
    world.trades.tariffs.push_back({tariff.by, tariff.line, paid});
  }
  for (const ToolTrade& trade : world.trades.tools)
    world.movements.pay(world.fabs.account[lines.fab[trade.line]], world.toolmakers.account[trade.seller],
                        from_usd(trade.value), Flow::tools);
}

}  // namespace exarace
