#pragma once
/// Python at the door of a run that goes on without it.

#include <pybind11/pybind11.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/runner/play/run.hpp"

namespace exarace::python {

/// Called after every step without the GIL: now and then, and after the last step, takes it, lets signals be handled
/// (so that Ctrl-C ends the run) and tells `callback` how far the run is. What Python raises ends the run.
class Listener {
 public:
  explicit Listener(pybind11::object callback) : callback_(std::move(callback)) {}
  void operator()(std::uint32_t step, std::uint32_t steps);

 private:
  using Clock = std::chrono::steady_clock;
  pybind11::object callback_;  ///< callable (step, steps), or None
  Clock::time_point next_ = Clock::now();
};

/// Threads of a run: those asked for, 0 for all of the machine. In a child that was forked from a process that has
/// computed, one: the threads of OpenMP do not survive a fork.
int allowed_threads(int asked);

/// Options of a run as Python hands them over.
RunOptions run_options(std::optional<std::uint64_t> seed, std::uint64_t replicate, int threads, bool audit,
                       const std::vector<std::string>& record, const std::string& command);

}  // namespace exarace::python
