#pragma once
/// Rows of the world's tables as labelled dimensions.

#include <array>
#include <string>
#include <vector>

#include "outputs/series/series.hpp"

namespace exarace {

/// Labels of one dimension.
struct Axis {
  std::vector<std::string> ids;    ///< as in scenario files: "aws"
  std::vector<std::string> names;  ///< as people write them
};

/// Labels of every dimension, by Dim.
struct Axes {
  std::array<Axis, kDims> axes;

  Axis& operator[](Dim dim) { return axes[static_cast<std::size_t>(dim)]; }
  const Axis& operator[](Dim dim) const { return axes[static_cast<std::size_t>(dim)]; }
};

/// Length of every dimension, by Dim.
using Lengths = std::array<std::size_t, kDims>;

/// Labels of a table with columns `id` and `name`.
template <class Table>
Axis axis_of(const Table& table) {
  return {{table.id.begin(), table.id.end()}, {table.name.begin(), table.name.end()}};
}

/// Labels of all tables of a world.
Axes axes_of(const World& world);
/// Rows of all tables of a world, without copying a label.
Lengths lengths_of(const World& world);

}  // namespace exarace
