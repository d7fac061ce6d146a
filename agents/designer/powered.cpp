#include "agents/designer/powered.hpp"

namespace exarace {

const Fields& PoweredDesigner::fields() {
  static const Fields none;
  return none;
}

void PoweredDesigner::decide(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
                             Orders& orders) const {
  decide_for(world, habits, designer, {forecast, opening_forecast, packages_for_power}, mind, orders);
}

}  // namespace exarace
