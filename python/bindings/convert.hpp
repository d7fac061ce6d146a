#pragma once
/// Values of scenarios and days as Python objects.

#include <pybind11/pybind11.h>

#include "scenarios/runner/read/node.hpp"
#include "sim/core/field.hpp"

namespace exarace::python {

/// datetime.date; None for "never".
pybind11::object to_python(Date date);
/// What a document says: numbers, texts, dates, lists, dicts; rows are dicts with their `id`.
pybind11::object to_python(const Node& node);
/// A key's value: choices by name, references as None or by row number, a constant time series as a number.
pybind11::object to_python(const Field& field, const Value& value);

}  // namespace exarace::python
