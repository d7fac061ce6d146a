/// One run in memory.

#include <pthread.h>
#include <pybind11/stl.h>

#include <atomic>

#include "python/bindings/bindings.hpp"
#include "python/bindings/listener.hpp"
#include "python/bindings/outcome.hpp"
#include "python/bindings/policy.hpp"

namespace exarace::python {
namespace {

constexpr std::chrono::milliseconds kPatience(50);  ///< between two looks at signals

std::atomic<bool> forked{false};

std::shared_ptr<Outcome> run_in_memory(const Scenario& scenario, std::optional<std::uint64_t> seed,
                                       std::uint64_t replicate, int threads, bool audit,
                                       const std::vector<std::string>& record, const std::string& command,
                                       const std::map<std::string, py::object>& decide, py::object progress) {
  auto outcome = std::make_shared<Outcome>();
  Listener listener(std::move(progress));
  RunOptions options = run_options(seed, replicate, threads, audit, record, command);
  options.progress = [&listener](std::uint32_t step, std::uint32_t steps) { listener(step, steps); };
  options.content = &outcome->content;
  const Policies policies(decide);
  options.policies = policies.for_run();
  const py::gil_scoped_release others_may_run;
  outcome->run = run(scenario, options);
  return outcome;
}

}  // namespace

void Listener::operator()(std::uint32_t step, std::uint32_t steps) {
  if (step < steps && Clock::now() < next_) return;
  const py::gil_scoped_acquire python;
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
  if (!callback_.is_none()) callback_(step, steps);
  next_ = Clock::now() + kPatience;
}

int allowed_threads(int asked) { return forked ? 1 : asked; }

RunOptions run_options(std::optional<std::uint64_t> seed, std::uint64_t replicate, int threads, bool audit,
                       const std::vector<std::string>& record, const std::string& command) {
  RunOptions options;
  options.seed = seed;
  options.replicate = replicate;
  options.threads = allowed_threads(threads);
  options.audit = audit;
  options.record = record;
  options.command = {command};
  return options;
}

void bind_run(py::module_& module) {
  pthread_atfork(nullptr, nullptr, [] { forked = true; });
  module.def("run", &run_in_memory, py::arg("scenario"), py::kw_only(), py::arg("seed"), py::arg("replicate"),
             py::arg("threads"), py::arg("audit"), py::arg("record"), py::arg("command"), py::arg("policies"),
             py::arg("progress"));
}

}  // namespace exarace::python
