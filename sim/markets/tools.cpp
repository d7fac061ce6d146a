#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/after.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/value_at.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/markets/goods.hpp"
#include "sim/state/tool_makers.hpp"

namespace exarace {
namespace {

/// What the makers of one tool class could sell to one line.
struct ClassSupply {
  double part = 0;                                        ///< of what the line wants of this class
  std::vector<std::pair<ToolmakerId, double>> suppliers;  ///< with the part that each supplies
};
using Supply = std::array<ClassSupply, kToolClasses>;

void find_supply(World& world, LineId line, std::size_t cls, const std::vector<ToolmakerId>& makers_of_class,
                 double wanted, bool advanced, ClassSupply& supply) {
  const auto& makers = world.toolmakers;
  for (const ToolmakerId maker : makers_of_class) {
    const double part = offered_part(world, maker, line, cls, advanced);
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
}

/// Supply of all classes that a line wants for what `cost` buys [USD], in place of what `supply` said of another line.
void find_supply_for(World& world, const std::array<std::vector<ToolmakerId>, kToolClasses>& makers, LineId line,
                     double cost, bool advanced, Supply& supply) {
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    supply[cls].part = 0;
    supply[cls].suppliers.clear();
    const double wanted = cost * value_at(world.lines.tool_shares[line], cls);
    if (wanted > 0) find_supply(world, line, cls, makers[cls], wanted, advanced, supply[cls]);
  }
}

/// Part of a class that a line can buy. A class that nobody sells in the data (a rounding of market shares) stops no
/// line.
double buyable(const ClassSupply& supply, double enough) { return std::min(1.0, supply.part / enough); }

/// What a unit of capacity takes.
struct Recipe {
  double possible = 1;                        ///< part of what is wanted that can be equipped
  double donors = 0;                          ///< wafers a month of the donor line whose tools it takes
  std::array<double, kToolClasses> bought{};  ///< by class [USD]
  double stripped = 0;                        ///< of the donors those that lose tools of closed classes alone
  std::array<double, kToolClasses> lost{};    ///< what those lose, by class, at their own line's prices [USD]
};

double price_of_class(const World& world, LineId line, std::size_t cls) {
  return world.lines.capacity_cost[line] * value_at(world.lines.tool_shares[line], cls);
}

/// A new building: all its tools are bought, and the scarcest class sets how much can be equipped.
Recipe new_building(const World& world, LineId line, const Supply& supply, double enough) {
  Recipe recipe;
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    recipe.bought[cls] = price_of_class(world, line, cls);
    if (recipe.bought[cls] > 0) recipe.possible = std::min(recipe.possible, buyable(supply[cls], enough));
  }
  return recipe;
}

/// A conversion of a neighbour that stands outside the model (memory, older packages): its tools do a part of every
/// class but bonding, which it does not have. The rest is bought; of what the law closes more neighbours are taken, and
/// of bonding less can be equipped.
Recipe from_neighbour(const World& world, LineId line, const Supply& supply, const GoodsMarket& rule) {
  Recipe recipe;
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    recipe.bought[cls] = price_of_class(world, line, cls);
    if (recipe.bought[cls] <= 0) continue;
    const double open = buyable(supply[cls], rule.enough_tools);
    if (cls == ToolClass::bonding)
      recipe.possible = std::min(recipe.possible, open);
    else
      recipe.bought[cls] *= (1 - rule.donor_use) * open;
  }
  return recipe;
}

/// A conversion: what the donor's tools do not do is bought, and of a class that the law closes so many donors are
/// taken that their tools suffice.
Recipe conversion(const World& world, LineId line, LineId donor, const Supply& supply, const GoodsMarket& rule) {
  if (!donor) return from_neighbour(world, line, supply, rule);
  Recipe recipe;
  recipe.donors = rule.donor_ratio;
  const auto given = [&](std::size_t cls) { return rule.donor_use * price_of_class(world, donor, cls); };
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    const double needed = price_of_class(world, line, cls);
    if (needed <= 0) continue;
    const double open = buyable(supply[cls], rule.enough_tools);
    if (given(cls) > 0)
      recipe.donors = std::max(recipe.donors, needed * (1 - open) / given(cls));
    else
      recipe.possible = std::min(recipe.possible, open);
  }
  recipe.possible = std::min(recipe.possible, rule.donor_limit * rule.donor_ratio / recipe.donors);
  for (std::size_t cls = 0; cls < kToolClasses; ++cls)
    recipe.bought[cls] = std::max(0.0, price_of_class(world, line, cls) - recipe.donors * given(cls));
  recipe.stripped = recipe.donors - rule.donor_ratio;
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    const double closed = price_of_class(world, line, cls) * (1 - buyable(supply[cls], rule.enough_tools));
    if (given(cls) > 0) recipe.lost[cls] = std::max(0.0, closed - rule.donor_ratio * given(cls)) / rule.donor_use;
  }
  return recipe;
}

/// Time until a maker delivers what is ordered today [year].
double delivery_time(const World& world, ToolmakerId maker) {
  const auto& makers = world.toolmakers;
  return makers.lead_time[maker] + makers.backlog[maker] / std::max(1.0, makers.capacity[maker]);
}

