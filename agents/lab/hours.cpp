#include "agents/lab/hours.hpp"

#include <algorithm>

namespace exarace {

void share_hours(const World& world, const LabHabits& habits, LabId lab, bool trains, LabMind& mind) {
  // Service comes first where users want more than its share gives.
  const double wanted = habits.serving_share / std::max(habits.least_quality, world.labs.quality[lab]);
  const double served = std::max(habits.serving_share, std::min(habits.most_serving, wanted));
  mind.serving_part = served;
  mind.training_part = trains ? std::min(habits.run_share, 1 - served) : 0.0;
}

bool plan_run(const World& world, const LabHabits& habits, LabId lab, Orders& orders) {
  const auto& labs = world.labs;
  if (labs.run_target[lab] > 0) return true;
  if (labs.research_hours[lab] <= 0) return false;
  const double late = years_between(labs.last_run[lab], world.today) - habits.run_interval;
  if (late < -world.years / 2) return false;
  const double hours = (labs.research_hours[lab] + labs.training_hours[lab]) / world.years;
  const double flop =
      hours * habits.run_share / (1 - habits.serving_share) * habits.run_length * flop_per_hour(world.technology);
  // Starts and ends fall on steps; what that shifts is carried over, so that cycles keep their length.
  orders.runs.push_back({lab, flop, std::clamp(late, -world.years, world.years)});
  return flop > 0;
}

}  // namespace exarace
