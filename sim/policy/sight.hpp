#pragma once
/// What may become law: seen by agents as hazards.

#include "sim/policy/finding.hpp"

namespace exarace {

/// Instruments that may become law, and the law as it would then be.
struct Sight {
  const Law& law;
  std::vector<InstrumentId> pending;
  std::vector<std::uint8_t> is_pending;  ///< by instrument
};

/// What is in sight on the eve of the next step, beside what is in force; arranges the law that is foreseen.
Sight look_ahead(World& world);
/// Probability that what is in sight closes a case within `years`; the case must stand under `sight.law`.
double hazard_of(const Sight& sight, const Case& c, double years);

/// Fills what fabs, designers and clouds read about tools, HBM, service, people, rental and minerals.
void publish_industry(const World& world, const Sight& sight, Restrictions& out);

}  // namespace exarace
