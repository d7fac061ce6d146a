#pragma once
/// Factors that are drawn together: their places in normal space are correlated, each keeps its own distribution.

#include <vector>

#include "scenarios/runner/sweep/design.hpp"

namespace exarace {

/// Correlations of all factors, [factor][factor].
std::vector<std::vector<double>> correlation_matrix(const Design& design);

/// Lower triangle L with L L' = the matrix; none where it is not positive definite.
std::vector<std::vector<double>> cholesky(const std::vector<std::vector<double>>& matrix);

/// Orders every column anew so that ranks are as correlated normal numbers would have them (Iman and Conover 1982):
/// the values of a column stay what they are.
void correlate(const Design& design, std::vector<std::vector<double>>& columns);

}  // namespace exarace
