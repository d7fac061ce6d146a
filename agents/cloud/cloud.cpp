#include "agents/cloud/cloud.hpp"

namespace exarace {

Decided<CloudMind> CloudBehaviour::decide(const World& world, CloudId cloud) const {
  Decided<CloudMind> decided{recall<CloudMind>(world.clouds, cloud), {}};
  if (world.clouds.defaulted[cloud]) return decided;
  repertoire.with(named(world.clouds.behaviour[cloud], habits.usual),
                  [&](const auto& kind) { kind.decide(world, habits, cloud, decided.mind, decided.orders); });
  return decided;
}

}  // namespace exarace
