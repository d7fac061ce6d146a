#pragma once
/// The few numbers that a run prints.

#include <vector>

#include "scenarios/runner/run.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Adds up what the last lines of a run tell.
class Summary {
 public:
  /// After every step.
  void look(const World& world);
  std::vector<KeyNumber> numbers(const World& world) const;

 private:
  double shipped_ = 0, china_value_ = 0, diverted_ = 0, denied_ = 0, ai_capex_ = 0;
};

}  // namespace exarace
