#pragma once
/// Numbers of some runs of a sweep side by side.

#include "outputs/sweep/layout.hpp"

namespace exarace {

/// Values of the `k`th kept series of some runs [run, over, dims...] over joined axes; NaN where a run lacks a row.
std::vector<double> joined_values(const SweepLayout& layout, std::size_t k, const Axes& axes,
                                  const std::vector<RunRecord>& runs);

}  // namespace exarace
