#include "agents/designer/inputs.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"

namespace exarace {
namespace {

using Plan = DesignerPlan;

/// Dies of one kind that should be there or under way, and the worth of the dearest package with it [USD].
struct DieNeed {
  double dies = 0, worth = 0;
};

/// Wafers below which an order is none.
constexpr double kLeastWafers = 0.05;

/// Good dies that it expects of a wafer (its own records: yield at the line's published defect density).
double dies_per_wafer(const World& world, LineId line, SkuId die) {
  return std::max(0.05, good_dies(world, line, die));
}

/// Whether foundries refuse it what a SKU is made of: then it asks for none of that for a while.
bool shut_out(const World& world, DesignerId designer, SkuId sku) {
  return world.today < world.designers.closed_until[designer] && !made_at_home(world, designer, sku);
}

/// Turns worth into weight: a designer's plans keep their mean worth, and differ by a power of their own.
void weigh(std::vector<Plan>& plans, double power) {
  double units = 0, worth = 0, powers = 0;
  for (const Plan& plan : plans) {
    units += plan.now;
    worth += plan.now * plan.worth;
    powers += plan.now * math::pow(plan.worth, power);
  }
  if (units <= 0) return;
  for (Plan& plan : plans) plan.worth = worth / powers * math::pow(plan.worth, power);
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

/// Packages with stacks that can be started [1/year].
double startable(const World& world, DesignerId designer) {
  double rate = 0;
  for (const SkuId sku : world.skus.rows())
    if (world.skus.designer[sku] == designer && world.skus.hbm_stacks[sku] > 0)
      rate += std::max(world.skus.shipment_rate[sku],
                       double(world.skus.packages_in_process[sku]) / world.technology.packaging_cycle);
  return rate;
}

/// By die: what should be there or under way for all plans.
std::vector<DieNeed> die_needs(const World& world, const DesignerHabits& habits, DesignerId designer,
                               const std::vector<Plan>& plans) {
  const auto& skus = world.skus;
  double backlog = 0, forecasts = 0;  // of packages with stacks
  for (const Plan& plan : plans) {
    if (skus.hbm_stacks[plan.sku] <= 0) continue;
    backlog += plan.ahead;
    forecasts += plan.expected;
  }
  // Wafers are started for what can be packaged, with headroom, not for the whole book and all that may be ordered.
  const double rate = startable(world, designer);
  const double of_book = rate > 0 ? std::min(1.0, habits.book_time * rate / std::max(1.0, backlog)) : 1.0;
  const double of_forecast = rate > 0 ? std::min(1.0, habits.die_headroom * rate / std::max(1.0, forecasts)) : 1.0;
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

void order_packages(const World& world, const DesignerHabits& habits, DesignerId designer, std::vector<Plan>& plans,
                    Orders& orders) {
  const auto& skus = world.skus;
  weigh(plans, habits.worth_weight);
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

void order_stacks(const World& world, const DesignerHabits& habits, DesignerId designer, const std::vector<Plan>& plans,
                  double worth, DesignerMind& mind, Orders& orders) {
  const auto& skus = world.skus;
  double due = 0, rate = 0, hoard = 0;
  SkuId last = SkuId::none();
  for (const Plan& plan : plans) {
    if (shut_out(world, designer, plan.sku)) continue;
    const double stacks = skus.hbm_stacks[plan.sku];
    // Stacks are asked for no faster than packages have been started: stock that waits for packaging helps nobody.
    const double starts =
        double(skus.packages_in_process[plan.sku]) / world.technology.packaging_cycle + skus.sales_rate[plan.sku];
    due += std::min(plan.by_dies, habits.stack_pace * starts * world.years) * stacks;
    rate += plan.expected * stacks;
    hoard += needs_of_hoard(world, habits, plan.sku, plan.expected) * stacks;
    if (stacks > 0) last = plan.sku;
  }
  if (!last) return;
  mind.ban_hazard = world.in_china(world.designers.parent[designer]) ? world.restrictions.hbm_hazard : 0.0;
  const double stock = double(world.designers.hbm_stock[designer]);
  const double target = due * habits.stack_margin + rate * habits.hbm_buffer + hoard * mind.ban_hazard;
  // An order is a rate under an agreement: what will be used, and a part of the gap in the stock; what is due now, and
  // what a ban may cut off before the next order, is wanted at once.
  const double gap = std::max(0.0, target - stock);
  const double pace = closing(std::max(habits.stack_speed, habits.hoard_speed * mind.ban_hazard), world.years);
  const double wanted = std::max(std::min(gap, rate * world.years) + std::max(0.0, gap - rate * world.years) * pace,
                                 due * habits.stack_margin - stock);
  if (wanted >= 1) orders.upstream.push_back({designer, Product::hbm, last, std::floor(wanted), worth});
}

void order_wafers(const World& world, const DesignerHabits& habits, DesignerId designer, LineId line, SkuId die,
                  const DieNeed& need, Orders& orders) {
  if (!line || shut_out(world, designer, die)) return;
  const double per_wafer = dies_per_wafer(world, line, die);
  const double have = double(world.skus.dies[die]) + world.skus.wafers_in_process[die] * per_wafer;
  const double wafers = (need.dies - have) / per_wafer * closing(habits.wafer_speed, world.years);
  if (wafers >= kLeastWafers) orders.upstream.push_back({designer, Product::logic, die, wafers, need.worth});
}

}  // namespace

void order_inputs(const World& world, const DesignerHabits& habits, DesignerId designer, const Expectation& expect,
                  DesignerMind& mind, Orders& orders) {
  LogicLines lines(world);
  std::vector<Plan> plans = plans_of(world, habits, designer, expect, lines);
  const std::vector<DieNeed> needs = die_needs(world, habits, designer, plans);
  const double stack_worth = worth_of_stack(plans, world.skus);
  order_packages(world, habits, designer, plans, orders);
  for (const SkuId die : world.skus.rows())
    if (needs[die.index].dies > 0) order_wafers(world, habits, designer, lines.of(die), die, needs[die.index], orders);
  order_stacks(world, habits, designer, plans, stack_worth, mind, orders);
}

}  // namespace exarace
