#pragma once
/// What all tables share: rows with a name, and where their numbers come from.

#include <string>
#include <string_view>
#include <vector>

#include "sim/core/column.hpp"
#include "sim/core/field.hpp"

namespace exarace {

/// Columns that every table of named rows has.
template <class RowId>
struct Table {
  using Id = RowId;
  Column<std::string, RowId> id;
  Column<std::string, RowId> name;
  Column<std::string, RowId> source;                   ///< key into docs/sources.md for the row's numbers
  Column<std::string, RowId> vintage;                  ///< date by which they could be known
  Column<std::vector<std::string>, RowId> assumed;     ///< keys of the row that no source gives
  Column<std::vector<std::string>, RowId> calibrated;  ///< keys of the row that were fitted

  std::size_t size() const { return id.size(); }
  Rows<RowId> rows() const { return Rows<RowId>{size()}; }

  /// Row with that id, or none().
  RowId find(std::string_view wanted) const {
    for (const RowId row : rows())
      if (id[row] == wanted) return row;
    return RowId::none();
  }
};

/// The shared keys followed by a table's own.
template <class T>
Fields table_fields(Fields own) {
  Fields all = {
      key("id", &T::id).about("Unique name of the row, of [a-z0-9_].").must(),
      key("name", &T::name).about("Name as people write it."),
      key("source", &T::source).about("Source of the row's numbers, a key of docs/sources.md, or 'assumed'."),
      key("vintage", &T::vintage).about("Date by which the row's numbers could be known."),
      key("assumed", &T::assumed).about("Keys of this row that no source gives."),
      key("calibrated", &T::calibrated).about("Keys of this row that were fitted to history."),
  };
  for (Field& f : own) all.push_back(std::move(f));
  return all;
}

/// Gives every column of a table its rows.
template <class T>
void resize_table(T& table, std::size_t rows) {
  for (const Field& f : T::fields()) f.resize(&table, rows);
}

/// Adds a row; keys take the values of rows that do not say them.
template <class T>
typename T::Id append_row(T& table) {
  const std::size_t row = table.size();
  for (const Field& f : T::fields()) {
    f.grow(&table);
    if (f.fallback) f.set(&table, row, *f.fallback);
  }
  return typename T::Id{row};
}

}  // namespace exarace
