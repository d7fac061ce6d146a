#pragma once
/// The few numbers that a run prints.

#include <vector>

#include "scenarios/runner/play/run.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Adds up what the last lines of a run tell.
struct Summary {
  double shipped = 0;       ///< [H100e]
  double china_value = 0;   ///< foreign chips sold to Chinese parents [USD]
  double diverted = 0;      ///< [chips]
  double denied = 0;        ///< [USD]
  double ai_capex = 0;      ///< [USD]
  std::vector<double> gap;  ///< of the last twelve months [month], oldest first

  /// After every step.
  void look(const World& world);
  std::vector<ToldNumber> numbers(const World& world) const;
};

}  // namespace exarace
