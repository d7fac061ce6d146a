#include "sim/policy/sight.hpp"

#include "sim/policy/mechanism.hpp"

namespace exarace {

Sight look_ahead(World& world) {
  Sight sight{world.regimes.foreseen, {}, {}};
  auto active = world.regimes.law.active;
  sight.is_pending.assign(world.regimes.size(), 0);
  for (const InstrumentId id : world.regimes.rows()) {
    if (active[id.index] || !mechanism_on(world, id)) continue;
    if (closing_probability(world.regimes, id, world.tomorrow(), world.regimes.outlook.farthest) <= 0) continue;
    sight.pending.push_back(id);
    active[id.index] = sight.is_pending[id.index] = 1;
  }
  if (!sight.pending.empty()) update(world, world.regimes.foreseen, std::move(active));
  return sight;
}

double hazard_of(const Sight& sight, const Case& c, double years) {
  double stays_open = 1.0;
  std::vector<InstrumentId> via;
  const auto found = [&](InstrumentId id, const Ruling& said) {
    const double stopped = said.caught * (1.0 - clear(c, id, said, via).share);
    stays_open *= 1.0 - stopped * closing_probability(c.regimes(), id, c.world.tomorrow(), years);
  };
  each_finding(c, found, [&](InstrumentId id) { return sight.is_pending[id.index] != 0; });
  return 1.0 - stays_open;
}

}  // namespace exarace
