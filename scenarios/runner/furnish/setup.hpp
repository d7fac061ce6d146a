#pragma once
/// Everything that a scenario sets, and the list of its parts.

#include <memory>

#include "agents/minds.hpp"
#include "scenarios/runner/furnish/opening_state.hpp"
#include "scenarios/runner/read/catalogue.hpp"
#include "sim/step/step.hpp"

namespace exarace {

/// Latest end of a run: thirty years past the last year for which drivers are given. They stay as they are from then
/// on, so that more years would say less and less.
inline const Date kLastEnd = make_date(2061, 1, 1);

/// Keys of a run itself.
struct RunKeys {
  Date opening = make_date(2022, 1, 1);
  Date start = make_date(2022, 1, 1);
  Date end = make_date(2031, 1, 1);
  StepLength step = StepLength::month;
  std::int64_t enterprises = 2000;
  std::int64_t seed = 1;
  Date known = kNever;
  static const Fields& fields();
};
template <>
struct ChoiceNames<StepLength> {
  static std::vector<std::string> names() { return {"week", "month", "quarter"}; }
};

/// A world, its rules and its run, as a scenario fills them.
struct Setup {
  RunKeys run;
  OpeningState opening;
  World world;
  Minds minds;
  Laws laws;
  OpeningFleet fleet;
};

/// One line per part: what may stand in a scenario file.
Catalogue catalogue(Setup& setup);

}  // namespace exarace
