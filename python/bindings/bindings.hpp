#pragma once
/// The compiled half of the Python package: thin functions. Names, checks and pages for users stand in python/exarace.

#include <pybind11/pybind11.h>

namespace exarace::python {

namespace py = pybind11;

void bind_errors(py::module_& module);
void bind_scenario(py::module_& module);
void bind_run(py::module_& module);
void bind_result(py::module_& module);
void bind_simulation(py::module_& module);
void bind_batch(py::module_& module);
void bind_compare(py::module_& module);
void bind_sweep(py::module_& module);
void bind_files(py::module_& module);

}  // namespace exarace::python
