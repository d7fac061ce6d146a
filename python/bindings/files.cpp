/// Files, with the errors that the program has.

#include <pybind11/stl.h>

#include <utility>

#include "outputs/file/place.hpp"
#include "outputs/file/read_result.hpp"
#include "outputs/file/verify.hpp"
#include "python/bindings/bindings.hpp"
#include "python/bindings/listener.hpp"
#include "scenarios/runner/sweep/reproduce.hpp"
#include "sim/core/reader.hpp"

namespace exarace::python {
namespace {

Existing existing(bool replace) { return replace ? Existing::replace : Existing::keep; }

/// What is wrong with a result file, one sentence each.
std::vector<std::string> findings(const std::string& path) {
  std::vector<std::string> out;
  for (const Finding& finding : verify_file(path)) out.push_back(finding.text);
  return out;
}

/// A result file that is run again: (scenario, seed, replicate, values, differences, other facts).
py::tuple reproduce_file(const std::string& path, int threads) {
  Reproduction made;
  {
    Listener listener{py::none()};
    RunOptions how;
    how.threads = allowed_threads(threads);
    how.progress = [&listener](std::uint32_t step, std::uint32_t steps) { listener(step, steps); };
    const py::gil_scoped_release others_may_run;
    made = reproduce(path, how);
  }
  py::list differences;
  for (const Difference& d : made.comparison.differences) differences.append(py::make_tuple(d.place, d.text));
  return py::make_tuple(made.scenario, made.seed, made.replicate, made.comparison.numbers, differences, made.other);
}

}  // namespace

void bind_files(py::module_& module) {
  module.def("read_provenance", &read_provenance, py::arg("path"));
  module.def("reproduce", &reproduce_file, py::arg("path"), py::arg("threads"));
  module.def("findings", &findings, py::arg("path"));
  module.def("speak_to_command_line", [](bool command_line) {
    const Reader before = std::exchange(reader(), command_line ? Reader::command_line : Reader::python);
    return before == Reader::command_line;
  });
  module.def("to_replace", [] { return in_words("--force", "force=True"); });
  module.def("check_place", [](const std::string& path, bool replace) { check_place(path, existing(replace)); });
  module.def("put", [](const std::string& path, const py::bytes& bytes, bool replace) {
    const std::string_view view = bytes;
    const py::gil_scoped_release others_may_run;
    put_in_place(path, {view.data(), view.size()}, existing(replace));
  });
  module.def("read_bytes", [](const std::string& path) {
    const std::vector<char> bytes = read_bytes(path);
    return py::bytes(bytes.data(), bytes.size());
  });
}

}  // namespace exarace::python
