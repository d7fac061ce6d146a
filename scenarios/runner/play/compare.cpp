#include "scenarios/runner/play/compare.hpp"

#include <algorithm>
#include <mutex>

#include "outputs/file/provenance.hpp"
#include "scenarios/runner/play/course.hpp"
#include "sim/core/error.hpp"
#include "sim/core/tasks.hpp"

namespace exarace {
namespace {

/// What one run is measured by.
struct Told {
  std::vector<Measure> measures;
  std::vector<std::int32_t> years;
  std::vector<double> values;  ///< [measure, year]
};

Told tell(const Scenario& scenario, const CompareOptions& options, std::uint64_t replicate) {
  RunOptions how;
  how.seed = options.seed;
  how.replicate = replicate;
  how.threads = 1;
  how.audit = options.audit;
  how.record = headline_series();
  how.stop = options.stop;
  Course course(scenario, how);
  if (!play(course)) throw Interrupted("interrupted; nothing was kept");
  const Recording& recording = course.so_far();
  return {measures_of(recording), years_of(recording), yearly_values(recording)};
}

std::uint64_t seed_of(const Scenario& scenario, const CompareOptions& options) {
  if (options.seed) return *options.seed;
  RunOptions how;
  how.threads = 1;
  return static_cast<std::uint64_t>(open_run(scenario, how)->run.seed);
}

/// Results of all runs, filled in any order.
class Book {
 public:
  Book(const Scenario& a, const Scenario& b, CompareOptions options) : options_(std::move(options)) {
    options_.seed = seed_of(a, options_);
    effects_.seed = *options_.seed;
    effects_.replicates = options_.replicates;
    effects_.confidence = options_.confidence;
    effects_.command = cut_paths(options_.command);
    effects_.started = utc_now();
    effects_.a = {a.name, resolved_text(a), {}};
    effects_.b = {b.name, resolved_text(b), {}};
  }

  /// One run: the sides of a replicate follow each other.
  void play_one(const Scenario& a, const Scenario& b, std::uint64_t run) {
    const bool second = run % 2 == 1;
    const Told told = tell(second ? b : a, options_, run / 2);
    const std::lock_guard<std::mutex> lock(mutex_);
    note(told, second ? effects_.b : effects_.a, run / 2);
    if (options_.progress) options_.progress(++done_, 2 * options_.replicates);
  }

  Effects finish() && {
    const std::size_t n = options_.replicates;
    for (std::size_t cell = 0; cell < effects_.measures.size() * effects_.years.size(); ++cell)
      effects_.effects.push_back(
          paired_effect({&effects_.a.values[cell * n], n}, {&effects_.b.values[cell * n], n}, options_.confidence));
    return std::move(effects_);
  }

 private:
  void note(const Told& told, Side& side, std::uint64_t replicate) {
    if (effects_.measures.empty()) effects_.measures = told.measures, effects_.years = told.years;
    if (told.measures != effects_.measures || told.years != effects_.years)
      throw ScenarioError("cannot compare: the scenarios differ in their countries or in the years that they cover");
    side.values.resize(told.values.size() * options_.replicates);
    for (std::size_t cell = 0; cell < told.values.size(); ++cell)
      side.values[cell * options_.replicates + replicate] = told.values[cell];
  }

  CompareOptions options_;
  Effects effects_;
  std::mutex mutex_;
  std::uint64_t done_ = 0;
};

}  // namespace

Effects compare(const Scenario& a, const Scenario& b, const CompareOptions& options) {
  if (options.replicates < 1) throw ScenarioError("a comparison needs at least one replicate");
  Book book(a, b, options);
  std::uint64_t next = 0;
  const auto more = [&]() -> std::optional<std::uint64_t> {
    if (next < 2 * options.replicates) return next++;
    return {};
  };
  for_tasks(options.threads > 0 ? options.threads : processors(), more,
            [&](std::uint64_t run) { book.play_one(a, b, run); });
  return std::move(book).finish();
}

}  // namespace exarace
