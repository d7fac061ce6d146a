#include "python/bindings/columns.hpp"

#include <algorithm>

#include "python/bindings/convert.hpp"

namespace py = pybind11;

namespace exarace::python {
namespace {

/// Type of the numbers of a column, as NumPy calls it; nullptr for what is no plain number.
const char* plain_type(Kind kind) {
  switch (kind) {
    case Kind::number: return "f8";
    case Kind::integer:
    case Kind::money: return "i8";
    case Kind::flag: return "?";
    case Kind::date: return "i4";
    default: return nullptr;
  }
}

}  // namespace

const Field* TableView::find(const std::string& key) const {
  const auto found = std::find_if(fields_->begin(), fields_->end(), [&](const Field& f) { return f.key == key; });
  return found == fields_->end() ? nullptr : &*found;
}

py::list TableView::values(const Field& field) const {
  py::list out;
  for (std::size_t row = 0; row < rows(); ++row) out.append(to_python(field, field.get(table_, row)));
  return out;
}

py::object TableView::column(const Field& field) {
  const char* type = plain_type(field.kind);
  if (!type || !field.data) return values(field);
  return view(py::dtype(type), field.data(table_), rows());
}

py::array TableView::view(const py::dtype& type, const void* data, std::size_t rows) {
  std::shared_ptr<Keeper> keeper = kept_.lock();
  if (!keeper) kept_ = keeper = std::make_shared<Keeper>(Keeper{run_});
  py::array out(type, {rows}, data, py::cast(keeper));
  out.attr("flags").attr("writeable") = false;
  return out;
}

void TableView::part() {
  if (const auto keeper = kept_.lock()) keeper->shown = take_out_();
  kept_.reset();
}

}  // namespace exarace::python
