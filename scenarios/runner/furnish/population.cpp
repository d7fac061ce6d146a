#include "scenarios/runner/furnish/population.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>

#include "sim/core/math.hpp"
#include "sim/core/pieces.hpp"
#include "sim/core/random.hpp"
#include "sim/core/value_at.hpp"

namespace exarace {
namespace {

/// Pareto size with mean 1 and finite variance, from a keyed draw.
double size_draw(const EnterpriseBehaviour& rule, std::uint64_t seed, std::uint64_t key) {
  const double u = uniform(seed, Purpose::enterprise_size, key, 0);
  return std::min(rule.largest_size, math::pow(u, -1 / rule.size_tail) * (1 - 1 / rule.size_tail));
}

/// Rows of each (country, sector), in proportion to people; at least one where there are any.
std::vector<std::size_t> rows_per_stratum(const World& world, std::size_t rows, const EnterpriseBehaviour& rule) {
  const std::size_t strata = world.countries.size() * kDemandSectors;
  std::vector<double> people(strata);
  double total = 0;
  for (const CountryId country : world.countries.rows())
    for (std::size_t sector = 0; sector < kDemandSectors; ++sector) {
      // Sectors other than consumers get more rows than people: firms differ more than consumers do.
      const double part = value_at(rule.sector_people, sector);
      const double weight = std::sqrt(part) * std::sqrt(world.countries.reachable_users[country]);
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

/// Rows in the order of a number of theirs, equal ones in the order of rows. Numbers without long gaps come near their
/// places at once.
std::vector<std::uint32_t> order_by(const std::vector<double>& what) {
  const std::size_t n = what.size();
  if (n == 0) return {};
  const auto [least, most] = std::minmax_element(what.begin(), what.end());
  const double from = *least, per_number = *most > from ? static_cast<double>(n) / (*most - from) : 0;
  const auto place = [&](double number) {
    return std::min(n - 1, static_cast<std::size_t>((number - from) * per_number));
  };
  std::vector<std::uint32_t> next(n + 1), order(n);
  for (const double number : what) ++next[place(number) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  for (std::size_t i = 0; i < n; ++i) order[next[place(what[i])]++] = static_cast<std::uint32_t>(i);
  for (std::size_t k = 1; k < n; ++k) {
    const std::uint32_t row = order[k];
    std::size_t to = k;
    for (; to > 0 && what[order[to - 1]] > what[row]; --to) order[to] = order[to - 1];
    order[to] = row;
  }
  return order;
}

/// The key of a longer id: goes on with stable_key() where it stopped.
std::uint64_t longer_key(std::uint64_t key, std::string_view more) {
  for (const char c : more) key = (key ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return key;
}

/// Key of the luck of each row: that of its name, "enterprises/us/finance/17".
void draw_keys(const std::string& stratum, std::size_t n, std::uint64_t* keys) {
  const std::uint64_t begun = stable_key("enterprises", stratum + "/");
  char digits[std::numeric_limits<std::size_t>::digits10 + 1];
  for (std::size_t i = 0; i < n; ++i) {
    const char* end = std::to_chars(digits, digits + sizeof digits, i).ptr;
    keys[i] = longer_key(begun, {digits, static_cast<std::size_t>(end - digits)});
  }
}

/// What a part of the people needs at least [index], by the part that needs less: people differ.
struct Threshold {
  const EnterpriseBehaviour& rule;
  double people;
  double operator()(double share) const {
    const double useful = std::max(share, 1e-9) * people / rule.first_users;
    return rule.adoption_threshold + math::log(std::max(1.0, useful)) / rule.growth_per_point;
  }
};

/// The `n` rows of a stratum from row `at` on: their weight, and the band that they fill of the distribution of
/// thresholds (people) or in the order in which firms begin.
void draw_stratum(World& world, std::size_t stratum, std::size_t at, std::size_t n, const Threshold& threshold) {
  auto& population = world.enterprises;
  const CountryId country{stratum / kDemandSectors};
  const std::size_t sector = stratum % kDemandSectors;
  const bool firm = pool_of(sector) != Pool::people;
  const double reach = world.countries.reachable_users[country] * value_at(threshold.rule.sector_people, sector);
  std::uint64_t* keys = population.luck.data() + at;
  draw_keys(world.countries.id[country] + "/" + kDemandSectorNames[sector], n, keys);
  std::vector<double> size(n), place(n);
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) {
    total += size[i] = size_draw(threshold.rule, world.seed, keys[i]);
    // In what order firms begin: the larger are earlier, luck decides the rest.
    place[i] = firm ? math::log(uniform(world.seed, Purpose::enterprise_turn, keys[i], 0)) -
                          threshold.rule.size_order * math::log(size[i])
                    : uniform(world.seed, Purpose::enterprise_threshold, keys[i], 0);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const EnterpriseId row{at + i};
    size[i] /= total;
    population.users[row] = static_cast<float>(reach * size[i]);
    population.country[row] = static_cast<std::uint8_t>(country.index);
    population.sector[row] = static_cast<std::uint8_t>(sector);
  }
  double covered = 0, next = firm ? 0 : threshold(covered);
  for (const std::uint32_t i : order_by(place)) {
    const EnterpriseId row{at + i};
    const double from = firm ? covered : next;
    covered += size[i];
    next = firm ? covered : threshold(covered);
    if (firm) {
      // A firm has tasks of all kinds: its threshold is none of them, its band all.
      population.turn[row] = static_cast<float>(from);
      population.turn_width[row] = static_cast<float>(1 / (next - from));
    } else {
      population.threshold[row] = static_cast<float>(from);
      population.steepness[row] = static_cast<float>(1 / (std::max(next, from + threshold.rule.least_band) - from));
    }
  }
}

/// Gives every column its rows. Consumers have no turn: all of it lies before the part of firms that has begun.
void extend(Enterprises& population, std::size_t rows, std::uint16_t provider) {
  population.users.resize(rows);
  population.threshold.resize(rows, 0);
  population.steepness.resize(rows, 1);
  population.turn.resize(rows, 0);
  population.turn_width.resize(rows, 1);
  population.adoption.resize(rows);
  population.luck.resize(rows);
  population.country.resize(rows);
  population.sector.resize(rows);
  population.provider.resize(rows, provider);
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
  const auto counts = rows_per_stratum(world, rows, rule);
  const std::uint16_t known = best_known(world.labs);
  double people = 0;
  for (const CountryId country : world.countries.rows()) people += world.countries.reachable_users[country];
  std::vector<std::size_t> at = {population.size()};
  for (const std::size_t count : counts) at.push_back(at.back() + count);
  extend(population, at.back(), known);
  for_pieces(counts.size(), [&](std::size_t stratum) {
    if (counts[stratum] > 0) draw_stratum(world, stratum, at[stratum], counts[stratum], {rule, people});
  });
  auto& cells = world.cells;
  cells.labs = world.labs.size();
  const std::size_t size = world.countries.size() * kDemandSectors * cells.labs;
  cells.users.assign(size, 0);
  cells.desired.assign(size, 0);
  cells.granted.assign(size, 0);
  cells.taken_up.assign(world.countries.size() * kDemandSectors, 0);
}

}  // namespace exarace
