#include "scenarios/runner/play/batch.hpp"

#include <mutex>

#include "scenarios/runner/play/course.hpp"
#include "scenarios/runner/play/draws.hpp"
#include "scenarios/runner/play/processors.hpp"
#include "sim/core/error.hpp"
#include "sim/core/tasks.hpp"

namespace exarace {

void play_batch(const std::vector<Scenario>& scenarios, const BatchOptions& options,
                const std::function<void(const BatchRun&, const Course&)>& look) {
  const std::uint64_t all = scenarios.size() * options.replicates;
  std::mutex telling;
  std::uint64_t next = 0, done = 0;
  const auto more = [&]() -> std::optional<std::uint64_t> {
    if (next < all) return next++;
    return {};
  };
  const auto play_one = [&](std::uint64_t number) {
    const BatchRun run{static_cast<std::size_t>(number % scenarios.size()), number / scenarios.size()};
    RunOptions how;
    how.seed = options.seed;
    how.replicate = run.replicate;
    how.threads = 1;
    how.audit = options.audit;
    how.record = options.record;
    how.stop = options.stop;
    if (options.policies) how.policies = options.policies(run);
    const Scenario& side = scenarios[run.side];
    Course course(options.draws.size() > 0 ? with_draw(side, options.draws, run.replicate) : side, how);
    if (!play(course)) throw Interrupted("interrupted; nothing was kept");
    look(run, course);
    const std::lock_guard<std::mutex> one_at_a_time(telling);
    ++done;
    if (options.progress) options.progress(done, all);
  };
  for_tasks(options.threads > 0 ? options.threads : usable_processors(), more, play_one);
}

}  // namespace exarace
