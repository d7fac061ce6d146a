#include "agents/designer/forecast.hpp"

#include "agents/designer/front.hpp"
#include "agents/designer/generation.hpp"
#include "agents/designer/inputs.hpp"
#include "agents/designer/list.hpp"
#include "agents/designer/variant.hpp"

namespace exarace {
namespace {

/// Whether a foundry refused this designer in the last step.
bool was_refused(const World& world, DesignerId designer) {
  for (const Denial& denial : world.trades.denials)
    if (denial.good == Good::dies && denial.buyer == world.designers.account[designer]) return true;
  return false;
}

}  // namespace

void decide_for(const World& world, const DesignerHabits& habits, DesignerId designer, const Expectation& expect,
                DesignerMind& mind, Orders& orders) {
  post_list(world, habits, designer, mind);
  if (was_refused(world, designer))
    mind.closed_until = Date{world.today.days + static_cast<int>(habits.closed_time * 365.25)};
  if (world.designers.front_for[designer]) return order_for_principal(world, habits, designer, expect, orders);
  order_inputs(world, habits, designer, expect, mind, orders);
  plan_generation(world, habits, designer, orders);
  if (world.mechanisms.on(Mechanism::compliant_variants)) plan_variant(world, habits, designer, mind, orders);
}

const Fields& ForecastDesigner::fields() {
  static const Fields none;
  return none;
}

void ForecastDesigner::decide(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
                              Orders& orders) const {
  decide_for(world, habits, designer, {forecast, opening_forecast, packages_for_orders}, mind, orders);
}

}  // namespace exarace
