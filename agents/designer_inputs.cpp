#include <algorithm>
#include <cmath>

#include "agents/designer.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {

/// What a designer would start of one SKU in this step.
struct DesignerBehaviour::Plan {
  SkuId sku;
  double expected;       ///< sales [chips/year]
  double ahead;          ///< packages wanted in all, for the book
  double later;          ///< packages for which wafers should be under way or in the bank
  double now;            ///< packages wanted in this step
  double worth;          ///< of one [USD]
  double by_dies = 0;    ///< packages for which there are dies
  double by_stacks = 0;  ///< packages for which there are dies and stacks
};

namespace {

using Plan = DesignerBehaviour::Plan;

/// Good dies that it expects of a wafer (its own records: yield at the line's published defect density).
double dies_per_wafer(const World& world, SkuId die) {
  const LineId line = logic_line(world, die);
  if (!line) return 1;
  return std::max(0.05, good_dies(world, line, die));
}

bool at_home(const World& world, DesignerId designer, SkuId sku) {
  return world.countries.bloc[world.fabs.country[world.skus.foundry[sku]]] ==
         world.countries.bloc[world.designers.parent[designer]];
}

/// Whether foundries refuse it what a SKU is made of: then it asks for none of that for a while.
bool shut_out(const World& world, DesignerId designer, SkuId sku) {
  return world.today < world.designers.closed_until[designer] && !at_home(world, designer, sku);
}

/// Foreign fab with the largest line of about the principal's node.
FabId front_fab(const World& world, DesignerId principal) {
  FabId best = FabId::none();
  double most = 0;
  for (const LineId line : world.lines.rows()) {
    if (world.lines.product[line] != Product::logic || world.lines.node[line] != 7) continue;
    if (world.fabs.country[world.lines.fab[line]] == world.designers.parent[principal]) continue;
    if (world.lines.capacity[line] > most) most = world.lines.capacity[line], best = world.lines.fab[line];
  }
  return best;
}

/// Turns worth into weight: a designer's plans keep their mean worth, and differ by a power of their own.
void weigh(std::vector<Plan>& plans, double power) {
  double units = 0, worth = 0, powers = 0;
  for (const Plan& plan : plans) {
    units += plan.now;
    worth += plan.now * plan.worth;
    powers += plan.now * std::pow(plan.worth, power);
  }
  if (units <= 0) return;
  for (Plan& plan : plans) plan.worth = worth / powers * std::pow(plan.worth, power);
}

/// Shares a designer's HBM among its plans in proportion to wish times worth; what one cannot use goes to the others.
void share_stacks(std::vector<Plan>& plans, const Skus& skus, double stock) {
  std::vector<Plan*> open;
  for (Plan& plan : plans) {
    if (skus.hbm_stacks[plan.sku] > 0 && plan.by_dies > 0)
      open.push_back(&plan);
    else
      plan.by_stacks = plan.by_dies;
  }
  while (!open.empty()) {
    double weight = 0;
    for (const Plan* plan : open) weight += plan->by_dies * plan->worth * skus.hbm_stacks[plan->sku];
    const double per_weight = stock / weight;
    const auto served =
        std::stable_partition(open.begin(), open.end(), [&](const Plan* plan) { return per_weight * plan->worth < 1; });
    if (served == open.end()) {
      for (Plan* plan : open) plan->by_stacks = plan->by_dies * per_weight * plan->worth;
      return;
    }
    for (auto plan = served; plan != open.end(); ++plan) {
      (*plan)->by_stacks = (*plan)->by_dies;
      stock -= (*plan)->by_dies * skus.hbm_stacks[(*plan)->sku];
    }
    open.erase(served, open.end());
  }
}

/// Worth of the dearest SKU that takes stacks, by stack [USD].
double worth_of_stack(const std::vector<Plan>& plans, const Skus& skus) {
  double most = 1;
  for (const Plan& plan : plans)
    if (skus.hbm_stacks[plan.sku] > 0 && plan.now > 0) most = std::max(most, plan.worth / skus.hbm_stacks[plan.sku]);
  return most;
}

}  // namespace

double DesignerBehaviour::startable(const World& world, DesignerId designer) const {
  double rate = 0;
  for (const SkuId sku : world.skus.rows())
    if (world.skus.designer[sku] == designer && world.skus.hbm_stacks[sku] > 0)
      rate += std::max(world.skus.shipment_rate[sku],
                       double(world.skus.packages_in_process[sku]) / world.technology.packaging_cycle);
  return rate;
}

