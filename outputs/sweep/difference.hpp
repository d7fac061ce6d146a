#pragma once
/// Where two makings of one run of a sweep differ, to the bit.

#include "outputs/file/difference.hpp"
#include "outputs/sweep/layout.hpp"

namespace exarace {

/// Compares all that is kept of a run with the same run made again, row by row under their names; of a run that failed
/// its message. Rows that came from other runs of its segment count as what they are there: nothing.
Comparison compare_runs(const SweepLayout& layout, const RunRecord& stored, const RunRecord& again);

}  // namespace exarace
