#include "agents/fab/fab.hpp"

namespace exarace {

Decided<FabMind> FabBehaviour::decide(const World& world, FabId fab) const {
  Decided<FabMind> decided;
  repertoire.with(named(world.fabs.behaviour[fab], habits.usual),
                  [&](const auto& kind) { kind.decide(world, habits, fab, decided.mind, decided.orders); });
  return decided;
}

}  // namespace exarace
