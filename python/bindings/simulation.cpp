/// Stepping through a run.

#include <pybind11/stl.h>

#include "python/bindings/bindings.hpp"
#include "python/bindings/convert.hpp"
#include "python/bindings/listener.hpp"
#include "python/bindings/stepper.hpp"
#include "scenarios/runner/read/describe.hpp"

namespace exarace::python {
namespace {

std::shared_ptr<Stepper> open(const Scenario& scenario, std::optional<std::uint64_t> seed, std::uint64_t replicate,
                              int threads, bool audit, const std::vector<std::string>& record,
                              const std::string& command, const Decide& policies) {
  return std::make_shared<Stepper>(scenario, run_options(seed, replicate, threads, audit, record, command), policies);
}

/// A run that stands where a checkpoint does.
std::shared_ptr<Stepper> resume(const std::string& path, int threads, const std::string& command,
                                const Decide& policies) {
  return std::make_shared<Stepper>(read_checkpoint(path), run_options({}, 0, threads, true, {}, command), policies);
}

void write(const Stepper& self, const std::string& path, bool replace) {
  write_checkpoint(path, self.checkpoint(), replace ? Existing::replace : Existing::keep);
}

/// What is known of every column: (key, kind, unit, about, table that it points into, choices).
py::list fields_of(Stepper& self, const std::string& table) {
  py::list out;
  for (const Field& f : self.table(table).fields())
    out.append(py::make_tuple(f.key, type_name(f), f.unit_, f.about_, f.table, f.choices));
  return out;
}

py::object column_of(Stepper& self, const std::string& table, const std::string& key) {
  TableView& view = self.table(table);
  const Field* field = view.find(key);
  return field ? view.column(*field) : py::none();
}

py::object balance_of(Stepper& self, const std::string& table, const std::string& name) {
  const auto found = std::find(kItemNames.begin(), kItemNames.end(), name);
  if (found == kItemNames.end()) return py::none();
  const py::object line = self.balance(table, static_cast<Item>(found - kItemNames.begin()));
  return line ? line : py::none();
}

}  // namespace

void bind_simulation(py::module_& module) {
  py::class_<Keeper, std::shared_ptr<Keeper>>(module, "Keeper");
  py::class_<Stepper, std::shared_ptr<Stepper>>(module, "Stepper")
      .def(py::init(&open), py::arg("scenario"), py::kw_only(), py::arg("seed"), py::arg("replicate"),
           py::arg("threads"), py::arg("audit"), py::arg("record"), py::arg("command"), py::arg("policies"))
      .def("branch", &Stepper::branch, py::arg("scenario"))
      .def("copy", &Stepper::copy, py::arg("policies"))
      .def("write_checkpoint", &write, py::arg("path"), py::arg("replace"))
      .def_property_readonly("scenario", [](const Stepper& s) { return std::make_shared<Scenario>(s.scenario()); })
      .def_property_readonly("seed", [](const Stepper& s) { return *s.options().seed; })
      .def_property_readonly("replicate", [](const Stepper& s) { return s.options().replicate; })
      .def("advance", &Stepper::step)
      .def("pay", &Stepper::pay, py::arg("payer"), py::arg("payee"), py::arg("usd"), py::arg("purpose"), py::arg("why"))
      .def("hand_over", &Stepper::hand_over, py::arg("giver"), py::arg("taker"), py::arg("sku"), py::arg("units"),
           py::arg("why"))
      .def("accounts",
           [](const Stepper& s) {
             return std::vector<std::string>(s.world().accounts.name.begin(), s.world().accounts.name.end());
           })
      .def("outcome", &Stepper::outcome)
      .def_property_readonly("done", [](const Stepper& s) { return s.world().step; })
      .def_property_readonly("steps", [](const Stepper& s) { return s.world().calendar.steps(); })
      .def_property_readonly("today", [](const Stepper& s) { return to_python(s.world().today); })
      .def("tables", &Stepper::names)
      .def("rows", [](Stepper& s, const std::string& table) { return s.table(table).rows(); })
      .def("fields", &fields_of)
      .def("column", &column_of)
      .def("balance", &balance_of);
  module.def("resume", &resume, py::arg("path"), py::kw_only(), py::arg("threads"), py::arg("command"),
             py::arg("policies"));
  py::list items;
  for (const char* name : kItemNames) items.append(name);
  module.attr("balance_items") = py::tuple(items);
  module.attr("transfer_purposes") = py::tuple(py::cast(transfer_purposes()));
}

}  // namespace exarace::python
