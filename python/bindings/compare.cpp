/// Scenarios under the same seeds.

#include "scenarios/runner/play/compare.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "python/bindings/batch.hpp"
#include "python/bindings/bindings.hpp"
#include "python/bindings/listener.hpp"
#include "python/bindings/outcome.hpp"
#include "scenarios/runner/command/effects_text.hpp"
#include "scenarios/runner/play/course.hpp"

namespace exarace::python {
namespace {

using Sides = std::vector<std::shared_ptr<Scenario>>;

/// Hands each finished run to Python: (side, replicate, outcome).
std::function<void(const BatchRun&, const Course&)> shown_to(const py::object& look) {
  if (look.is_none()) return {};
  return [&look](const BatchRun& run, const Course& course) {
    auto outcome = std::make_shared<Outcome>();
    outcome->content = course.content();
    outcome->run = course.result();
    const py::gil_scoped_acquire python;
    look(run.side, run.replicate, std::move(outcome));
  };
}

std::vector<std::shared_ptr<Effects>> compare_in_memory(const Sides& sides, std::uint64_t replicates,
                                                        std::optional<std::uint64_t> seed, int threads, bool audit,
                                                        const std::vector<std::string>& record, double confidence,
                                                        const std::string& command, GivenDraws draws,
                                                        py::object policies, const py::object& look,
                                                        py::object progress) {
  Listener listener(std::move(progress));
  BatchPolicies made(std::move(policies));
  CompareOptions options;
  std::vector<Scenario> scenarios;
  for (const auto& side : sides) scenarios.push_back(*side);
  set_batch(options, scenarios, replicates, seed, threads, audit, record, std::move(draws));
  options.confidence = confidence;
  options.command = {command};
  options.policies = made.factory();
  options.look = shown_to(look);
  options.progress = [&listener](std::uint64_t done, std::uint64_t all) {
    listener(static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(all));
  };
  const py::gil_scoped_release others_may_run;
  std::vector<std::shared_ptr<Effects>> out;
  for (Effects& effects : compare_all(scenarios, options)) out.push_back(std::make_shared<Effects>(std::move(effects)));
  return out;
}

/// Rows of the table: (measure, unit, year, a, b, effect, low, high, errors, reduction).
py::list rows_of(const Effects& effects) {
  py::list out;
  for (std::size_t m = 0; m < effects.measures.size(); ++m)
    for (std::size_t year = 0; year < effects.years.size(); ++year) {
      const Effect& e = effects.at(m, year);
      const Measure& measure = effects.measures[m];
      out.append(py::make_tuple(measure.name, effects.years[year], measure.unit, e.a, e.b, e.effect, e.low, e.high,
                                e.error, e.unpaired_error, e.reduction));
    }
  return out;
}

py::array_t<double> values_of(const Effects& effects, const Side& side) {
  const std::vector<std::size_t> shape = {effects.measures.size(), effects.years.size(), effects.replicates};
  return py::array_t<double>(shape, side.values.data());
}

}  // namespace

void bind_compare(py::module_& module) {
  py::class_<Effects, std::shared_ptr<Effects>>(module, "Effects")
      .def("rows", &rows_of)
      .def("a", [](const Effects& e) { return values_of(e, e.a); })
      .def("b", [](const Effects& e) { return values_of(e, e.b); })
      .def_readonly("seed", &Effects::seed)
      .def_readonly("years", &Effects::years)
      .def("add",
           [](Effects& e, const std::string& name, const std::string& unit, const std::string& about,
              const std::vector<double>& a, const std::vector<double>& b) {
             add_measure(e, {name, unit, about}, a, b);
           })
      .def("text", [](const Effects& e, const std::string& output) { return effects_text(e, output); })
      .def("json", [](const Effects& e, const std::string& output) { return effects_json({e}, {output}); })
      .def("write", [](const Effects& e, const std::string& path, bool replace) {
        write_effects(path, e, replace ? Existing::replace : Existing::keep);
      });
  module.def("compare", &compare_in_memory, py::arg("scenarios"), py::kw_only(), py::arg("replicates"), py::arg("seed"),
             py::arg("threads"), py::arg("audit"), py::arg("record"), py::arg("confidence"), py::arg("command"),
             py::arg("draws"), py::arg("policies"), py::arg("look"), py::arg("progress"));
}

}  // namespace exarace::python
