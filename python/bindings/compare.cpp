/// Two scenarios under the same seeds.

#include "scenarios/runner/play/compare.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "python/bindings/bindings.hpp"
#include "python/bindings/listener.hpp"

namespace exarace::python {
namespace {

std::shared_ptr<Effects> compare_in_memory(const Scenario& a, const Scenario& b, std::uint64_t replicates,
                                           std::optional<std::uint64_t> seed, int threads, bool audit,
                                           double confidence, const std::string& command, py::object progress) {
  Listener listener(std::move(progress));
  CompareOptions options;
  options.replicates = replicates;
  options.seed = seed;
  options.threads = allowed_threads(threads);
  options.audit = audit;
  options.confidence = confidence;
  options.command = {command};
  options.progress = [&listener](std::uint64_t done, std::uint64_t all) {
    listener(static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(all));
  };
  const py::gil_scoped_release others_may_run;
  return std::make_shared<Effects>(compare(a, b, options));
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
      .def("write", [](const Effects& e, const std::string& path, bool replace) {
        write_effects(path, e, replace ? Existing::replace : Existing::keep);
      });
  module.def("compare", &compare_in_memory, py::arg("a"), py::arg("b"), py::kw_only(), py::arg("replicates"),
             py::arg("seed"), py::arg("threads"), py::arg("audit"), py::arg("confidence"), py::arg("command"),
             py::arg("progress"));
}

}  // namespace exarace::python
