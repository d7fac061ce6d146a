/// The errors of C++ as Python exceptions with the same names and texts.

#include <pybind11/stl.h>

#include "outputs/file/place.hpp"
#include "python/bindings/bindings.hpp"
#include "scenarios/runner/read/problems.hpp"
#include "sim/core/error.hpp"
#include "sim/core/printable.hpp"

namespace exarace::python {
namespace {

/// Types of the exceptions; they live as long as the process.
struct Types {
  PyObject* error = nullptr;
  PyObject* scenario = nullptr;
  PyObject* audit = nullptr;
  PyObject* result = nullptr;
};
Types types;

PyObject* new_type(py::module_& module, const char* name, const py::object& bases, const char* about) {
  PyObject* type = PyErr_NewExceptionWithDoc((std::string("exarace.") + name).c_str(), about, bases.ptr(), nullptr);
  if (!type) throw py::error_already_set();
  module.add_object(name, py::reinterpret_borrow<py::object>(type));
  return type;
}

/// Raises an instance that carries one fact beside its text.
template <class Fact>
void raise(PyObject* type, const char* text, const char* name, const Fact& fact) {
  py::object instance = py::reinterpret_borrow<py::object>(type)(text);
  instance.attr(name) = fact;
  PyErr_SetObject(type, instance.ptr());
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const FileError& error) {
    raise(types.result, printable(error.what()).c_str(), "errno", error.number);
  } catch (const ResultError& error) {
    py::set_error(types.result, printable(error.what()).c_str());
  } catch (const ScenarioErrors& error) {
    raise(types.scenario, printable(error.what()).c_str(), "messages", error.messages);
  } catch (const ScenarioError& error) {
    raise(types.scenario, printable(error.what()).c_str(), "messages", std::vector<std::string>{error.what()});
  } catch (const AuditError& error) {
    py::set_error(types.audit, printable(error.what()).c_str());
  } catch (const Interrupted& error) {
    py::set_error(PyExc_KeyboardInterrupt, printable(error.what()).c_str());
  } catch (const Error& error) {
    py::set_error(types.error, printable(error.what()).c_str());
  }
}

}  // namespace

void bind_errors(py::module_& module) {
  const auto base = [](PyObject* type) { return py::reinterpret_borrow<py::object>(type); };
  types.error = new_type(module, "Error", base(PyExc_Exception), "Root of all errors of exarace.");
  types.scenario = new_type(module, "ScenarioError", base(types.error),
                            "A scenario, a design, a key or an argument is wrong.\n\n"
                            "`messages` holds everything that is wrong, one text each.");
  types.audit = new_type(module, "AuditError", base(types.error),
                         "An accounting identity broke: the fault is the model's, never the user's.");
  types.result = new_type(module, "ResultError", py::make_tuple(base(types.error), base(PyExc_OSError)),
                          "A result could not be written or read; an OSError as well.");
  py::register_local_exception_translator(translate);
}

}  // namespace exarace::python
