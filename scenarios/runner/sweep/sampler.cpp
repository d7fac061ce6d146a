#include "scenarios/runner/sweep/sampler.hpp"

#include <boost/random/sobol.hpp>
#include <numeric>

#include "scenarios/runner/sweep/correlation.hpp"
#include "sim/core/random.hpp"

namespace exarace {
namespace {

/// A draw in (0, 1) of a design; more than 2^32 draws of one key do not happen, counts are limited before.
double draw(std::uint64_t seed, std::uint64_t key, std::uint64_t number) {
  return uniform(seed, Purpose::parameter, key, static_cast<std::uint32_t>(number));
}

UnitColumn random_column(const Factor& factor, std::uint64_t points, std::uint64_t seed) {
  const std::uint64_t key = stable_key("design.random", factor.key);
  UnitColumn column(points);
  for (std::uint64_t i = 0; i < points; ++i) column[i] = draw(seed, key, i);
  return column;
}

/// One point in each of `points` equal slices (McKay, Beckman and Conover 1979).
UnitColumn latin_column(const Factor& factor, std::uint64_t points, std::uint64_t seed) {
  const std::vector<std::uint64_t> slices = shuffled(points, seed, stable_key("design.slices", factor.key));
  const std::uint64_t key = stable_key("design.latin_hypercube", factor.key);
  UnitColumn column(points);
  for (std::uint64_t i = 0; i < points; ++i)
    column[i] = (static_cast<double>(slices[i]) + draw(seed, key, i)) / static_cast<double>(points);
  return column;
}

}  // namespace

std::vector<std::uint64_t> shuffled(std::uint64_t count, std::uint64_t seed, std::uint64_t key) {
  std::vector<std::uint64_t> rows(count);
  std::iota(rows.begin(), rows.end(), std::uint64_t{0});
  for (std::uint64_t i = count; i > 1; --i) {
    const auto other = static_cast<std::uint64_t>(draw(seed, key, i) * static_cast<double>(i));
    std::swap(rows[i - 1], rows[std::min(other, i - 1)]);
  }
  return rows;
}

std::vector<UnitColumn> sobol_points(std::size_t dimensions, std::uint64_t count, std::uint64_t seed) {
  boost::random::sobol engine(dimensions);
  std::vector<std::uint64_t> shift(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    const auto words = random_words(seed, Purpose::parameter, stable_key("design.sobol", std::to_string(d)), 0);
    shift[d] = static_cast<std::uint64_t>(words[0]) << 32 | words[1];
  }
  std::vector<UnitColumn> columns(dimensions, UnitColumn(count));
  for (std::uint64_t i = 0; i < count; ++i)
    for (std::size_t d = 0; d < dimensions; ++d) {
      const std::uint64_t bits = (i == 0 ? 0 : engine()) ^ shift[d];  // the engine leaves the zero point out
      columns[d][i] = to_uniform(static_cast<std::uint32_t>(bits >> 32), static_cast<std::uint32_t>(bits));
    }
  return columns;
}

std::vector<UnitColumn> saltelli_points(std::size_t factors, std::uint64_t base, bool second_order,
                                        std::uint64_t seed) {
  const std::vector<UnitColumn> both = sobol_points(2 * factors, base, seed);
  std::vector<UnitColumn> columns(factors);
  for (std::size_t f = 0; f < factors; ++f) {
    UnitColumn& out = columns[f];
    for (std::uint64_t i = 0; i < base; ++i) {
      const double a = both[f][i], b = both[factors + f][i];
      out.push_back(a);
      for (std::size_t g = 0; g < factors; ++g) out.push_back(f == g ? b : a);
      for (std::size_t g = 0; second_order && g < factors; ++g) out.push_back(f == g ? a : b);
      out.push_back(b);
    }
  }
  return columns;
}

std::vector<UnitColumn> morris_points(std::size_t factors, std::uint64_t trajectories, std::uint64_t levels,
                                      std::uint64_t seed) {
  const std::uint64_t half = levels / 2;
  const double top = static_cast<double>(levels - 1);
  std::vector<UnitColumn> columns(factors);
  for (std::uint64_t t = 0; t < trajectories; ++t) {
    const std::uint64_t key = stable_key("design.morris", std::to_string(t));
    const std::vector<std::uint64_t> order = shuffled(factors, seed, key);
    std::vector<std::uint64_t> level(factors);
    std::vector<bool> up(factors);
    for (std::size_t f = 0; f < factors; ++f) {
      const std::uint64_t start =
          std::min(static_cast<std::uint64_t>(draw(seed, key + 1, 2 * f) * static_cast<double>(half)), half - 1);
      up[f] = draw(seed, key + 1, 2 * f + 1) < 0.5;
      level[f] = up[f] ? start : start + half;
    }
    const auto add = [&] {
      for (std::size_t f = 0; f < factors; ++f) columns[f].push_back(static_cast<double>(level[f]) / top);
    };
    add();
    for (const std::uint64_t f : order) {
      level[f] = up[f] ? level[f] + half : level[f] - half;
      add();
    }
  }
  return columns;
}

namespace {

std::vector<UnitColumn> drawn_points(const Design& design) {
  const auto points = static_cast<std::uint64_t>(design.keys.points);
  const auto seed = static_cast<std::uint64_t>(design.keys.seed);
  const std::size_t factors = design.factors.size();
  std::vector<UnitColumn> columns;
  switch (design.keys.sampler) {
    case Sampler::list:
    case Sampler::grid: return columns;
    case Sampler::random:
      for (const Factor& factor : design.factors) columns.push_back(random_column(factor, points, seed));
      return columns;
    case Sampler::latin_hypercube:
      for (const Factor& factor : design.factors) columns.push_back(latin_column(factor, points, seed));
      return columns;
    case Sampler::sobol: return sobol_points(factors, points, seed);
    case Sampler::saltelli: return saltelli_points(factors, points, design.keys.second_order, seed);
    case Sampler::morris: return morris_points(factors, points, static_cast<std::uint64_t>(design.keys.levels), seed);
  }
  return columns;
}

}  // namespace

std::vector<UnitColumn> unit_points(const Design& design) {
  std::vector<UnitColumn> columns = drawn_points(design);
  correlate(design, columns);
  return columns;
}

}  // namespace exarace
