/// Ensembles: one scenario with many seeds, kept small.

#include "python/bindings/batch.hpp"

#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "outputs/record/recorder.hpp"
#include "python/bindings/bindings.hpp"
#include "python/bindings/listener.hpp"
#include "python/bindings/outcome.hpp"
#include "scenarios/runner/play/course.hpp"
#include "scenarios/runner/play/draws.hpp"

namespace exarace::python {

BatchPolicies::~BatchPolicies() {
  const py::gil_scoped_acquire python;
  made_.clear();
  make_ = py::object();
}

std::function<std::map<std::string, GovernmentPolicy>(const BatchRun&)> BatchPolicies::factory() {
  if (make_.is_none()) return {};
  return [this](const BatchRun& run) {
    const py::gil_scoped_acquire python;
    const auto decide = make_(run.side, run.replicate).cast<std::map<std::string, py::object>>();
    auto policies = std::make_unique<Policies>(decide);
    auto out = policies->for_run();
    const std::lock_guard<std::mutex> lock(mutex_);
    made_.push_back(std::move(policies));
    return out;
  };
}

void set_batch(BatchOptions& options, const std::vector<Scenario>& scenarios, std::uint64_t replicates,
               std::optional<std::uint64_t> seed, int threads, bool audit, const std::vector<std::string>& record,
               GivenDraws draws) {
  options.replicates = replicates;
  options.seed = seed;
  options.threads = allowed_threads(threads);
  options.audit = audit;
  options.record = record;
  for (const Scenario& scenario : scenarios) check_draws("draws", draws.first, blank_catalogue(), scenario);
  options.draws = without_differing({std::move(draws.first), std::move(draws.second)}, scenarios);
}

namespace {

/// A run of an ensemble: its series to the seven digits that files keep, and what is told of it.
struct EnsembleRun {
  struct Kept {
    Record about;  ///< without values
    std::vector<std::size_t> shape;
    std::vector<float> values;
  };
  std::vector<Date> days;
  Axes axes;
  std::vector<Kept> series;
  std::vector<ToldNumber> summary;
  std::uint64_t seed = 0;
};

EnsembleRun ensemble_run(const Course& course) {
  Recording recording = course.recording();
  EnsembleRun out;
  out.days = recording.days();
  for (Record& record : recording.records) {
    EnsembleRun::Kept kept{{}, recording.shape(record), {record.values.begin(), record.values.end()}};
    record.values.clear();
    kept.about = std::move(record);
    out.series.push_back(std::move(kept));
  }
  out.axes = std::move(recording.axes);
  RunResult told = course.result();
  out.summary = std::move(told.summary);
  out.seed = told.seed;
  return out;
}

std::vector<std::shared_ptr<EnsembleRun>> ensemble(const Scenario& scenario, std::uint64_t replicates,
                                                   std::optional<std::uint64_t> seed, int threads, bool audit,
                                                   const std::vector<std::string>& record, GivenDraws draws,
                                                   py::object policies, py::object progress) {
  Listener listener(std::move(progress));
  BatchPolicies made(std::move(policies));
  BatchOptions options;
  set_batch(options, {scenario}, replicates, seed, threads, audit, record, std::move(draws));
  options.policies = made.factory();
  options.progress = [&listener](std::uint64_t done, std::uint64_t all) {
    listener(static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(all));
  };
  std::vector<std::shared_ptr<EnsembleRun>> out(replicates);
  const py::gil_scoped_release others_may_run;
  play_batch({scenario}, options, [&out](const BatchRun& run, const Course& course) {
    out[run.replicate] = std::make_shared<EnsembleRun>(ensemble_run(course));
  });
  return out;
}

/// What is recorded: (name, dimensions, unit, about), time first.
py::list series_of(const EnsembleRun& member) {
  py::list out;
  for (const EnsembleRun::Kept& kept : member.series) {
    std::vector<std::string> dims = {"time"};
    for (const Dim dim : kept.about.dims) dims.emplace_back(dim_name(dim));
    out.append(py::make_tuple(kept.about.name, dims, kept.about.unit, kept.about.about));
  }
  return out;
}

/// Values of a series [time, dims...], read-only, not copied.
py::array values_of(const py::object& self, std::size_t number) {
  const auto& member = self.cast<const EnsembleRun&>();
  const EnsembleRun::Kept& kept = member.series.at(number);
  py::array out(py::dtype::of<float>(), kept.shape, kept.values.data(), self);
  out.attr("flags").attr("writeable") = false;
  return out;
}

std::map<std::string, std::vector<std::string>> labels_of(const EnsembleRun& member) {
  std::map<std::string, std::vector<std::string>> labels;
  for (const EnsembleRun::Kept& kept : member.series)
    for (const Dim dim : kept.about.dims) labels[std::string(dim_name(dim))] = member.axes[dim].ids;
  return labels;
}

}  // namespace

void bind_batch(py::module_& module) {
  py::class_<EnsembleRun, std::shared_ptr<EnsembleRun>>(module, "Member")
      .def("series", &series_of)
      .def("labels", &labels_of)
      .def("values", &values_of, py::arg("number"))
      .def("days",
           [](const EnsembleRun& m) {
             std::vector<std::int32_t> days;
             for (const Date day : m.days) days.push_back(day.days);
             return days;
           })
      .def_readonly("seed", &EnsembleRun::seed)
      .def("summary", [](const EnsembleRun& m) { return summary_rows(m.summary); });
  module.def("ensemble", &ensemble, py::arg("scenario"), py::kw_only(), py::arg("replicates"), py::arg("seed"),
             py::arg("threads"), py::arg("audit"), py::arg("record"), py::arg("draws"), py::arg("policies"),
             py::arg("progress"));
}

}  // namespace exarace::python
