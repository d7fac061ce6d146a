#include "scenarios/runner/furnish/population.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "sim/core/random.hpp"

namespace exarace {
namespace {

/// Pareto size with mean 1 and finite variance, from a keyed draw.
double size_draw(std::uint64_t seed, std::uint64_t key) {
  const double u = uniform(seed, Purpose::enterprise_size, key, 0);
  return std::min(200.0, std::pow(u, -1 / 2.2) * (1.2 / 2.2));
}

/// Rows of each (country, sector), in proportion to people; at least one where there are any.
std::vector<std::size_t> rows_per_stratum(const World& world, std::size_t rows) {
  const std::size_t strata = world.countries.size() * kDemandSectors;
  std::vector<double> people(strata);
  double total = 0;
  for (const CountryId country : world.countries.rows())
    for (std::size_t sector = 0; sector < kDemandSectors; ++sector) {
      // Sectors other than consumers get more rows than people: firms differ more than consumers do.
      const double weight = std::sqrt(kSectorPeople[sector]) * std::sqrt(world.countries.reachable_users[country]);
      people[country.index * kDemandSectors + sector] = weight;
      total += weight;
    }
  std::vector<std::size_t> counts(strata);
  std::size_t used = 0;
  for (std::size_t i = 0; i < strata; ++i) {
    counts[i] = people[i] > 0 ? std::max<std::size_t>(1, std::size_t(double(rows) * people[i] / total)) : 0;
    used += counts[i];
  }
  if (used < rows) counts[0] += rows - used;
  return counts;
}

}  // namespace

void populate(World& world, std::size_t rows, const EnterpriseBehaviour& rule) {
  auto& population = world.enterprises;
  const auto counts = rows_per_stratum(world, rows);
  double people = 0;
  for (const CountryId country : world.countries.rows()) people += world.countries.reachable_users[country];
  for (std::size_t stratum = 0; stratum < counts.size(); ++stratum) {
    const std::size_t country = stratum / kDemandSectors, sector = stratum % kDemandSectors;
    const std::size_t n = counts[stratum];
    const double reach = world.countries.reachable_users[CountryId{country}] * kSectorPeople[sector];
    std::vector<double> size(n), draw(n);
    std::vector<std::uint64_t> keys(n);
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      keys[i] = stable_key("enterprises", world.countries.id[CountryId{country}] + "/" + kDemandSectorNames[sector] +
                                              "/" + std::to_string(i));
      size[i] = size_draw(world.seed, keys[i]);
      draw[i] = uniform(world.seed, Purpose::enterprise_threshold, keys[i], 0);
      total += size[i];
    }
    // Rows stand in a random order along the distribution of thresholds; each covers the band that its size fills.
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return draw[a] < draw[b]; });
    std::vector<double> low(n), high(n);
    double covered = 0;
    for (const std::size_t i : order) {
      low[i] = covered;
      covered += size[i] / total;
      high[i] = covered;
    }
    const auto threshold = [&](double share) {
      const double useful = std::max(share, 1e-9) * people / rule.first_users;
      return rule.adoption_threshold + std::log(std::max(1.0, useful)) / rule.growth_per_point;
    };
    for (std::size_t i = 0; i < n; ++i) {
      const double from = threshold(low[i]), to = std::max(threshold(high[i]), from + 0.05);
      population.users.push_back(static_cast<float>(reach * size[i] / total));
      population.threshold.push_back(static_cast<float>(from));
      population.steepness.push_back(static_cast<float>(1 / (to - from)));
      population.adoption.push_back(0);
      population.luck.push_back(keys[i]);
      population.country.push_back(static_cast<std::uint8_t>(country));
      population.sector.push_back(static_cast<std::uint8_t>(sector));
      population.provider.push_back(0);
    }
  }
  auto& cells = world.cells;
  cells.labs = world.labs.size();
  const std::size_t size = world.countries.size() * kDemandSectors * cells.labs;
  cells.users.assign(size, 0);
  cells.desired.assign(size, 0);
  cells.granted.assign(size, 0);
}

}  // namespace exarace
