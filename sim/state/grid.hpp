#pragma once
/// One value for every pair of rows of two tables, (cloud, sku) or (lab, country): what a column is for one.

#include <cstddef>
#include <utility>
#include <vector>

namespace exarace {

/// `grid(a, b)` is the value of row `a` of the first table and row `b` of the second; ids of other tables do not fit.
template <class A, class B, class T>
struct Grid {
  std::size_t columns = 0;  ///< rows of the second table
  std::vector<T> values;    ///< of the first row, then of the second, ...

  T& operator()(A a, B b) { return values[a.index * columns + b.index]; }
  const T& operator()(A a, B b) const { return values[a.index * columns + b.index]; }

  /// The same value for all pairs of so many rows.
  void assign(std::size_t first, std::size_t second, const T& value = T()) {
    columns = second;
    values.assign(first * second, value);
  }
  /// Value of a pair, or the plain one where the grid does not reach that far.
  T at(A a, B b) const { return b.index < columns && a.index < rows() ? (*this)(a, b) : T(); }
  /// Rows of the first table.
  std::size_t rows() const { return columns > 0 ? values.size() / columns : 0; }
  /// Room for more rows of both tables; what is there keeps its place in the tables.
  void widen(std::size_t first, std::size_t second) {
    Grid wider;
    wider.assign(first, second);
    for (std::size_t i = 0; i < values.size(); ++i) wider(A{i / columns}, B{i % columns}) = std::move(values[i]);
    *this = std::move(wider);
  }
};

}  // namespace exarace