std::vector<DesignerBehaviour::Plan> DesignerBehaviour::plans_of(const World& world, DesignerId designer) const {
  const auto& skus = world.skus;
  std::vector<Plan> plans;
  for (const SkuId sku : skus.rows()) {
    if (skus.designer[sku] != designer) continue;
    const double until = years_between(world.today, skus.launch[sku]);
    if (until <= 0 && !skus.on_sale[sku] && skus.backlog[sku] <= 0) continue;
    const LineId line = logic_line(world, skus.die[sku]);
    const double cycle = line ? world.lines.cycle_time[line] : 0.0;
    const bool coming = until > 0 && until < cycle + world.technology.packaging_cycle + 0.1;
    if (!coming && !skus.on_sale[sku] && skus.backlog[sku] <= 0) continue;
    const double expected = coming ? opening_forecast(world, sku) : forecast(world, sku);
    const double packages =
        until > world.technology.packaging_cycle + 0.1 ? 0.0 : packages_wanted(world, sku, expected);
    plans.push_back({sku, expected, packages, expected * (cycle + die_bank_time), packages * closing(6.0, world.years),
                     worth(world, sku)});
  }
  return plans;
}

std::vector<DesignerBehaviour::DieNeed> DesignerBehaviour::die_needs(const World& world, DesignerId designer,
                                                                     const std::vector<Plan>& plans) const {
  const auto& skus = world.skus;
  double backlog = 0, forecasts = 0;  // of packages with stacks
  for (const Plan& plan : plans) {
    if (skus.hbm_stacks[plan.sku] <= 0) continue;
    backlog += plan.ahead;
    forecasts += plan.expected;
  }
  // Wafers are started for what can be packaged, with headroom, not for the whole book and all that may be ordered.
  const double rate = startable(world, designer);
  const double of_book = rate > 0 ? std::min(1.0, 0.5 * rate / std::max(1.0, backlog)) : 1.0;
  const double of_forecast = rate > 0 ? std::min(1.0, die_headroom * rate / std::max(1.0, forecasts)) : 1.0;
  std::vector<DieNeed> needs(skus.size());
  for (const Plan& plan : plans) {
    const bool stacked = skus.hbm_stacks[plan.sku] > 0;
    const double packages = stacked ? of_book * plan.ahead + of_forecast * plan.later : plan.ahead + plan.later;
    DieNeed& need = needs[skus.die[plan.sku].index];
    need.dies += packages * skus.dies_per_package[plan.sku];
    need.worth = std::max(need.worth, plan.worth);
  }
  return needs;
}

void DesignerBehaviour::order_packages(const World& world, DesignerId designer, std::vector<Plan>& plans,
                                       Orders& orders) const {
  const auto& skus = world.skus;
  weigh(plans, worth_weight);
  // SKUs of one die share it in proportion.
  std::vector<double> wanted(skus.size());
  for (const Plan& plan : plans) wanted[skus.die[plan.sku].index] += plan.now * skus.dies_per_package[plan.sku];
  for (Plan& plan : plans) {
    const SkuId die = skus.die[plan.sku];
    plan.by_dies = plan.now * std::min(1.0, double(skus.dies[die]) / std::max(1.0, wanted[die.index]));
  }
  share_stacks(plans, skus, double(world.designers.hbm_stock[designer]));
  for (const Plan& plan : plans) {
    const double can = plan.by_stacks;
    const bool lacks_hbm = plan.by_dies - can > plan.now - plan.by_dies;
    if (plan.now >= 1)
      orders.upstream.push_back(
          {designer, Product::packaging, plan.sku, std::floor(can), plan.worth, plan.now - can, lacks_hbm});
  }
}

void DesignerBehaviour::order_stacks(const World& world, DesignerId designer, const std::vector<Plan>& plans,
                                     double worth, DesignerMind& mind, Orders& orders) const {
  const auto& skus = world.skus;
  double due = 0, rate = 0;
  SkuId last = SkuId::none();
  for (const Plan& plan : plans) {
    if (shut_out(world, designer, plan.sku)) continue;
    const double stacks = skus.hbm_stacks[plan.sku];
    // Stacks are asked for no faster than packages have been started: stock that waits for packaging helps nobody.
    const double starts =
        double(skus.packages_in_process[plan.sku]) / world.technology.packaging_cycle + skus.sales_rate[plan.sku];
    due += std::min(plan.by_dies, 1.5 * starts * world.years) * stacks;
    rate += plan.expected * stacks;
    if (stacks > 0) last = plan.sku;
  }
  if (!last) return;
  mind.ban_hazard = world.in_china(world.designers.parent[designer]) ? world.restrictions.hbm_hazard : 0.0;
  const double target = due * 1.5 + rate * (hbm_buffer + hoard_time * mind.ban_hazard);
  const double wanted = std::max(0.0, target - double(world.designers.hbm_stock[designer]));
  if (wanted >= 1) orders.upstream.push_back({designer, Product::hbm, last, std::floor(wanted), worth});
}

