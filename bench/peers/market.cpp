/// The small market of bench/peers: writes what all systems read, and runs it with exarace's own kernel.
///
///     bench_market write ROWS FOLDER     population and offers, as binary files
///     bench_market run FOLDER SEED       one line of JSON: what common.py's report() prints

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "agents/enterprise_rows.hpp"
#include "sim/core/random.hpp"
#include "sim/core/smooth.hpp"

namespace {

using namespace exarace;

template <class List>
void put(std::ofstream& file, const List& list) {
  using T = typename List::value_type;
  for (const T& value : list) file.write(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
std::vector<T> take(std::ifstream& file, std::size_t count) {
  std::vector<T> list(count);
  file.read(reinterpret_cast<char*>(list.data()), static_cast<std::streamsize>(count * sizeof(T)));
  if (!file) std::exit(1);
  return list;
}

constexpr std::size_t kSteps = 108, kCountries = 20, kSectors = 8, kLabs = 16;

/// Rows by country and sector, of heavy-tailed size, each useful from a threshold on that is its own.
void write_population(std::size_t rows, const std::string& folder) {
  std::vector<float> users, threshold, steepness;
  std::vector<std::uint64_t> luck;
  std::vector<std::uint8_t> country, sector;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint64_t key = stable_key("peers", std::to_string(i));
    const double u = uniform(1, Purpose::enterprise_size, key, 0),
                 v = uniform(1, Purpose::enterprise_threshold, key, 0);
    const std::size_t stratum = i * kCountries * kSectors / rows;
    users.push_back(static_cast<float>(std::min(200.0, std::pow(u, -1 / 2.2)) * 4e9 / static_cast<double>(rows)));
    threshold.push_back(static_cast<float>(116 + std::log(std::max(1.0, 70 * v)) / 0.095));
    steepness.push_back(static_cast<float>(0.5 + 4 * u));
    luck.push_back(key);
    country.push_back(static_cast<std::uint8_t>(stratum / kSectors));
    sector.push_back(static_cast<std::uint8_t>(stratum % kSectors));
  }
  std::ofstream file(folder + "/population.bin", std::ios::binary);
  put(file, std::vector<std::int64_t>{static_cast<std::int64_t>(rows)});
  put(file, users), put(file, threshold), put(file, steepness), put(file, luck), put(file, country), put(file, sector);
}

/// Capability rises month by month, more slowly for some countries; labs overtake each other.
void write_offers(const std::string& folder) {
  std::vector<double> effective, weight;
  std::vector<float> cumulative;
  for (std::size_t t = 0; t < kSteps; ++t)
    for (std::size_t c = 0; c < kCountries; ++c) {
      const double month = static_cast<double>(t), place = static_cast<double>(c);
      effective.push_back(108 + 0.7 * month - 0.3 * place);
      std::vector<double> share;
      for (std::size_t lab = 0; lab < kLabs; ++lab)
        share.push_back(std::exp(std::sin(0.05 * month * static_cast<double>(lab % 5 + 1) + static_cast<double>(lab))));
      double all = 0, sum = 0;
      for (const double one : share) all += one;
      for (const double one : share) cumulative.push_back(static_cast<float>((sum += one) / all));
      for (std::size_t cell = 0; cell < kSectors * kLabs; ++cell)
        weight.push_back((4.0 + static_cast<double>(cell % 7)) / (1 + place));
    }
  std::ofstream file(folder + "/offers.bin", std::ios::binary);
  put(file, std::vector<std::int64_t>{kSteps, kCountries, kSectors, kLabs});
  put(file, std::vector<double>{closing(3.0, 1 / 12.0), closing(1.0, 1 / 12.0)});
  put(file, effective), put(file, weight), put(file, cumulative);
}

int write(const std::string& rows, const std::string& folder) {
  write_offers(folder);
  write_population(std::stoull(rows), folder);
  return 0;
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int play(const std::string& folder, std::uint64_t seed) {
  std::ifstream people(folder + "/population.bin", std::ios::binary), terms(folder + "/offers.bin", std::ios::binary);
  const auto rows = static_cast<std::size_t>(take<std::int64_t>(people, 1)[0]);
  const auto users = take<float>(people, rows), threshold = take<float>(people, rows);
  const auto steepness = take<float>(people, rows);
  const auto luck = take<std::uint64_t>(people, rows);
  const auto country = take<std::uint8_t>(people, rows), sector = take<std::uint8_t>(people, rows);
  const auto size = take<std::int64_t>(terms, 4);
  const auto steps = static_cast<std::size_t>(size[0]), countries = static_cast<std::size_t>(size[1]);
  const auto sectors = static_cast<std::size_t>(size[2]), labs = static_cast<std::size_t>(size[3]);
  const auto rates = take<double>(terms, 2);
  const std::size_t width = countries * sectors * labs;
  const auto effective = take<double>(terms, steps * countries), weight = take<double>(terms, steps * width);
  const auto cumulative = take<float>(terms, steps * countries * labs);
  std::vector<float> adoption(rows);
  std::vector<std::uint16_t> provider(rows);
  const EnterpriseRows columns{users.data(), threshold.data(), steepness.data(), luck.data(),
                               nullptr,      nullptr,          adoption.data(),  provider.data()};
  std::vector<std::uint16_t> order(labs);
  std::iota(order.begin(), order.end(), std::uint16_t{0});
  std::vector<double> totals;
  const double begun = processor_seconds();
  for (std::size_t step = 0; step < steps; ++step) {
    std::vector<double> cells(width);
    for (std::size_t first = 0, last = 0; first < rows; first = last) {
      while (last < rows && country[last] == country[first] && sector[last] == sector[first]) ++last;
      const std::size_t at = step * countries + country[first];
      advance_rows(columns,
                   {static_cast<float>(effective[at]),
                    0,
                    static_cast<float>(rates[0]),
                    static_cast<float>(rates[1]),
                    {cumulative.data() + at * labs, labs},
                    order,
                    seed,
                    static_cast<std::uint32_t>(step)},
                   first, last, cells.data() + (country[first] * sectors + sector[first]) * labs);
    }
    double total = 0;
    for (std::size_t cell = 0; cell < width; ++cell) total += cells[cell] * weight[step * width + cell];
    totals.push_back(total);
  }
  const double seconds = processor_seconds() - begun;
  std::printf("{\"rows\": %zu, \"steps\": %zu, \"seconds\": %.6f, \"totals\": [", rows, steps, seconds);
  for (std::size_t step = 0; step < steps; ++step) std::printf(step == 0 ? "%.9g" : ", %.9g", totals[step]);
  std::printf("]}\n");
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> asked(words + 1, words + count);
  if (asked.size() == 3 && asked[0] == "write") return write(asked[1], asked[2]);
  if (asked.size() == 3 && asked[0] == "run") return play(asked[1], std::stoull(asked[2]));
  std::fprintf(stderr, "usage: bench_market write ROWS FOLDER | run FOLDER SEED\n");
  return 2;
}
