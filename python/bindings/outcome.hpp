#pragma once
/// What a run leaves in memory.

#include "outputs/file/result.hpp"
#include "scenarios/runner/play/run.hpp"

namespace exarace::python {

/// Numbers for people, and all that a result file holds.
struct Outcome {
  RunResult run;
  ResultContent content;
};

}  // namespace exarace::python
