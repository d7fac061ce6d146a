#pragma once
/// Stories that nobody would write: random law, dates, targets, budgets, shocks and keys over the baseline.

#include <cstdint>
#include <string>

#include "scenarios/runner/read/scenario.hpp"

namespace exarace::support {

/// A scenario and the text that gives it again: a file that extends the baseline.
struct RandomStory {
  Scenario scenario;
  std::string text;
};

/// The random story of that number: the same one every time. Every value lies within the range that its key declares;
/// keys that come to the model later are drawn without more. Rows of some tables are turned round, so that markets
/// clear in another order.
RandomStory random_story(std::uint64_t number);

/// The wide story of that number: no law of its own, but numbers of keys and rows from anywhere in their ranges, and an
/// end up to 2061.
RandomStory wide_story(std::uint64_t number);

}  // namespace exarace::support
