/// The content of a result: series as arrays that are not copied, tables as columns.

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "outputs/file/place.hpp"
#include "python/bindings/bindings.hpp"
#include "python/bindings/outcome.hpp"
#include "sim/core/error.hpp"

namespace exarace::python {
namespace {

using Shared = std::shared_ptr<Outcome>;

const Recording& recording_of(const Outcome& outcome) { return outcome.content.recording; }

py::list series_of(const Outcome& outcome) {
  py::list out;
  for (const Record& record : recording_of(outcome).records) {
    std::vector<std::string> dims = {"time"};
    for (const Dim dim : record.dims) dims.emplace_back(dim_name(dim));
    out.append(py::make_tuple(record.name, dims, record.unit, record.about));
  }
  return out;
}

/// Ids of the rows that each dimension in use counts.
std::map<std::string, std::vector<std::string>> labels_of(const Outcome& outcome) {
  std::map<std::string, std::vector<std::string>> labels;
  for (const Record& record : recording_of(outcome).records)
    for (const Dim dim : record.dims) labels[std::string(dim_name(dim))] = recording_of(outcome).axes[dim].ids;
  return labels;
}

/// Values of a series [time, dims...], read-only, not copied: the array keeps the outcome alive.
py::array values_of(const py::object& self, const std::string& name) {
  const Recording& recording = recording_of(self.cast<const Outcome&>());
  const Record* record = recording.find(name);
  if (!record) throw ResultError("series '" + name + "' was not recorded");
  py::array out(py::dtype::of<double>(), recording.shape(*record), record->values.data(), self);
  out.attr("flags").attr("writeable") = false;
  return out;
}

std::vector<std::int32_t> days_of(const Outcome& outcome) {
  std::vector<std::int32_t> days;
  for (const Date date : recording_of(outcome).days()) days.push_back(date.days);
  return days;
}

py::dict events_of(const Outcome& outcome) {
  const auto& rows = outcome.content.events.rows;
  const auto column = [&](auto&& get) {
    py::list out;
    for (const Event& event : rows) out.append(get(event));
    return out;
  };
  py::dict out;
  out["date"] = column([](const Event& e) { return e.date.days; });
  out["kind"] = column([](const Event& e) { return e.kind; });
  out["subject"] = column([](const Event& e) { return e.subject; });
  out["object"] = column([](const Event& e) { return e.object; });
  out["instrument"] = column([](const Event& e) { return e.instrument; });
  out["quantity"] = column([](const Event& e) { return e.quantity; });
  out["value"] = column([](const Event& e) { return e.value; });
  out["text"] = column([](const Event& e) { return e.text; });
  return out;
}

/// What a column's numbers stand for beyond themselves.
std::string kind_text(const FinalColumn& column) {
  if (column.kind == Kind::date) return "date";
  if (column.kind == Kind::choice) return "choice";
  return column.kind == Kind::flag ? "flag" : "plain";
}

/// Tables as (name, dimension, ids, columns), a column as (key, kind, unit, about, choices, values).
py::list tables_of(const Outcome& outcome) {
  py::list out;
  for (const FinalTable& table : outcome.content.final) {
    py::list columns;
    for (const FinalColumn& c : table.columns) {
      const py::object values = std::visit(
          [](const auto& all) -> py::object {
            using T = typename std::decay_t<decltype(all)>::value_type;
            if constexpr (std::is_same_v<T, std::string>)
              return py::cast(all);
            else
              return py::array_t<T>(static_cast<py::ssize_t>(all.size()), all.data());
          },
          c.values);
      columns.append(py::make_tuple(c.key, kind_text(c), c.unit, c.about, c.choices, values));
    }
    out.append(py::make_tuple(table.name, table.dimension, table.ids, columns));
  }
  return out;
}

py::dict denials_told(const Outcome& outcome) {
  const auto& rows = outcome.content.denials;
  const auto column = [&](auto&& get) {
    py::list out;
    for (const DenialRow& row : rows) out.append(get(row));
    return out;
  };
  py::dict out;
  out["date"] = column([](const DenialRow& r) { return r.date.days; });
  out["buyer"] = column([](const DenialRow& r) { return r.buyer; });
  out["seller"] = column([](const DenialRow& r) { return r.seller; });
  out["good"] = column([](const DenialRow& r) { return r.good; });
  out["sku"] = column([](const DenialRow& r) { return r.sku; });
  out["instrument"] = column([](const DenialRow& r) { return r.instrument; });
  out["units"] = column([](const DenialRow& r) { return r.units; });
  out["usd"] = column([](const DenialRow& r) { return r.value; });
  out["first_asked"] = column([](const DenialRow& r) { return r.first_asked.days; });
  return out;
}

py::list parameters_of(const Outcome& outcome) {
  py::list out;
  for (const Parameter& p : outcome.content.parameters) out.append(py::make_tuple(p.key, p.value, p.unit, p.about));
  return out;
}

}  // namespace

py::list summary_rows(const std::vector<ToldNumber>& summary) {
  py::list out;
  for (const ToldNumber& n : summary) out.append(py::make_tuple(n.name, n.about, n.value, n.unit, n.low, n.high));
  return out;
}

void bind_result(py::module_& module) {
  py::class_<Outcome, Shared>(module, "Outcome")
      .def_property_readonly("title", [](const Outcome& o) { return o.content.title; })
      .def_property_readonly("step",
                             [](const Outcome& o) { return std::string(to_string(recording_of(o).calendar.length)); })
      .def("series", &series_of)
      .def("labels", &labels_of)
      .def("values", &values_of, py::arg("name"))
      .def("days", &days_of)
      .def("events", &events_of)
      .def("denials", &denials_told)
      .def("tables", &tables_of)
      .def("parameters", &parameters_of)
      .def("summary", [](const Outcome& o) { return summary_rows(o.run.summary); })
      .def("provenance", [](const Outcome& o) { return provenance_facts(o.content.provenance); })
      .def("bytes", [](const Outcome& o) {
        const std::vector<char> bytes = result_bytes(o.content);
        return py::bytes(bytes.data(), bytes.size());
      });
}

}  // namespace exarace::python
