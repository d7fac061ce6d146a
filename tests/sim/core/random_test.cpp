/// Keyed streams: the generator is Philox, and what differs in any part of its key is independent.

#include "sim/core/random.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

using Words = std::array<std::uint32_t, 4>;
constexpr std::size_t kDraws = 20'000;

std::uint64_t joined(std::uint32_t high, std::uint32_t low) { return static_cast<std::uint64_t>(high) << 32 | low; }

/// Correlation of two streams; that of independent ones is within 4 / sqrt(n) of zero in all but 1 of 15,000 tries.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double product = 0;
  for (std::size_t i = 0; i < a.size(); ++i) product += (a[i] - 0.5) * (b[i] - 0.5);
  return product * 12 / static_cast<double>(a.size());
}

/// Draws number(0), number(1), ...
template <class Number>
std::vector<double> stream(Number&& number) {
  std::vector<double> draws;
  for (std::size_t i = 0; i < kDraws; ++i) draws.push_back(number(static_cast<std::uint32_t>(i)));
  return draws;
}

/// Largest distance between the distribution of draws and the uniform one (Kolmogorov and Smirnov).
double distance_from_uniform(std::vector<double> draws) {
  std::sort(draws.begin(), draws.end());
  double most = 0;
  const auto n = static_cast<double>(draws.size());
  for (std::size_t i = 0; i < draws.size(); ++i) {
    most = std::max(most, std::abs(draws[i] - static_cast<double>(i) / n));
    most = std::max(most, std::abs(draws[i] - static_cast<double>(i + 1) / n));
  }
  return most;
}

/// A stream over replicates: the same purpose, key and step in runs with other luck.
std::vector<double> over_replicates(std::uint64_t seed, std::uint64_t key, std::uint32_t step) {
  return stream([&](std::uint32_t i) { return uniform(run_seed(seed, i), Purpose::adoption, key, step); });
}

const double kClose = 4 / std::sqrt(static_cast<double>(kDraws));

}  // namespace

TEST_CASE("random words are those of Philox 4x32 with ten rounds") {
  // Known answers of Salmon et al. (2011), as they come with Random123.
  CHECK(random_words(0, Purpose{0}, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(random_words(joined(0x299f31d0, 0xa4093822), Purpose{0x03707344}, joined(0x85a308d3, 0x243f6a88), 0x13198a2e) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("uniform draws lie inside their ends, even where all bits are equal") {
  CHECK(to_uniform(0, 0) > 0);
  CHECK(to_uniform(0xffffffffu, 0xffffffffu) < 1);
}

TEST_CASE("draws over steps, keys and replicates are uniform") {
  const double limit = 1.95 / std::sqrt(static_cast<double>(kDraws));  // one try of a thousand is further off
  const auto over_steps = stream([](std::uint32_t i) { return uniform(7, Purpose::adoption, 3, i); });
  const auto over_keys = stream([](std::uint32_t i) { return uniform(7, Purpose::adoption, i, 3); });
  CHECK(distance_from_uniform(over_steps) < limit);
  CHECK(distance_from_uniform(over_keys) < limit);
  CHECK(distance_from_uniform(over_replicates(1, 3, 3)) < limit);
}

TEST_CASE("normal draws have the moments of the standard normal distribution") {
  double sum = 0, square = 0, fourth = 0;
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    const double z = normal(7, Purpose::cloud_belief, 3, i);
    sum += z, square += z * z, fourth += z * z * z * z;
  }
  const double n = kDraws;
  CHECK(std::abs(sum / n) < kClose);
  CHECK(std::abs(square / n - 1) < kClose * std::sqrt(2.0));
  CHECK(std::abs(fourth / n - 3) < kClose * std::sqrt(96.0));
}

TEST_CASE("replicates are independent of each other, over steps and over what is drawn") {
  for (std::uint64_t lag : {1, 2, 10}) {
    const auto one = stream([](std::uint32_t i) { return uniform(run_seed(1, 0), Purpose::adoption, 3, i); });
    const auto other = stream([&](std::uint32_t i) { return uniform(run_seed(1, lag), Purpose::adoption, 3, i); });
    CHECK(std::abs(correlation(one, other)) < kClose);
  }
  std::vector<double> draws = over_replicates(1, 3, 3), next(draws.begin() + 1, draws.end());
  draws.pop_back();
  CHECK(std::abs(correlation(draws, next)) < kClose);  // a replicate and the one after it
}

TEST_CASE("streams that differ in seed, purpose, key or step are independent") {
  const std::vector<double> base = over_replicates(1, 3, 3);
  CHECK(std::abs(correlation(base, over_replicates(2, 3, 3))) < kClose);
  CHECK(std::abs(correlation(base, over_replicates(1, 4, 3))) < kClose);
  CHECK(std::abs(correlation(base, over_replicates(1, 3, 4))) < kClose);
  const auto other_purpose =
      stream([](std::uint32_t i) { return uniform(run_seed(1, i), Purpose::cloud_belief, 3, 3); });
  CHECK(std::abs(correlation(base, other_purpose)) < kClose);
}

TEST_CASE("no two replicates of neighbouring seeds share their run's seed") {
  std::set<std::uint64_t> seeds;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (std::uint64_t replicate = 0; replicate < 5'000; ++replicate) seeds.insert(run_seed(seed, replicate));
  CHECK(seeds.size() == 100'000);
}

TEST_CASE("a key depends on the table and the id, and on where one ends and the other begins") {
  CHECK(stable_key("clouds", "aws") == stable_key("clouds", "aws"));
  CHECK(stable_key("clouds", "aws") != stable_key("labs", "aws"));
  CHECK(stable_key("clouds", "aws") != stable_key("cloudsa", "ws"));
}
