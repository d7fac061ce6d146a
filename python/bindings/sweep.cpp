/// Sweeps: the plan into its folder, and work on what is open of it.

#include "scenarios/runner/sweep/sweep.hpp"

#include <pybind11/stl.h>

#include "outputs/sweep/manifest.hpp"
#include "python/bindings/bindings.hpp"
#include "python/bindings/listener.hpp"
#include "scenarios/runner/sweep/design.hpp"
#include "scenarios/runner/sweep/plan.hpp"
#include "scenarios/runner/sweep/trial.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/error.hpp"
#include "sim/core/rows.hpp"

namespace exarace::python {
namespace {

/// Puts the plan of a design into a folder, or checks that the one that is there is the same.
void begin_sweep(const std::string& design, const std::string& folder, const std::string& command) {
  const py::gil_scoped_release others_may_run;
  SweepManifest plan = make_plan(read_design(design), {command});
  if (!SweepFolder::is_sweep(folder)) plan.block = choose_block(plan, try_run(plan, 0.5));
  settle_manifest(SweepFolder{folder}, plan);
}

/// Throws ScenarioError where this program is not the one that the sweep was begun with: its bits could differ.
void check_program(const SweepManifest& manifest, const std::string& folder) {
  const std::string here = build_info().version + std::string(" ") + build_info().commit;
  for (const auto& [name, text] : manifest.facts)
    if (name == "program" && text != here)
      throw ScenarioError(folder + ": was begun with exarace " + text + ", here is " + here +
                          "; all workers need the same");
}

/// Works on a sweep until nothing is open: (runs planned, done, failed).
py::tuple work_on_sweep(const std::string& folder, int threads, bool retry_failed, py::object progress) {
  Listener listener(std::move(progress));
  SweepOutcome outcome;
  {
    const py::gil_scoped_release others_may_run;
    const SweepManifest manifest = read_manifest(SweepFolder{folder}.manifest());
    check_program(manifest, folder);
    std::atomic<bool> stop{false};
    SweepOptions options;
    options.folder = folder;
    options.retry_failed = retry_failed;
    options.threads = allowed_threads(threads);
    options.stop = &stop;
    options.progress = [&listener](std::uint64_t done, std::uint64_t all) {
      listener(static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(all));
    };
    outcome = run_sweep(manifest, options);
  }
  return py::make_tuple(outcome.state.runs, outcome.state.done, outcome.state.failed);
}

}  // namespace

void bind_sweep(py::module_& module) {
  module.def("begin_sweep", &begin_sweep, py::arg("design"), py::arg("folder"), py::arg("command"));
  module.def("work_on_sweep", &work_on_sweep, py::arg("folder"), py::kw_only(), py::arg("threads"),
             py::arg("retry_failed"), py::arg("progress"));
}

}  // namespace exarace::python
