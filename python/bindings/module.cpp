#include "python/bindings/bindings.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/reader.hpp"

PYBIND11_MODULE(_exarace, module) {
  using namespace exarace::python;
  module.doc() = "Compiled half of exarace; use the package exarace.";
  exarace::reader() = exarace::Reader::python;
  module.attr("version") = exarace::build_info().version;
  module.attr("commit") = exarace::build_info().commit;
  bind_errors(module);
  bind_scenario(module);
  bind_result(module);
  bind_run(module);
  bind_simulation(module);
  bind_batch(module);
  bind_compare(module);
  bind_sweep(module);
  bind_files(module);
}
