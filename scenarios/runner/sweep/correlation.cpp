#include "scenarios/runner/sweep/correlation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/core/math.hpp"

namespace exarace {
namespace {

std::size_t place_of(const Design& design, const std::string& key) {
  const auto at =
      std::find_if(design.factors.begin(), design.factors.end(), [&](const Factor& f) { return f.key == key; });
  return static_cast<std::size_t>(at - design.factors.begin());
}

/// Numbers of the points in rising order of a value.
std::vector<std::size_t> order_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

}  // namespace

std::vector<std::vector<double>> correlation_matrix(const Design& design) {
  const std::size_t n = design.factors.size();
  std::vector<std::vector<double>> out(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) out[i][i] = 1;
  for (const Correlation& pair : design.correlations) {
    const std::size_t a = place_of(design, pair.a), b = place_of(design, pair.b);
    if (a != b) out[a][b] = out[b][a] = pair.value;
  }
  return out;
}

std::vector<std::vector<double>> cholesky(const std::vector<std::vector<double>>& matrix) {
  const std::size_t n = matrix.size();
  std::vector<std::vector<double>> lower(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= lower[i][k] * lower[j][k];
      if (i == j && sum <= 1e-12) return {};
      lower[i][j] = i == j ? std::sqrt(sum) : sum / lower[j][j];
    }
  return lower;
}

void correlate(const Design& design, std::vector<std::vector<double>>& columns) {
  if (design.correlations.empty() || columns.empty()) return;
  const auto lower = cholesky(correlation_matrix(design));
  const std::size_t points = columns.front().size();
  std::vector<std::vector<double>> places(columns.size(), std::vector<double>(points));
  for (std::size_t f = 0; f < columns.size(); ++f)
    for (std::size_t i = 0; i < points; ++i) places[f][i] = math::normal_quantile(columns[f][i]);
  for (std::size_t f = columns.size(); f-- > 0;) {
    std::vector<double> mixed(points, 0.0), sorted = columns[f];
    for (std::size_t i = 0; i < points; ++i)
      for (std::size_t g = 0; g <= f; ++g) mixed[i] += lower[f][g] * places[g][i];
    std::sort(sorted.begin(), sorted.end());
    const std::vector<std::size_t> order = order_of(mixed);
    for (std::size_t rank = 0; rank < points; ++rank) columns[f][order[rank]] = sorted[rank];
  }
}

}  // namespace exarace
