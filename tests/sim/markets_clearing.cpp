#include "sim/markets/clearing.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

std::vector<double> granted(std::vector<Bid> bids, double supply, Allocation rule) {
  ration(bids, supply, rule);
  std::vector<double> all;
  for (const Bid& bid : bids) all.push_back(bid.granted);
  return all;
}

using Amounts = std::vector<double>;

}  // namespace

TEST_CASE("where there is enough everybody gets what it wants, by every rule", "[markets]") {
  for (const Allocation rule : {Allocation::pro_rata, Allocation::by_weight, Allocation::by_value}) {
    const Amounts got = granted({{30, 1}, {60, 5}}, 100, rule);
    CHECK(got[0] == Approx(30));
    CHECK(got[1] == Approx(60));
  }
}

TEST_CASE("pro rata shares by wish, by value serves the dearest first and ties in proportion", "[markets]") {
  CHECK(granted({{30, 1}, {60, 5}}, 45, Allocation::pro_rata) == Amounts{15, 30});
  CHECK(granted({{30, 1}, {60, 5}}, 70, Allocation::by_value) == Amounts{10, 60});
  CHECK(granted({{30, 1}, {60, 5}, {40, 5}}, 50, Allocation::by_value) == Amounts{0, 30, 20});
}

TEST_CASE("by weight shares by wish times value, and what one does not need goes to the others", "[markets]") {
  const Amounts got = granted({{100, 1}, {100, 3}}, 80, Allocation::by_weight);
  CHECK(got[0] == Approx(20));
  CHECK(got[1] == Approx(60));
  const Amounts again = granted({{100, 1}, {10, 30}}, 60, Allocation::by_weight);
  CHECK(again[1] == Approx(10));
  CHECK(again[0] == Approx(50));
}

TEST_CASE("nothing to share gives nobody anything", "[markets]") {
  for (const Allocation rule : {Allocation::pro_rata, Allocation::by_weight, Allocation::by_value})
    CHECK(granted({{30, 1}, {60, 5}}, 0, rule) == Amounts{0, 0});
}
