#include "scenarios/runner/sweep/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

Design design_of(Sampler sampler, std::int64_t points, const std::vector<std::string>& keys) {
  Design design;
  design.keys.sampler = sampler;
  design.keys.points = points;
  design.keys.seed = 7;
  for (const std::string& key : keys) {
    Factor factor;
    factor.key = key;
    design.factors.push_back(factor);
  }
  return design;
}

double mean(const UnitColumn& column) {
  double sum = 0;
  for (const double u : column) sum += u;
  return sum / static_cast<double>(column.size());
}

}  // namespace

TEST_CASE("random points are uniform, and a further factor does not move them") {
  const auto two = unit_points(design_of(Sampler::random, 10'000, {"a.x", "a.y"}));
  const auto three = unit_points(design_of(Sampler::random, 10'000, {"a.w", "a.x", "a.y"}));
  CHECK(std::abs(mean(two[0]) - 0.5) < 4 * 0.2887 / 100);
  CHECK(two[0] == three[1]);
  CHECK(two[1] == three[2]);
  CHECK(two[0] != two[1]);
}

TEST_CASE("a Latin hypercube has one point in every slice of every factor") {
  const std::size_t points = 97;
  for (const UnitColumn& column : unit_points(design_of(Sampler::latin_hypercube, points, {"a.x", "a.y", "a.z"}))) {
    std::set<int> slices;
    for (const double u : column) slices.insert(static_cast<int>(u * points));
    CHECK(slices.size() == points);
  }
}

TEST_CASE("the first 2^m points of a shifted Sobol sequence have one point in every slice, and in every square") {
  const auto columns = sobol_points(8, 256, 7);
  for (const UnitColumn& column : columns) {
    std::set<int> slices;
    for (const double u : column) slices.insert(static_cast<int>(u * 256));
    CHECK(slices.size() == 256);
  }
  std::set<int> squares;  // the first two dimensions are a (0, 8, 2)-net
  for (std::size_t i = 0; i < 256; ++i)
    squares.insert(static_cast<int>(columns[0][i] * 16) * 16 + static_cast<int>(columns[1][i] * 16));
  CHECK(squares.size() == 256);
  CHECK(sobol_points(8, 256, 8)[0] != columns[0]);
}

TEST_CASE("Saltelli's blocks differ from A in one column of B each") {
  for (const bool second : {false, true}) {
    const std::size_t factors = 3, rows = second ? 2 * factors + 2 : factors + 2, base = 16;
    const auto columns = saltelli_points(factors, base, second, 7);
    REQUIRE(columns.size() == factors);
    for (std::size_t f = 0; f < factors; ++f) {
      REQUIRE(columns[f].size() == base * rows);
      for (std::size_t i = 0; i < base; ++i) {
        const double a = columns[f][i * rows], b = columns[f][i * rows + rows - 1];
        for (std::size_t g = 0; g < factors; ++g) {
          CHECK(columns[f][i * rows + 1 + g] == (f == g ? b : a));
          if (second) CHECK(columns[f][i * rows + 1 + factors + g] == (f == g ? a : b));
        }
      }
    }
  }
}

TEST_CASE("Saltelli's blocks give the Sobol indices of the Ishigami function") {
  // First order 0.3139, 0.4424, 0 and total 0.5576, 0.4424, 0.2437 for a = 7, b = 0.1 (Saltelli et al. 2008).
  const std::size_t base = 4096, rows = 5;
  const auto columns = saltelli_points(3, base, false, 7);
  const auto value = [&](std::size_t row) {
    const auto x = [&](std::size_t f) { return 3.141592653589793 * (2 * columns[f][row] - 1); };
    return std::sin(x(0)) + 7 * std::sin(x(1)) * std::sin(x(1)) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
  };
  const double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};
  double sum = 0, square = 0;
  for (std::size_t i = 0; i < base; ++i)
    for (const double y : {value(i * rows), value(i * rows + 4)}) sum += y, square += y * y;
  const double centre = sum / (2 * base), variance = square / (2 * base) - centre * centre;
  for (std::size_t f = 0; f < 3; ++f) {
    double s = 0, t = 0;
    for (std::size_t i = 0; i < base; ++i) {
      const double a = value(i * rows), ab = value(i * rows + 1 + f), b = value(i * rows + 4);
      s += b * (ab - a) / base;
      t += (a - ab) * (a - ab) / (2 * base);
    }
    CHECK(std::abs(s / variance - first[f]) < 0.02);
    CHECK(std::abs(t / variance - total[f]) < 0.02);
  }
}

TEST_CASE("Morris' trajectories take one step along every axis") {
  const std::size_t factors = 5, levels = 4;
  const auto columns = morris_points(factors, 20, levels, 7);
  const double step = static_cast<double>(levels) / (2.0 * (levels - 1));
  for (std::size_t t = 0; t < 20; ++t) {
    std::multiset<std::size_t> moved;
    for (std::size_t i = 0; i < factors; ++i)
      for (std::size_t f = 0; f < factors; ++f) {
        const double change = columns[f][t * (factors + 1) + i + 1] - columns[f][t * (factors + 1) + i];
        if (change == 0) continue;
        moved.insert(f);
        CHECK(std::abs(std::abs(change) - step) < 1e-12);
      }
    CHECK(moved.size() == factors);
    CHECK(std::set<std::size_t>(moved.begin(), moved.end()).size() == factors);
  }
  for (const UnitColumn& column : columns) CHECK((*std::min_element(column.begin(), column.end()) >= 0));
}
