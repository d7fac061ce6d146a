/// Scenarios and lists of what there is.

#include <pybind11/stl.h>

#include "outputs/file/digest.hpp"
#include "python/bindings/bindings.hpp"
#include "python/bindings/lookup.hpp"
#include "scenarios/runner/command/listing.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/distribution.hpp"
#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/known.hpp"
#include "scenarios/runner/read/priors.hpp"
#include "scenarios/runner/read/without.hpp"
#include "sim/core/error.hpp"

namespace exarace::python {
namespace {

using Shared = std::shared_ptr<Scenario>;

/// Refuses a scenario that `exarace validate` would refuse.
Shared checked(Scenario scenario) {
  fill(blank_catalogue(), scenario, 0);
  return std::make_shared<Scenario>(std::move(scenario));
}

/// Ids of the rows of every table, without those that are removed.
std::map<std::string, std::vector<std::string>> tables_of(const Scenario& all) {
  const Scenario scenario = leaves_out(all) ? as_known(all) : all;
  std::map<std::string, std::vector<std::string>> tables;
  for (const Member& member : *scenario.document.as<Node::Table>()) {
    if (!is_rows(member.node)) continue;
    for (const Node& row : *member.node.as<Node::List>())
      if (is_enabled(row)) tables[member.key].push_back(row_id(row));
  }
  return tables;
}

/// Keys with a prior: (key, unit, about, shape, its numbers, value, least and greatest valid, whole).
py::list uncertain_rows(const Scenario& scenario) {
  py::list out;
  for (const UncertainKey& key : uncertain_keys(blank_catalogue(), scenario)) {
    const ShapeKeys& shape = distribution_shapes()[static_cast<std::size_t>(key.shape.shape)];
    py::dict numbers;
    const double all[] = {key.shape.first, key.shape.second, key.shape.third};
    for (std::size_t i = 0; i < shape.keys.size(); ++i) numbers[shape.keys[i].c_str()] = all[i];
    out.append(
        py::make_tuple(key.key, key.unit, key.about, shape.name, numbers, key.value, key.low, key.high, key.whole));
  }
  return out;
}

std::string list_as_json(const std::string& what) {
  if (what == "scenarios") return as_json(list_scenarios());
  if (what == "series") return as_json(list_series());
  if (what == "observables") return as_json(list_observables());
  const Catalogue catalogue = blank_catalogue();
  const auto parts = describe(catalogue);
  if (what == "instruments") return as_json(list_instruments(parts));
  if (what == "mechanisms") return as_json(list_mechanisms(parts));
  return as_json(list_parameters(parts));
}

}  // namespace

void bind_scenario(py::module_& module) {
  py::class_<Scenario, Shared>(module, "Scenario")
      .def_readonly("name", &Scenario::name)
      .def_readonly("title", &Scenario::title)
      .def_readonly("about", &Scenario::about)
      .def("text", &resolved_text)
      .def("tables", &tables_of)
      .def("uncertain", &uncertain_rows)
      .def("get", &value_at, py::arg("key"))
      .def("changed", [](const Scenario& old, const std::string& layer,
                         const std::vector<Change>& changes) { return checked(with_changes(old, layer, changes)); })
      .def("without", [](const Scenario& old, const std::string& layer,
                         const std::vector<std::string>& rules) { return checked(without_rules(old, layer, rules)); })
      .def("named", [](Scenario copy, std::string name, std::string title) {
        copy.name = std::move(name);
        copy.title = std::move(title);
        return std::make_shared<Scenario>(std::move(copy));
      });
  module.def("read_scenario", [](const std::string& path_or_name) { return checked(read_scenario(path_or_name)); });
  module.def("read_scenario_text", [](const std::string& name, std::string text) {
    return checked(read_scenario_text(name, std::move(text)));
  });
  module.def("sha256", [](const std::string& text) { return sha256(text); });
  module.def("scenario_folders", [] {
    std::vector<std::string> out;
    for (const auto& folder : scenario_folders()) out.push_back(folder.string());
    return out;
  });
  module.def("list_as_json", &list_as_json);
}

}  // namespace exarace::python
