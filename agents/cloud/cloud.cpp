#include "agents/cloud/cloud.hpp"

namespace exarace {

void CloudBehaviour::decide(const World& world, CloudId cloud, Clouds& mind, Orders& orders) const {
  if (world.clouds.defaulted[cloud]) return;
  repertoire.with(named(world.clouds.behaviour[cloud], habits.usual),
                  [&](const auto& kind) { kind.decide(world, habits, cloud, mind, orders); });
}

}  // namespace exarace
