/// Eight rows at a time give the bits of one at a time.

#include "agents/enterprise_rows.hpp"

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "sim/core/random.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

constexpr std::size_t kRows = 1003;  // no multiple of eight
constexpr std::size_t kLabs = 5;

/// A population in which some rows have all, none, or no number.
struct Population {
  std::vector<float> users, threshold, steepness, turn, turn_width, adoption;
  std::vector<std::uint64_t> luck;
  std::vector<std::uint16_t> provider;
  std::vector<double> sums = std::vector<double>(kLabs);

  Population() {
    for (std::uint32_t i = 0; i < kRows; ++i) {
      const auto draw = [i](std::uint32_t what) { return uniform(11, Purpose::yield, what, i); };
      users.push_back(static_cast<float>(1e7 * draw(1)));
      threshold.push_back(static_cast<float>(90 + 60 * draw(2)));
      steepness.push_back(static_cast<float>(4 * draw(3)));
      turn.push_back(static_cast<float>(draw(5)));
      turn_width.push_back(static_cast<float>(20 * draw(6)));
      adoption.push_back(static_cast<float>(draw(4)));
      luck.push_back(stable_key("enterprises", std::to_string(i)));
      provider.push_back(static_cast<std::uint16_t>(i % kLabs));
    }
    threshold[17] = std::numeric_limits<float>::quiet_NaN();
    users[17] = 0;
    threshold[18] = 120;  // a gap of zero
    steepness[19] = 0;
  }
  EnterpriseRows rows(bool turns = false) {
    return {users.data(),
            threshold.data(),
            steepness.data(),
            luck.data(),
            turns ? turn.data() : nullptr,
            turns ? turn_width.data() : nullptr,
            adoption.data(),
            provider.data()};
  }
};

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

}  // namespace

TEST_CASE("rows of enterprises taken eight at a time have the bits of rows taken one at a time", "[agents]") {
  const std::vector<float> cumulative = {0.1f, 0.1f, 0.55f, 0.9f, 1.0f};
  const std::vector<std::uint16_t> labs = {3, 0, 4, 1, 2};
  const bool turns = GENERATE(false, true);
  for (const float reviews : {0.0f, 1e-9f, 0.08f, 0.5f, 0.99999994f, 1.0f}) {
    Population many, single;
    for (std::uint32_t step = 0; step < 12; ++step) {
      const EnterpriseOffer offer{
          120.0f + static_cast<float>(step), 0.4f, 0.25f, reviews, cumulative, labs, 0x123456789abcdefull, step};
      advance_rows(many.rows(turns), offer, 3, kRows, many.sums.data());
      advance_rows_singly(single.rows(turns), offer, 3, kRows, single.sums.data());
    }
    INFO(reviews);
    CHECK(same_bits(many.adoption, single.adoption));
    CHECK(same_bits(many.provider, single.provider));
    CHECK(same_bits(many.sums, single.sums));
  }
}

TEST_CASE("rows of enterprises that look again go where their draw says", "[agents]") {
  Population population;
  const std::vector<float> second = {0.0f, 1.0f, 1.0f, 1.0f, 1.0f};
  const std::vector<std::uint16_t> labs = {0, 3, 1, 2, 4};
  advance_rows(population.rows(), {130, 0, 0.1f, 1.0f, second, labs, 5, 0}, 0, kRows, population.sums.data());
  for (const std::uint16_t lab : population.provider) REQUIRE(lab == 3);
  CHECK(population.sums[0] == 0);
}
