#pragma once
/// What must hold between keys and tables of a world, once every key alone is right.

#include "scenarios/runner/read/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// A key that holds a day.
struct DayKey {
  const char* key;
  Date day;
  bool said = true;  ///< false where it stands for "none"
};

/// Complains about `then` where it lies before `first`, or on the same day if that may not be.
void check_order(const DayKey& first, const DayKey& then, const Complain& complain, bool same_day = true);

/// Somebody rules: a government at home, or that of the union.
void check_country(const World& world, CountryId row, const Complain& complain);

/// Its days follow each other, and the firms, materials and instruments that it names can be meant.
void check_instrument(const World& world, InstrumentId row, const Complain& complain);

}  // namespace exarace
