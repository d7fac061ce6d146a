#include "agents/designer/designer.hpp"

namespace exarace {

Decided<DesignerMind> DesignerBehaviour::decide(const World& world, DesignerId designer) const {
  Decided<DesignerMind> decided{recall<DesignerMind>(world.designers, designer), {}};
  const DesignerId principal = world.designers.front_for[designer];
  if (world.designers.defaulted[designer] || (principal && world.designers.defaulted[principal])) return decided;
  repertoire.with(named(world.designers.behaviour[designer], habits.usual),
                  [&](const auto& kind) { kind.decide(world, habits, designer, decided.mind, decided.orders); });
  return decided;
}

}  // namespace exarace
