#pragma once
/// Governments that a Python function decides for.

#include <pybind11/pybind11.h>

#include <map>
#include <string>

#include "agents/observation.hpp"

namespace exarace::python {

/// Functions of Python by government. They must outlive the run: what a run copies of them holds no reference.
class Policies {
 public:
  /// `decide` by government id: a callable that takes a dict and returns a list of dicts.
  explicit Policies(const std::map<std::string, pybind11::object>& decide);
  /// The same for C++: each call takes the GIL; what Python raises ends the run.
  std::map<std::string, GovernmentPolicy> for_run() const;

 private:
  std::map<std::string, pybind11::object> decide_;
};

}  // namespace exarace::python
