#include "agents/designer/book.hpp"

namespace exarace {
namespace {

double nothing(const World&, const DesignerHabits&, SkuId) { return 0; }

}  // namespace

const Fields& BookDesigner::fields() {
  static const Fields none;
  return none;
}

void BookDesigner::decide(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
                          Orders& orders) const {
  decide_for(world, habits, designer, {nothing, nothing, packages_for_orders}, mind, orders);
}

}  // namespace exarace
