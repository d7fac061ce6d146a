#include "agents/lab/group.hpp"

namespace exarace {

const Fields& GroupLab::fields() {
  static const Fields none;
  return none;
}

void GroupLab::decide(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) const {
  decide_alike(world, habits, lab, mind, orders);
  if (!world.labs.owned[lab]) return;
  const CloudId home = world.labs.home_cloud[lab];
  const GroupId group = world.labs.group[lab] ? world.labs.group[lab] : world.clouds.group[home];
  for (const CloudId cloud : world.clouds.rows())
    if (cloud == home || (group && world.clouds.group[cloud] == group)) ask_own_cloud(world, lab, cloud, orders);
}

}  // namespace exarace
