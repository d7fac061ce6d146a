#include "scenarios/runner/play/run.hpp"

#include <algorithm>

#include "outputs/file/result.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "scenarios/runner/play/course.hpp"
#include "scenarios/runner/play/parameters.hpp"
#include "scenarios/runner/play/processors.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"
#include "sim/core/random.hpp"
#include "sim/core/rows.hpp"

namespace exarace {
namespace {

/// Lets functions of the user decide for governments, and says so in the events.
void supply(Setup& setup, const std::map<std::string, GovernmentPolicy>& policies) {
  World& world = setup.world;
  for (const auto& [id, policy] : policies) {
    const GovernmentId government = world.governments.find(id);
    if (!government) {
      const std::vector<std::string> known(world.governments.id.begin(), world.governments.id.end());
      throw ScenarioError("policies: there is no government '" + id + "'" + did_you_mean(id, known));
    }
    world.governments.decision[government] = Decision::supplied;
    setup.minds.government.supplied[id] = policy;
    world.events.add({world.today, "supplied", "governments/" + id, "", "", 0, 0, "A function of the user decides."});
  }
}

}  // namespace

std::unique_ptr<Setup> open_run(const Scenario& scenario, const RunOptions& options) {
  // The seed stands in the scenario that is filled with it: random parameters need it before.
  const Node* own = at_path(scenario.document, "run.seed");
  const auto* given = own ? std::get_if<std::int64_t>(&own->value) : nullptr;
  const std::uint64_t seed =
      options.seed.value_or(static_cast<std::uint64_t>(given ? std::max<std::int64_t>(*given, 0) : RunKeys{}.seed));
  const std::uint64_t key = run_seed(seed, options.replicate);
  auto setup = std::make_unique<Setup>();
  fill(catalogue(*setup), scenario, key);
  setup->run.seed = static_cast<std::int64_t>(seed);
  row_threads() = options.threads > 0 ? options.threads : usable_processors();  // a large population is drawn by all
  furnish(*setup, key);
  supply(*setup, options.policies);
  return setup;
}

ResultContent content_of(const Scenario& scenario, const RunOptions& options, Setup& setup, Recording recording,
                         const std::string& started) {
  ResultContent content;
  content.title = scenario.title.empty() ? scenario.name : scenario.title;
  content.recording = std::move(recording);
  content.events = setup.world.events;
  content.denials = denials_of(setup.world);
  content.parameters = parameters_of(catalogue(setup), scenario);
  content.final = final_tables(setup.world);
  content.provenance.scenario = scenario.name;
  content.provenance.scenario_text = resolved_text(scenario);
  content.provenance.seed = static_cast<std::uint64_t>(setup.run.seed);
  content.provenance.replicate = options.replicate;
  content.provenance.command = cut_paths(options.command);
  content.provenance.started = started;
  content.provenance.user_code = !options.policies.empty();
  content.provenance.finished = utc_now();
  return content;
}

RunResult run(const Scenario& scenario, const RunOptions& options) {
  if (!options.output.empty()) check_output(options.output, options.force);
  Course course(scenario, options);
  if (!play(course)) throw Interrupted("interrupted; nothing was kept");
  conclude(course);
  return course.result();
}

}  // namespace exarace
