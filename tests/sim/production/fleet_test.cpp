#include "sim/state/compute.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

TEST_CASE("batches of long ago are left as they are, but for those without chips") {
  Fleet fleet;
  const CloudId a{0};
  for (const int year : {2020, 2020, 2021, 2024, 2024})
    fleet.batches.push_back({a, SkuId{0}, make_date(year, 3, 1), 5, {}, {}, 0});
  fleet.batches[2].units = 0;
  fleet.arrange(1, 1, make_date(2024, 2, 1));
  REQUIRE(fleet.batches.size() == 3);  // those of 2024 are one
  CHECK(fleet.batches[1].installed == make_date(2020, 3, 1));
  CHECK(fleet.batches[2].units == 10);
  CHECK(fleet.holdings_of(a)[0].running == 20);
  CHECK(fleet.holdings_of(CloudId{1}).empty());
}

TEST_CASE("chips of one owner, SKU and month are one batch, and what a cloud holds is added up") {
  Fleet fleet;
  const CloudId a{0}, b{1};
  const SkuId old{0}, newer{1};
  const auto put = [&](CloudId cloud, SkuId sku, Date day, std::int64_t units, std::int64_t cents) {
    fleet.batches.push_back({cloud, sku, day, units, {cents}, {2 * cents}, 0.25});
  };
  put(a, newer, make_date(2024, 3, 4), 5, 70);
  put(b, newer, make_date(2024, 3, 4), 7, 10);
  put(a, old, make_date(2024, 3, 11), 2, 30);
  put(a, newer, kNever, 11, 50);
  put(a, newer, make_date(2024, 3, 25), 3, 20);  // joins the first
  put(a, newer, make_date(2024, 4, 1), 1, 20);   // another month
  put(a, newer, make_date(2025, 4, 1), 1, 20);   // the same month of another year
  put(a, newer, kNever, 4, 1);                   // joins those that wait
  put(b, old, make_date(2024, 3, 4), 0, 0);      // nothing left
  fleet.arrange(2, 3);
  REQUIRE(fleet.batches.size() == 6);
  const Fleet::Batch& joined = fleet.batches[0];
  CHECK(joined.units == 8);
  CHECK(joined.book.cents == 90);
  CHECK(joined.cost.cents == 180);
  CHECK(joined.failures == 0.5);
  CHECK(joined.installed == make_date(2024, 3, 4));
  CHECK(fleet.batches[3].units == 15);
  CHECK(fleet.holdings_of(a)[newer.index].running == 10);
  CHECK(fleet.holdings_of(a)[newer.index].waiting == 15);
  CHECK(fleet.holdings_of(a)[old.index].all() == 2);
  CHECK(fleet.holdings_of(b)[newer.index].all() == 7);
  CHECK(fleet.holdings_of(b)[old.index].all() == 0);
  std::int64_t all = 0;
  fleet.for_each_holding([&](CloudId, SkuId, const Fleet::Holding& held) { all += held.all(); });
  CHECK(all == 8 + 7 + 2 + 15 + 1 + 1);
}

TEST_CASE("contracts of one seller and buyer that begin in one month are one, at their average price") {
  Contracts contracts;
  const CloudId seller{0};
  const LabId a{0}, b{1};
  const auto sign = [&](LabId lab, Date start, double hours, double price, bool ahead) {
    const Date end{start.days + 1096};
    contracts.rows.push_back({seller, lab, ComputeClass::western, hours, price, start, end, {100}, 0.1, ahead});
  };
  sign(a, make_date(2024, 3, 1), 10, 2, false);
  sign(b, make_date(2024, 3, 1), 10, 5, false);
  sign(a, make_date(2024, 3, 8), 30, 4, false);  // joins the first
  sign(a, make_date(2024, 3, 8), 30, 4, true);   // signed ahead: of another sort
  sign(a, make_date(2024, 4, 5), 10, 4, false);
  sign(b, make_date(2024, 4, 5), 0, 4, false);  // nothing left
  contracts.join(1, 2);
  REQUIRE(contracts.rows.size() == 4);
  CHECK(contracts.rows[0].hours == 40);
  CHECK(contracts.rows[0].price == 3.5);
  CHECK(contracts.rows[0].prepaid.cents == 200);
  CHECK(contracts.rows[1].lab == b);
  CHECK(contracts.rows[2].take_or_pay);
  CHECK(contracts.rows[3].start == make_date(2024, 4, 5));
}

TEST_CASE("contracts are listed by lab, in their order") {
  Contracts contracts;
  for (const std::size_t lab : {1, 0, 1})
    contracts.rows.push_back({CloudId{0}, LabId{lab}, ComputeClass::western, 1, 1, {}, {}});
  CHECK(contracts.of(LabId{1}).empty());
  contracts.list(2);
  CHECK(std::vector<std::uint32_t>(contracts.of(LabId{1}).begin(), contracts.of(LabId{1}).end()) ==
        std::vector<std::uint32_t>{0, 2});
  CHECK(contracts.of(LabId{0}).size() == 1);
  CHECK(contracts.of(LabId{2}).empty());
}

TEST_CASE("contracts join what was added since, and those of long ago are left as they are") {
  Contracts contracts;
  const auto sign = [&](Date start, double hours) {
    contracts.rows.push_back({CloudId{0}, LabId{0}, ComputeClass::western, hours, 1, start, {start.days + 548}});
  };
  sign(make_date(2024, 3, 1), 10);
  sign(make_date(2024, 4, 5), 10);
  contracts.join(1, 1);
  sign(make_date(2024, 4, 19), 20);
  contracts.rows.insert(contracts.rows.begin(), contracts.rows[0]);
  contracts.join(1, 1);
  REQUIRE(contracts.rows.size() == 3);  // both of March, and one of April
  CHECK(contracts.rows[2].hours == 30);
  contracts.rows.erase(contracts.rows.begin(), contracts.rows.begin() + 2);
  sign(make_date(2024, 4, 26), 5);
  contracts.join(1, 1);
  REQUIRE(contracts.rows.size() == 1);  // what is fewer than before is looked at from the start
  CHECK(contracts.rows[0].hours == 35);
}
