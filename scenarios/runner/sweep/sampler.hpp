#pragma once
/// Points in the unit cube: how a design covers the space of its factors.

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/runner/sweep/design.hpp"

namespace exarace {

/// Places in (0, 1) of one factor at every point; lists and grids have none.
using UnitColumn = std::vector<double>;

/// Points of a design, one column for each factor. Each depends on the seed, the sampler and the factor's key only, so
/// that a further factor does not move the others (but for those of a sequence, whose dimensions are counted).
std::vector<UnitColumn> unit_points(const Design& design);

/// `count` points of a Sobol sequence (Boost.Random, Joe and Kuo's directions) in some dimensions, beginning with its
/// zero point, shifted bit by bit by random words that belong to `seed`.
std::vector<UnitColumn> sobol_points(std::size_t dimensions, std::uint64_t count, std::uint64_t seed);

/// Saltelli's blocks: for every base point A, then A with each column of B (and B with each of A), then B.
std::vector<UnitColumn> saltelli_points(std::size_t factors, std::uint64_t base, bool second_order, std::uint64_t seed);

/// Morris' trajectories on a grid of `levels`: each goes one step of levels / (2 (levels - 1)) along every axis once.
std::vector<UnitColumn> morris_points(std::size_t factors, std::uint64_t trajectories, std::uint64_t levels,
                                      std::uint64_t seed);

/// Numbers below `count` of some rows, in random order (Fisher and Yates), that belong to `seed` and `key`.
std::vector<std::uint64_t> shuffled(std::uint64_t count, std::uint64_t seed, std::uint64_t key);

}  // namespace exarace
