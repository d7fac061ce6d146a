#pragma once
/// From whom a lab may rent: exclusivity with its home cloud, and the law.

#include "sim/state/world.hpp"

namespace exarace {

/// Whether a lab has promised to rent nowhere else than from its home cloud, and the promise still holds. Part of
/// rivalry (M22).
inline bool bound_elsewhere(const World& world, LabId lab, CloudId cloud) {
  return cloud != world.labs.home_cloud[lab] && world.today < world.labs.exclusive_until[lab] &&
         world.mechanisms.on(Mechanism::rivalry);
}

/// Whether a cloud belongs to the group that owns a lab.
inline bool of_own_group(const World& world, LabId lab, CloudId cloud) {
  if (!world.labs.owned[lab]) return false;
  const CloudId home = world.labs.home_cloud[lab];
  const GroupId group = world.labs.group[lab] ? world.labs.group[lab] : world.clouds.group[home];
  return cloud == home || (group && world.clouds.group[cloud] == group);
}

/// Part of a lab's rental from an operator that the law and the lab's own promises let pass: none, all, or what goes
/// through unknown renters.
inline double admitted(const World& world, LabId lab, CloudId cloud) {
  if (bound_elsewhere(world, lab, cloud)) return 0.0;
  const Verdict& verdict = world.admissions.rental(lab, cloud);
  return verdict.answer == Verdict::Answer::permitted ? verdict.share : 0.0;
}

}  // namespace exarace