void DesignerBehaviour::order_inputs(const World& world, DesignerId designer, DesignerMind& mind,
                                     Orders& orders) const {
  std::vector<Plan> plans = plans_of(world, designer);
  const std::vector<DieNeed> needs = die_needs(world, designer, plans);
  const double stack_worth = worth_of_stack(plans, world.skus);
  order_packages(world, designer, plans, orders);
  for (const SkuId die : world.skus.rows())
    if (needs[die.index].dies > 0)
      order_wafers(world, designer, die, needs[die.index].dies, needs[die.index].worth, orders);
  order_stacks(world, designer, plans, stack_worth, mind, orders);
}

double DesignerBehaviour::worth(const World& world, SkuId sku) const {
  const auto& skus = world.skus;
  const double margin = skus.posted_price[sku] - skus.unit_cost[sku];
  if (world.designers.merchant[skus.designer[sku]]) return std::max(1.0, margin);
  // An internal designer counts what its group would pay outside for the same work.
  double cheapest = 1e300;
  for (const SkuId other : skus.rows())
    if (skus.on_sale[other] && skus.datacentre[other] && world.designers.merchant[skus.designer[other]] &&
        skus.ecosystem[other] == Ecosystem::cuda && skus.hbm_stacks[other] > 0)
      cheapest = std::min(cheapest, skus.posted_price[other] / skus.serving_rate[other]);
  return cheapest < 1e299 ? std::max(1.0, cheapest * skus.serving_rate[sku] - skus.unit_cost[sku])
                          : std::max(1.0, margin);
}

double DesignerBehaviour::packages_wanted(const World& world, SkuId sku, double expected) const {
  const auto& skus = world.skus;
  const auto stock = static_cast<double>(skus.maker_stock[sku]);
  const double under_way = double(skus.packages_in_process[sku]) * 0.9 + stock;
  const double ordered = expected * (world.technology.packaging_cycle + stock_time) + skus.backlog[sku];
  // Where finished chips pile up although they are ordered, buyers lack sites: then it plans on what leaves the stock.
  const double leaving = skus.shipment_rate[sku] * (world.technology.packaging_cycle + stock_time);
  const double piled = std::clamp(stock / std::max(1.0, skus.shipment_rate[sku] * stock_time) - 1, 0.0, 1.0);
  return std::max(0.0, (1 - piled) * ordered + piled * leaving - under_way);
}

void DesignerBehaviour::order_wafers(const World& world, DesignerId designer, SkuId die, double needed, double value,
                                     Orders& orders) const {
  const LineId line = logic_line(world, die);
  if (!line || shut_out(world, designer, die)) return;
  const double have = double(world.skus.dies[die]) + world.skus.wafers_in_process[die] * dies_per_wafer(world, die);
  const double wafers = (needed - have) / dies_per_wafer(world, die) * closing(12.0, world.years);
  if (wafers >= 0.05) orders.upstream.push_back({designer, Product::logic, die, wafers, value});
}

void DesignerBehaviour::order_for_principal(const World& world, DesignerId front, Orders& orders) const {
  const DesignerId principal = world.designers.front_for[front];
  const bool refused = world.today < world.designers.closed_until[front];  // by foundries; stacks come from others
  for (const SkuId sku : world.skus.rows()) {
    if (world.skus.designer[sku] != principal || !world.skus.datacentre[sku] || world.skus.die[sku] != sku) continue;
    // A front begins about as long before the launch as a wafer takes, and asks for what the home line does not give.
    const double until = years_between(world.today, world.skus.launch[sku]);
    if (until > 0.5 || !at_home(world, principal, sku)) continue;
    const double wanted = std::max(front_rate, 2.0 * forecast(world, sku) * world.skus.dies_per_package[sku]);
    const double wafers = wanted * world.years / dies_per_wafer_abroad;
    if (!world.skus.on_sale[sku] && until <= 0) continue;
    if (!refused)
      orders.upstream.push_back({front, Product::logic, sku, wafers, 5000, 0, false, front_fab(world, principal)});
    // Stacks for a while, and for the time that an expected ban would bite.
    const double need = (forecast(world, sku) + world.skus.backlog[sku]) * world.skus.hbm_stacks[sku];
    const double target = need * (front_cover + hoard_time * world.restrictions.hbm_hazard);
    const double gap = std::max(0.0, target - double(world.designers.hbm_stock[principal]));
    const double stacks = std::floor(need * world.years + gap * closing(6.0, world.years));
    const double worth_of_stack = worth(world, sku) / std::max(1.0, world.skus.hbm_stacks[sku]);
    if (stacks >= 1) orders.upstream.push_back({front, Product::hbm, sku, stacks, 2 * worth_of_stack});
  }
}

}  // namespace exarace
