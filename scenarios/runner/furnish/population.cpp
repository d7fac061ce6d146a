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

namespace {

/// Members of one stratum: their weight, their key for luck, and the places that they fill in two orders.
struct Stratum {
  std::vector<double> size;  ///< over the sum of all
  std::vector<std::uint64_t> keys;
  std::vector<double> low, high;     ///< band of the distribution of thresholds
  std::vector<double> first, after;  ///< part of firms that begins before it, and with it
};

std::vector<std::size_t> order_by(const std::vector<double>& what) {
  std::vector<std::size_t> order(what.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return what[a] < what[b]; });
  return order;
}

Stratum draw_stratum(const World& world, std::size_t country, std::size_t sector, std::size_t n, double size_order) {
  Stratum drawn;
  std::vector<double> place(n), late(n);
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto key = stable_key("enterprises", world.countries.id[CountryId{country}] + "/" +
                                                   kDemandSectorNames[sector] + "/" + std::to_string(i));
    drawn.keys.push_back(key);
    total += drawn.size.emplace_back(size_draw(world.seed, key));
    place[i] = uniform(world.seed, Purpose::enterprise_threshold, key, 0);
    // In what order firms begin: the larger are earlier, luck decides the rest.
    late[i] = std::log(uniform(world.seed, Purpose::enterprise_turn, key, 0)) - size_order * std::log(drawn.size[i]);
  }
  for (double& size : drawn.size) size /= total;
  // Rows stand in a random order along a distribution; each covers the band that its size fills.
  const auto bands = [&](const std::vector<double>& by, std::vector<double>& from, std::vector<double>& to) {
    from.resize(n), to.resize(n);
    double covered = 0;
    for (const std::size_t i : order_by(by)) from[i] = covered, to[i] = covered += drawn.size[i];
  };
  bands(place, drawn.low, drawn.high);
  bands(late, drawn.first, drawn.after);
  return drawn;
}

/// The lab that everybody knows at the start: who has never looked goes there.
std::uint16_t best_known(const Labs& labs) {
  std::size_t best = 0;
  for (const LabId lab : labs.rows())
    if (labs.capability[lab] > labs.capability[LabId{best}]) best = lab.index;
  return static_cast<std::uint16_t>(best);
}

}  // namespace

void populate(World& world, std::size_t rows, const EnterpriseBehaviour& rule) {
  auto& population = world.enterprises;
  const auto counts = rows_per_stratum(world, rows);
  const std::uint16_t known = best_known(world.labs);
  double people = 0;
  for (const CountryId country : world.countries.rows()) people += world.countries.reachable_users[country];
  for (std::size_t stratum = 0; stratum < counts.size(); ++stratum) {
    const std::size_t country = stratum / kDemandSectors, sector = stratum % kDemandSectors;
    const double reach = world.countries.reachable_users[CountryId{country}] * kSectorPeople[sector];
    const Stratum drawn = draw_stratum(world, country, sector, counts[stratum], rule.size_order);
    const Pool pool = pool_of(sector);
    // People differ in the capability that they need; a firm has tasks of all kinds, and its band is the part of them.
    const auto threshold = [&](double share) {
      const double useful = std::max(share, 1e-9) * people / rule.first_users;
      return rule.adoption_threshold + std::log(std::max(1.0, useful)) / rule.growth_per_point;
    };
    for (std::size_t i = 0; i < drawn.size.size(); ++i) {
      const bool firm = pool != Pool::people;
      const double from = firm ? 0.0 : threshold(drawn.low[i]);
      const double to = firm ? 1.0 : std::max(threshold(drawn.high[i]), from + 0.05);
      population.users.push_back(static_cast<float>(reach * drawn.size[i]));
      population.threshold.push_back(static_cast<float>(from));
      population.steepness.push_back(static_cast<float>(1 / (to - from)));
      // Consumers have no turn: all of it lies before the part of firms that has begun.
      population.turn.push_back(firm ? static_cast<float>(drawn.first[i]) : 0.0f);
      population.turn_width.push_back(firm ? static_cast<float>(1 / (drawn.after[i] - drawn.first[i])) : 1.0f);
      population.adoption.push_back(0);
      population.luck.push_back(drawn.keys[i]);
      population.country.push_back(static_cast<std::uint8_t>(country));
      population.sector.push_back(static_cast<std::uint8_t>(sector));
      population.provider.push_back(known);
    }
  }
  auto& cells = world.cells;
  cells.labs = world.labs.size();
  const std::size_t size = world.countries.size() * kDemandSectors * cells.labs;
  cells.users.assign(size, 0);
  cells.desired.assign(size, 0);
  cells.granted.assign(size, 0);
  cells.taken_up.assign(world.countries.size() * kDemandSectors, 0);
}

}  // namespace exarace
