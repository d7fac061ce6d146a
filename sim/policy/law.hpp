#pragma once
/// Which instruments are law, which are in sight, and a set of them arranged for judging.

#include "sim/state/world.hpp"

namespace exarace {

/// Day on whose eve a step's law is read: the middle of the step. What binds later in it is law from the next one on,
/// as delays are rounded to the nearest step.
Date law_day(const World& world);
/// Whether an instrument binds on the eve of a day.
bool in_force(const Instruments& regimes, InstrumentId id, Date day);
/// Whether a suspension holds then.
bool is_stayed(const Instruments& regimes, InstrumentId id, Date day);
/// Whether goods that were ordered before may still ship.
bool is_saved(const Instruments& regimes, InstrumentId id, Date day);

/// Probability, as agents see it on the eve of `tomorrow`, that an instrument that is not law yet will be within
/// `years`: its hazard while it is only reported or proposed, its certainty once a day is announced.
double closing_probability(const Instruments& regimes, InstrumentId id, Date tomorrow, double years);

/// By instrument: in force in the present step, and its mechanism on.
std::vector<std::uint8_t> active_now(const World& world);
/// Arranges a set of instruments.
Law arrange(const World& world, std::vector<std::uint8_t> active);
/// Arranges a set of instruments in place of `law`, if it is another one or something about it has changed.
void update(const World& world, Law& law, std::vector<std::uint8_t> active);
/// Instruments among `rules` on chips that can catch a SKU.
std::vector<InstrumentId> catching(const World& world, const std::vector<InstrumentId>& rules, SkuId sku);

}  // namespace exarace
