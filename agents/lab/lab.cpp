#include "agents/lab/lab.hpp"

namespace exarace {

void LabBehaviour::decide(const World& world, LabId lab, Labs& mind, Orders& orders) const {
  if (world.today < world.labs.founded[lab] || world.labs.defaulted[lab]) return;
  repertoire.with(named(world.labs.behaviour[lab], habits.usual),
                  [&](const auto& kind) { kind.decide(world, habits, lab, mind, orders); });
}

}  // namespace exarace
