#include "sim/markets/compute.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A cloud that rents to one lab, at two dollars an hour.
struct Rental {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  CloudId cloud = world.clouds.find("microsoft");
  LabId lab = world.labs.find("openai");
  ComputeMarket rule;

  Rental() {
    world.clouds.serving_rate[cloud] = 1000;
    world.clouds.rental_share[cloud] = 1;
    const std::size_t markets = world.countries.size() * kComputeClasses;
    world.signals.user_cost.assign(markets, 2.0);
    world.signals.contract_rent.assign(markets, 2.0);
    for (auto* column : {&world.signals.spot_rent, &world.signals.hours_offered, &world.signals.hours_sold,
                         &world.signals.hours_wanted})
      column->assign(markets, 0.0);
    world.admissions.rental.assign(world.labs.size(), world.clouds.size());
    world.orders.offers.push_back({cloud, ComputeClass::western, capacity(), 0});
  }
  double capacity() const { return sellable_hours(world, cloud); }
  void ask(double hours) { world.orders.compute.push_back({lab, hours, hours * 2, true, {}}); }
  double rented() const {
    double hours = 0;
    for (const ComputeTrade& trade : world.trades.compute)
      if (trade.buyer == lab) hours += trade.hours;
    return hours;
  }
  double rent() const { return world.signals.contract_rent[Signals::market(CountryId{0}, ComputeClass::western)]; }
};

}  // namespace

TEST_CASE("no hour is sold twice, however much is asked", "[markets]") {
  Rental rental;
  rental.ask(10 * rental.capacity());
  rental.rule.clear(rental.world);
  double sold = 0;
  for (const ComputeTrade& trade : rental.world.trades.compute) sold += trade.hours;
  CHECK(sold <= rental.capacity() * (1 + 1e-12));
  CHECK(rental.world.clouds.hours_sold[rental.cloud] == Approx(sold));
}

TEST_CASE("a contract runs its time at its price, and ends", "[markets]") {
  Rental rental;
  rental.world.contracts.rows.push_back(
      {rental.cloud, rental.lab, ComputeClass::western, 12e4, 1.5, make_date(2023, 1, 1), make_date(2024, 3, 1), {}});
  rental.rule.clear(rental.world);
  REQUIRE(rental.world.trades.compute.size() >= 1);
  CHECK(rental.world.trades.compute[0].hours == Approx(1e4));
  CHECK(rental.world.trades.compute[0].price == 1.5);
  rental.world.trades.compute.clear();
  rental.world.today = make_date(2024, 3, 1);
  rental.rule.clear(rental.world);
  CHECK(rental.rented() == 0);
  CHECK(rental.world.contracts.rows.empty());
}

TEST_CASE("rents rise where more hours are wanted than offered, and fall to cost where not", "[markets]") {
  Rental scarce, ample;
  scarce.ask(3 * scarce.capacity());
  ample.ask(0.1 * ample.capacity());
  for (Rental* rental : {&scarce, &ample}) {
    rental->world.mechanisms.set(Mechanism::rivalry, false);
    rental->rule.clear(rental->world);
  }
  CHECK(scarce.rent() > 2.05);
  CHECK(ample.rent() < 2.0);
}

TEST_CASE("start-ups sign for hours, pay what they bring, and leave those that are kept for spot", "[markets]") {
  const auto spot = [](double funding) {
    Rental rental;
    rental.world.signals.funding_12_months = funding;
    rental.rule.clear(rental.world);
    double signed_for = 0, paid = 0;
    for (const ComputeTrade& trade : rental.world.trades.compute) {
      CHECK_FALSE(trade.buyer);
      if (trade.contract) signed_for += trade.hours;
      paid += trade.hours * trade.price;
    }
    CHECK(signed_for <= rental.rule.contract_term_share * rental.capacity() * (1 + 1e-12));
    CHECK(paid <= rental.rule.startup_share * funding * rental.world.years * (1 + 1e-12));
    return rental.world.signals.spot_rent[Signals::market(CountryId{0}, ComputeClass::western)];
  };
  CHECK(spot(1e8) > spot(1e7));
  CHECK(spot(1e9) == spot(1e8));  // both at the greatest price
}

TEST_CASE("where nothing is offered the contract is the quote of spot", "[markets]") {
  Rental rental;
  const std::size_t chinese = Signals::market(CountryId{0}, ComputeClass::chinese);
  for (int month = 0; month < 60; ++month) rental.rule.clear(rental.world);
  CHECK(rental.world.signals.contract_rent[chinese] == Approx(2.0).epsilon(0.01));
  CHECK(rental.world.signals.spot_rent[chinese] == Approx(2.0).epsilon(0.01));
}

TEST_CASE("the law keeps hours from a lab, and counts them as denied", "[markets]") {
  Rental rental;
  rental.world.contracts.rows.push_back(
      {rental.cloud, rental.lab, ComputeClass::western, 12e4, 1.5, make_date(2023, 1, 1), make_date(2025, 3, 1), {}});
  for (Verdict& verdict : rental.world.admissions.rental.values) {
    verdict.answer = Verdict::Answer::denied;
    verdict.share = 0;
  }
  rental.rule.clear(rental.world);
  CHECK(rental.rented() == 0);
  REQUIRE(rental.world.trades.denials.size() == 1);
  CHECK(rental.world.trades.denials[0].good == Good::compute);
}

TEST_CASE("a lab that has promised to rent at home only rents nowhere else until the day, and nothing counts as denied",
          "[markets]") {
  const auto rents_abroad = [](Date until, bool rivalry) {
    Rental rental;
    rental.world.labs.home_cloud[rental.lab] = rental.world.clouds.find("alibaba");
    rental.world.labs.exclusive_until[rental.lab] = until;
    rental.world.mechanisms.set(Mechanism::rivalry, rivalry);
    rental.ask(0.1 * rental.capacity());
    rental.rule.clear(rental.world);
    CHECK(rental.world.trades.denials.empty());
    return rental.rented() > 0;
  };
  CHECK(rents_abroad(Date{}, true));
  CHECK_FALSE(rents_abroad(make_date(2025, 1, 21), true));
  CHECK(rents_abroad(make_date(2024, 1, 1), true));
  CHECK(rents_abroad(make_date(2025, 1, 21), false));
}
