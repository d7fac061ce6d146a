#include "sim/state/compute.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

TEST_CASE("the fleet lists the batches of each cloud in their order, and only when it is arranged") {
  Fleet fleet;
  const CloudId a{0}, b{1}, c{2};
  for (const CloudId owner : {b, a, b}) fleet.batches.push_back({owner, SkuId{0}, kNever, 5, {}, {}, 0});
  CHECK(fleet.of(b).empty());
  fleet.arrange(3);
  CHECK(std::vector<std::uint32_t>(fleet.of(b).begin(), fleet.of(b).end()) == std::vector<std::uint32_t>{0, 2});
  CHECK(std::vector<std::uint32_t>(fleet.of(a).begin(), fleet.of(a).end()) == std::vector<std::uint32_t>{1});
  CHECK(fleet.of(c).empty());
  fleet.batches.erase(fleet.batches.begin());
  fleet.arrange(3);
  CHECK(std::vector<std::uint32_t>(fleet.of(b).begin(), fleet.of(b).end()) == std::vector<std::uint32_t>{1});
}
