#include "scenarios/runner/sweep/plan_layout.hpp"

#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"

namespace exarace {

SweepLayout layout_of(const std::vector<const Series*>& chosen, const std::vector<std::string>& reductions,
                      const Scenario& scenario) {
  SweepLayout layout;
  layout.kept = kept_of(chosen, reductions);
  const auto setup = open_run(scenario, {});
  const Calendar& calendar = setup->world.calendar;
  for (std::uint32_t step = 0; step <= calendar.steps(); ++step) layout.days.push_back(calendar.first_day(step));
  layout.axes = axes_of(setup->world);
  return layout;
}

}  // namespace exarace
