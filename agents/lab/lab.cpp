#include "agents/lab/lab.hpp"

namespace exarace {

Decided<LabMind> LabBehaviour::decide(const World& world, LabId lab) const {
  Decided<LabMind> decided{recall<LabMind>(world.labs, lab), {}};
  if (world.today < world.labs.founded[lab] || world.labs.defaulted[lab]) return decided;
  repertoire.with(named(world.labs.behaviour[lab], habits.usual),
                  [&](const auto& kind) { kind.decide(world, habits, lab, decided.mind, decided.orders); });
  return decided;
}

}  // namespace exarace
