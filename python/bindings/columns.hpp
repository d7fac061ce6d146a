#pragma once
/// The world's tables as NumPy columns.

#include <pybind11/numpy.h>

#include <functional>
#include <memory>
#include <string>

#include "sim/core/field.hpp"

namespace exarace::python {

/// Keeps alive what arrays show: the world of a run or, once a step has replaced them, the columns as they were.
struct Keeper {
  std::shared_ptr<void> shown;
};

/// A table whose columns Python may look at without copying. Before a step, columns that an array still shows are taken
/// out of the world, which goes on with a copy: so no array ever changes or dangles.
class TableView {
 public:
  /// `run` owns the table; `fields` may be none.
  template <class T>
  TableView(T& table, const Fields* fields, std::shared_ptr<void> run)
      : fields_(fields), table_(&table), run_(std::move(run)) {
    rows_ = [&table] { return table.size(); };
    take_out_ = [&table] {
      const auto shown = std::make_shared<T>(std::move(table));
      table = *shown;
      return std::shared_ptr<void>(shown);
    };
  }

  std::size_t rows() const { return rows_(); }
  const Fields& fields() const { return *fields_; }
  /// Field of that key, or nullptr.
  const Field* find(const std::string& key) const;
  /// Value of a key in every row, not as a view.
  pybind11::list values(const Field& field) const;
  /// Numbers, whole numbers, amounts (US cents), flags and days since 1970 as a view; everything else as a list.
  pybind11::object column(const Field& field);
  /// View of numbers that stand in this table.
  pybind11::array view(const pybind11::dtype& type, const void* data, std::size_t rows);
  /// To be called before a step, with the GIL.
  void part();

 private:
  const Fields* fields_;
  void* table_;
  std::shared_ptr<void> run_;
  std::function<std::size_t()> rows_;
  std::function<std::shared_ptr<void>()> take_out_;
  std::weak_ptr<Keeper> kept_;
};

}  // namespace exarace::python
