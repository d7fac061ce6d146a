#pragma once
/// What a run leaves in memory.

#include <pybind11/pybind11.h>

#include <vector>

#include "outputs/file/result.hpp"
#include "scenarios/runner/play/run.hpp"

namespace exarace::python {

/// Numbers for people, and all that a result file holds.
struct Outcome {
  RunResult run;
  ResultContent content;
};

/// Rows for Python: (name, about, value, unit, low, high).
pybind11::list summary_rows(const std::vector<ToldNumber>& summary);

}  // namespace exarace::python
