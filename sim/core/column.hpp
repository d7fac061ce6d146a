#pragma once
/// A table is a struct of columns; a column is an array that only its own table's ids index.

#include <cstddef>
#include <type_traits>
#include <vector>

#include "sim/core/id.hpp"

namespace exarace {

/// One value per row of a table.
template <class T, class RowId>
class Column {
  static_assert(!std::is_same_v<T, bool>, "use Flag: a column must be addressable");

 public:
  using value_type = T;

  T& operator[](RowId id) { return values_[id.index]; }
  const T& operator[](RowId id) const { return values_[id.index]; }

  std::size_t size() const { return values_.size(); }
  void resize(std::size_t rows, const T& value = T()) { values_.resize(rows, value); }
  void assign(std::size_t rows, const T& value) { values_.assign(rows, value); }
  void push_back(T value) { values_.push_back(std::move(value)); }
  void clear() { values_.clear(); }

  T* data() { return values_.data(); }
  const T* data() const { return values_.data(); }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  std::vector<T> values_;
};

/// A yes or no that can stand in a column.
struct Flag {
  unsigned char on = 0;
  constexpr Flag() = default;
  constexpr Flag(bool value) : on(value) {}
  constexpr operator bool() const { return on != 0; }
};

/// Ids of all rows of a table with `rows` rows, for range-for.
template <class RowId>
class Rows {
 public:
  struct iterator {
    std::size_t row;
    RowId operator*() const { return RowId{row}; }
    iterator& operator++() { return ++row, *this; }
    bool operator!=(const iterator& other) const { return row != other.row; }
  };
  explicit Rows(std::size_t rows) : rows_(rows) {}
  iterator begin() const { return {0}; }
  iterator end() const { return {rows_}; }

 private:
  std::size_t rows_;
};

}  // namespace exarace