/// Starts construction of what the tools allow, and writes the trades.
void build(World& world, const CapacityOrder& order, const Recipe& recipe, const Supply& supply, double built,
           double wait_for_donor) {
  auto& lines = world.lines;
  const auto& makers = world.toolmakers;
  double wait = order.conversion ? std::max(lines.conversion_time[order.line], wait_for_donor)
                                 : lines.greenfield_time[order.line];
  double tools = 0;
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    tools += recipe.donors > 0 ? price_of_class(world, order.line, cls) : recipe.bought[cls];
    for (const auto& [maker, part] : supply[cls].suppliers) {
      const double value = built * recipe.bought[cls] * part / supply[cls].part * makers.price_index[maker];
      if (value <= 0) continue;
      world.trades.tools.push_back({maker, order.line, static_cast<int>(cls), value});
      // A converted line has most of its tools; only new buildings wait for the longest backlog.
      if (!order.conversion) wait = std::max(wait, delivery_time(world, maker));
    }
  }
  world.pipeline.capacity.push_back({order.line, built, after(world.today, wait)});
  move(world, order.line, Tools::bought, Tools::on_order, built);
  // Halls and moving cost what tools do not; tools of a neighbour outside the model are paid for here too.
  const double others = std::max(0.0, lines.capacity_cost[order.line] - tools);
  world.movements.pay(world.fabs.account[lines.fab[order.line]], world.countries.other_inputs[lines.site[order.line]],
                      from_usd(built * others), Flow::other_capex);
}

/// Takes the tools of a conversion from its donor line; returns the capacity that they suffice for.
double take_from_donor(World& world, LineId donor, double donors, double wanted, double floor) {
  const double asked = wanted * donors;
  if (!donor || asked <= 0) return wanted;
  const double taken = std::min(asked, world.lines.capacity[donor] * closing(1 - floor, world.years));
  move(world, donor, Tools::working, Tools::gone, taken);
  return wanted * taken / asked;
}

/// Part of what stripped donors lose that is bought anew for their own line before it is moved: as far as the line is
/// used, and the law lets it; what is closed for a fine line is often open for a coarse one.
double replaceable(World& world, LineId donor, const Recipe& recipe, double wanted, Supply& supply,
                   const std::array<std::vector<ToolmakerId>, kToolClasses>& makers, const GoodsMarket& rule) {
  const bool advanced = world.lines.node[donor] <= rule.advanced_node;
  double part = world.lines.utilisation[donor];
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    supply[cls].part = 0;
    supply[cls].suppliers.clear();
    if (recipe.lost[cls] <= 0) continue;
    find_supply(world, donor, cls, makers[cls], wanted * recipe.lost[cls], advanced, supply[cls]);
    part = std::min(part, buyable(supply[cls], rule.enough_tools));
  }
  return part;
}

/// Buys what stripped donors lose; returns how long that takes [year].
double replace(World& world, LineId donor, const Recipe& recipe, const Supply& supply, double replaced) {
  double wait = 0;
  for (std::size_t cls = 0; cls < kToolClasses; ++cls)
    for (const auto& [maker, part] : supply[cls].suppliers) {
      const double value = replaced * recipe.lost[cls] * part / supply[cls].part * world.toolmakers.price_index[maker];
      if (value <= 0) continue;
      world.trades.tools.push_back({maker, donor, static_cast<int>(cls), value});
      wait = std::max(wait, delivery_time(world, maker));
    }
  return wait;
}

/// One bill a step for what a fab buys from a toolmaker, where its money suffices for all that it is to pay: who is
/// short pays trade by trade, and owes to those that come last.
void pay_tools(World& world) {
  Grid<FabId, ToolmakerId, Money> bills;
  bills.assign(world.fabs.size(), world.toolmakers.size());
  std::vector<Money> due(world.accounts.size());
  for (const Movement& movement : world.movements.rows) due[movement.from.index] += movement.amount;
  for (const ToolTrade& trade : world.trades.tools) {
    const Money value = from_usd(trade.value);
    const FabId fab = world.lines.fab[trade.line];
    bills(fab, trade.seller) += value;
    due[world.fabs.account[fab].index] += value;
  }
  std::vector<Flag> can_pay;
  for (const FabId fab : world.fabs.rows()) {
    const AccountId payer = world.fabs.account[fab];
    can_pay.push_back(due[payer.index] <= world.accounts.spendable(payer));
  }
  for (const ToolTrade& trade : world.trades.tools) {
    const FabId fab = world.lines.fab[trade.line];
    const AccountId payer = world.fabs.account[fab], maker = world.toolmakers.account[trade.seller];
    if (!can_pay[fab.index]) {
      world.movements.pay(payer, maker, from_usd(trade.value), Flow::tools);
    } else if (Money& bill = bills(fab, trade.seller); bill.cents != 0) {
      world.movements.pay(payer, maker, bill, Flow::tools);
      bill = {};
    }
  }
}

}  // namespace

void GoodsMarket::clear_tools(World& world) const {
  auto& lines = world.lines;
  const auto makers = makers_by_class(world);
  Supply supply, at_donor;
  for (const CapacityOrder& order : world.orders.capacity) {
    const bool advanced = lines.product[order.line] == Product::logic && lines.node[order.line] <= advanced_node;
    const LineId donor = order.conversion ? donor_of(world, order.line) : LineId::none();
    const double cost = order.capacity * lines.capacity_cost[order.line];
    find_supply_for(world, makers, order.line, cost, advanced, supply);
    const Recipe recipe = order.conversion ? conversion(world, order.line, donor, supply, *this)
                                           : new_building(world, order.line, supply, enough_tools);
    lines.tool_ceiling[order.line] = smoothed(lines.tool_ceiling[order.line], recipe.possible, 2.0, world.years);
    const double wanted = order.capacity * recipe.possible;
    const double replaced =
        recipe.stripped > 0 ? replaceable(world, donor, recipe, wanted, at_donor, makers, *this) : 0.0;
    const double built = take_from_donor(world, donor, recipe.donors - replaced * recipe.stripped, wanted, donor_floor);
    if (built <= 0) continue;
    const double wait = replaced > 0 ? replace(world, donor, recipe, at_donor, built * replaced) : 0.0;
    build(world, order, recipe, supply, built, wait);
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
  pay_tools(world);
}

}  // namespace exarace
