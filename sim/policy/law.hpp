#pragma once
/// Which instruments are law, which are in sight, and a set of them arranged for judging.

#include "sim/state/world.hpp"

namespace exarace {

/// Whether an instrument binds in the step that begins on `today` and ends before `tomorrow`.
bool in_force(const Instruments& regimes, InstrumentId id, Date tomorrow);
/// Whether a suspension holds in that step.
bool is_stayed(const Instruments& regimes, InstrumentId id, Date tomorrow);
/// Whether goods that were ordered before may still ship.
bool is_saved(const Instruments& regimes, InstrumentId id, Date tomorrow);

/// Probability, as agents see it on the eve of `tomorrow`, that an instrument that is not in force will be within
/// `years`: its hazard while it is only reported or proposed, its certainty once a day is announced.
double closing_probability(const Instruments& regimes, InstrumentId id, Date tomorrow, double years);

/// By instrument: in force in the present step, and its mechanism on.
std::vector<std::uint8_t> active_now(const World& world);
/// Arranges a set of instruments.
Law arrange(const World& world, std::vector<std::uint8_t> active);
/// Instruments among `rules` on chips that can catch a SKU.
std::vector<InstrumentId> catching(const World& world, const std::vector<InstrumentId>& rules, SkuId sku);

}  // namespace exarace
