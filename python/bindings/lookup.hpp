#pragma once
/// The value of a key in a scenario.

#include <pybind11/pybind11.h>

#include <string>

#include "scenarios/runner/read/scenario.hpp"

namespace exarace::python {

/// What the scenario says at a key path, or else the key's default. Throws ScenarioError for a key that there is not.
pybind11::object value_at(const Scenario& scenario, const std::string& key);

}  // namespace exarace::python
