#include "scenarios/runner/play/compare.hpp"

#include <mutex>

#include "outputs/file/provenance.hpp"
#include "scenarios/runner/play/course.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

std::uint64_t seed_of(const Scenario& scenario, const CompareOptions& options) {
  if (options.seed) return *options.seed;
  RunOptions how;
  how.threads = 1;
  return static_cast<std::uint64_t>(open_run(scenario, how)->run.seed);
}

/// What all runs are measured by, filled in any order.
class Book {
 public:
  Book(std::size_t sides, std::uint64_t replicates) : values_(sides), replicates_(replicates) {}

  void note(const BatchRun& run, const Recording& recording) {
    const std::vector<Measure> measures = measures_of(recording);
    const std::vector<std::int32_t> years = years_of(recording);
    const std::vector<double> values = yearly_values(recording);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (measures_.empty()) measures_ = measures, years_ = years, covered_ = covered_years(recording);
    if (measures != measures_ || years != years_)
      throw ScenarioError("cannot compare: the scenarios differ in their countries or in the years that they cover");
    std::vector<double>& side = values_[run.side];
    side.resize(values.size() * replicates_);
    for (std::size_t cell = 0; cell < values.size(); ++cell) side[cell * replicates_ + run.replicate] = values[cell];
  }

  /// One side against the first.
  Effects against_first(const std::vector<Scenario>& scenarios, std::size_t side, const CompareOptions& options,
                        const std::string& started) const {
    Effects out;
    out.measures = measures_;
    out.years = years_;
    out.covered = covered_;
    out.seed = *options.seed;
    out.replicates = replicates_;
    out.confidence = options.confidence;
    out.command = cut_paths(options.command);
    out.started = started;
    out.a = {scenarios.front().name, resolved_text(scenarios.front()), values_.front()};
    out.b = {scenarios[side].name, resolved_text(scenarios[side]), values_[side]};
    for (std::size_t cell = 0; cell < measures_.size() * years_.size(); ++cell)
      out.effects.push_back(paired_effect({&out.a.values[cell * replicates_], replicates_},
                                          {&out.b.values[cell * replicates_], replicates_}, out.confidence));
    return out;
  }

 private:
  std::mutex mutex_;
  std::vector<Measure> measures_;
  std::vector<std::int32_t> years_;
  std::vector<double> covered_;
  std::vector<std::vector<double>> values_;  ///< by side: [measure, year, replicate]
  std::uint64_t replicates_;
};

}  // namespace

std::vector<Effects> compare_all(const std::vector<Scenario>& scenarios, CompareOptions options) {
  if (options.replicates < 1) throw ScenarioError("a comparison needs at least one replicate");
  if (scenarios.size() < 2) throw ScenarioError("a comparison needs at least two scenarios");
  const std::string started = utc_now();
  options.seed = seed_of(scenarios.front(), options);
  const std::vector<std::string> told = headline_series();
  options.record.insert(options.record.begin(), told.begin(), told.end());
  Book book(scenarios.size(), options.replicates);
  play_batch(scenarios, options, [&](const BatchRun& run, const Course& course) {
    book.note(run, course.so_far());
    if (options.look) options.look(run, course);
  });
  std::vector<Effects> out;
  for (std::size_t side = 1; side < scenarios.size(); ++side)
    out.push_back(book.against_first(scenarios, side, options, started));
  return out;
}

Effects compare(const Scenario& a, const Scenario& b, const CompareOptions& options) {
  return compare_all({a, b}, options).front();
}

void add_measure(Effects& effects, const Measure& measure, const std::vector<double>& a, const std::vector<double>& b) {
  const std::size_t n = effects.replicates;
  if (a.size() != effects.years.size() * n || b.size() != a.size())
    throw Error("a measure needs a value for every year and replicate");
  effects.measures.push_back(measure);
  effects.a.values.insert(effects.a.values.end(), a.begin(), a.end());
  effects.b.values.insert(effects.b.values.end(), b.begin(), b.end());
  for (std::size_t year = 0; year < effects.years.size(); ++year)
    effects.effects.push_back(paired_effect({&a[year * n], n}, {&b[year * n], n}, effects.confidence));
}

}  // namespace exarace
