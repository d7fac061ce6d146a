#pragma once
/// Shorthand for declarations of series.

#include <algorithm>

#include "outputs/series/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// One number a step.
template <class Value>
Series scalar(std::string name, std::string unit, std::string about, Value value) {
  return {std::move(name),  {},   std::move(unit),
          std::move(about), true, [value](const World& world, double* out) { *out = value(world); }};
}

/// Length of a dimension in a world.
std::size_t length_of(const World& world, Dim dim);

/// One number for each row of a table.
template <class RowId, class Value>
Series by_row(std::string name, Dim dim, std::string unit, std::string about, Value value) {
  return {
      std::move(name), {dim}, std::move(unit), std::move(about), true, [value, dim](const World& world, double* out) {
        const std::size_t rows = length_of(world, dim);
        for (std::size_t row = 0; row < rows; ++row) out[row] = value(world, RowId{row});
      }};
}

/// A series that is recorded only where somebody asks for it: wide, or of use to few.
inline Series on_request(Series series) {
  series.by_default = false;
  return series;
}

/// Numbers added up into cleared cells.
template <class Fill>
Series filled(std::string name, std::vector<Dim> dims, std::string unit, std::string about, Fill fill) {
  return {
      std::move(name), dims, std::move(unit), std::move(about), true, [fill, dims](const World& world, double* out) {
        std::size_t cells = 1;
        for (const Dim dim : dims) cells *= length_of(world, dim);
        std::fill(out, out + cells, 0.0);
        fill(world, out);
      }};
}

}  // namespace exarace
