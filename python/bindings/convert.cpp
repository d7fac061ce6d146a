#include "python/bindings/convert.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace exarace::python {
namespace {

struct NodeToPython {
  py::object operator()(const Node::Clock& clock) const { return py::str(clock.text); }
  py::object operator()(Date date) const { return to_python(date); }
  py::object operator()(const Node::List& list) const {
    py::list out;
    for (const Node& node : list) out.append(to_python(node));
    return out;
  }
  py::object operator()(const Node::Table& table) const {
    py::dict out;
    for (const Member& member : table) out[py::str(member.key)] = to_python(member.node);
    return out;
  }
  template <class T>
  py::object operator()(const T& value) const {
    return py::cast(value);
  }
};

py::object series_to_python(const TimeSeries& series) {
  if (series.points.size() == 1) return py::float_(series.points.front().value);
  py::dict out;
  for (const TimeSeries::Point& point : series.points) out[py::str(to_string(point.date))] = point.value;
  out["between"] = series.between == TimeSeries::Between::linear ? "linear" : "step";
  return out;
}

}  // namespace

py::object to_python(Date date) {
  if (date == kNever) return py::none();
  return py::module_::import("datetime").attr("date")(year_of(date), month_of(date), day_of(date));
}

py::object to_python(const Node& node) { return std::visit(NodeToPython{}, node.value); }

py::object to_python(const Field& field, const Value& value) {
  if (const auto* date = std::get_if<Date>(&value)) return to_python(*date);
  if (const auto* series = std::get_if<TimeSeries>(&value)) return series_to_python(*series);
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number && field.kind == Kind::choice) return py::str(field.choices.at(static_cast<std::size_t>(*number)));
  if (number && field.kind == Kind::reference && *number < 0) return py::none();
  return std::visit(
      [](const auto& plain) -> py::object {
        using T = std::decay_t<decltype(plain)>;
        if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, TimeSeries>)
          return py::none();
        else
          return py::cast(plain);
      },
      value);
}

}  // namespace exarace::python
