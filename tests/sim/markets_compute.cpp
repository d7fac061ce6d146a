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

TEST_CASE("a lab signs for no more hours than it asks for, however many clouds there are", "[markets]") {
  Rental rental;
  World& world = rental.world;
  const CloudId beside = add_cloud(world, "beside", world.countries.find("us"), world.countries.find("us"));
  world.clouds.serving_rate[beside] = 1000;
  world.clouds.rental_share[beside] = 1;
  world.admissions.rental.assign(world.labs.size(), world.clouds.size());
  world.orders.offers.push_back({beside, ComputeClass::western, rental.capacity(), 0});
  rental.ask(0.1 * rental.capacity());
  rental.rule.clear(world);
  CHECK(rental.rented() == Approx(0.1 * rental.capacity()));
}

TEST_CASE("money for hours on the spot wants as many as it pays at their price", "[markets]") {
  Rental rental;
  World& world = rental.world;
  world.orders.compute.push_back({rental.lab, 0, 1000, false, {}});
  rental.rule.clear(world);
  REQUIRE(rental.rented() > 0);
  const double price = world.trades.compute.back().price;
  const std::size_t market = Signals::market(world.clouds.country[rental.cloud], ComputeClass::western);
  CHECK(price != 1);
  CHECK(world.signals.hours_wanted[market] * price == Approx(1000));
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
    rental.world.signals.funding_by_home[0] = funding;
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

TEST_CASE("most of what start-ups pay for hours stays on their side of the line", "[markets]") {
  Rental rental;
  World& world = rental.world;
  const CountryId cn = world.countries.find("cn");
  const CloudId chinese = add_cloud(world, "alibaba", cn, cn);
  world.clouds.serving_rate[chinese] = 1000;
  world.clouds.rental_share[chinese] = 1;
  world.admissions.rental.assign(world.labs.size(), world.clouds.size());
  world.orders.offers.push_back({chinese, ComputeClass::western, rental.capacity(), 0});
  const auto paid = [&](std::array<double, 2> funding) {
    World now = world;
    now.signals.funding_by_home = funding;
    rental.rule.clear(now);
    std::array<double, 2> sums{};
    for (const ComputeTrade& trade : now.trades.compute)
      sums[now.side_of(now.clouds.country[trade.seller])] += trade.hours * trade.price;
    return sums;
  };
  const auto american = paid({1e6, 0}), both = paid({1e6, 5e5});
  const double reach = rental.rule.far_reach;
  CHECK(american[1] / american[0] == Approx(reach).epsilon(0.05));
  CHECK(both[1] > 2 * american[1]);
  CHECK(both[0] + both[1] == Approx(rental.rule.startup_share * 1.5e6 * world.years).epsilon(1e-6));
  rental.rule.far_reach = 0;
  CHECK(paid({1e6, 0})[1] == 0);
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

TEST_CASE("a lab spends its budget by the hour at the price that all budgets make, between the bounds of cost",
          "[markets]") {
  const auto bought = [](double part) {
    Rental rental;
    const double budget = part * 2 * rental.capacity();  // 2 USD is the cost of an hour
    rental.world.orders.compute.push_back({rental.lab, 0, budget, false, {}});
    rental.rule.clear(rental.world);
    double price = 0;
    for (const ComputeTrade& trade : rental.world.trades.compute)
      if (trade.buyer && !trade.contract) price = trade.price;
    return std::pair(price, rental.rented() / rental.capacity());
  };
  CHECK(bought(1.5).first == Approx(3));
  CHECK(bought(1.5).second == Approx(1));
  CHECK(bought(0.4).first == Approx(2 * ComputeMarket{}.spot_reserve));
  CHECK(bought(0.4).second == Approx(0.4 / ComputeMarket{}.spot_reserve));
  CHECK(bought(10).first == Approx(2 * ComputeMarket{}.spot_limit));
  CHECK(bought(10).second == Approx(1));
}

TEST_CASE("a lab signs with its home cloud first, then with who asks least", "[markets]") {
  Rental rental;
  World& world = rental.world;
  const CountryId us = world.clouds.country[rental.cloud];
  const CloudId dear = add_cloud(world, "dear", us, us), cheap = add_cloud(world, "cheap", us, us);
  world.admissions.rental.assign(world.labs.size(), world.clouds.size());
  for (const CloudId cloud : world.clouds.rows()) world.clouds.rent_level[cloud] = 1;
  world.clouds.rent_level[dear] = 0.9;
  world.clouds.rent_level[cheap] = 0.8;
  for (const CloudId cloud : {dear, cheap}) {
    world.clouds.serving_rate[cloud] = 1000;
    world.clouds.rental_share[cloud] = 1;
    world.orders.offers.push_back({cloud, ComputeClass::western, rental.capacity(), 0});
  }
  rental.ask(10 * rental.capacity());
  rental.rule.clear(world);
  std::vector<CloudId> order;
  for (const ComputeTrade& trade : world.trades.compute)
    if (trade.contract && trade.buyer == rental.lab) order.push_back(trade.seller);
  CHECK(order == std::vector<CloudId>{rental.cloud, cheap, dear});
}

TEST_CASE("between clouds that ask the same a lab chooses by lot, wherever their rows stand", "[markets]") {
  const auto first = [](std::uint64_t seed, std::vector<std::string> names) {
    Rental rental;
    World& world = rental.world;
    world.seed = seed;
    const CountryId us = world.clouds.country[rental.cloud];
    for (const std::string& name : names) {
      const CloudId cloud = add_cloud(world, name, us, us);
      world.clouds.serving_rate[cloud] = 1000;
      world.clouds.rental_share[cloud] = 1;
      world.orders.offers.push_back({cloud, ComputeClass::western, rental.capacity(), 0});
    }
    for (const CloudId cloud : world.clouds.rows()) world.clouds.rent_level[cloud] = 1;
    world.admissions.rental.assign(world.labs.size(), world.clouds.size());
    rental.ask(10 * rental.capacity());
    rental.rule.clear(world);
    for (const ComputeTrade& trade : world.trades.compute)
      if (trade.buyer == rental.lab && trade.seller != rental.cloud) return world.clouds.id[trade.seller];
    return std::string();
  };
  int ahead = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CHECK(first(seed, {"one", "other"}) == first(seed, {"other", "one"}));
    ahead += first(seed, {"one", "other"}) == "one";
  }
  CHECK(ahead > 8);
  CHECK(ahead < 32);
}

TEST_CASE("where few own the hours, rent settles above cost by their market power", "[markets]") {
  const auto settled = [](bool two) {
    Rental rental;
    World& world = rental.world;
    world.mechanisms.set(Mechanism::rivalry, true);
    std::vector<CloudId> clouds = {rental.cloud};
    if (two) {
      const CountryId us = world.clouds.country[rental.cloud];
      clouds.push_back(add_cloud(world, "second", us, us));
      world.clouds.serving_rate[clouds[1]] = 1000;
      world.clouds.rental_share[clouds[1]] = 1;
      world.orders.offers.push_back({clouds[1], ComputeClass::western, rental.capacity(), 0});
    }
    world.admissions.rental.assign(world.labs.size(), world.clouds.size());
    for (const CloudId cloud : clouds)
      world.contracts.rows.push_back({cloud,
                                      rental.lab,
                                      ComputeClass::western,
                                      rental.capacity() / world.years,
                                      1.5,
                                      make_date(2023, 1, 1),
                                      make_date(2099, 1, 1),
                                      {}});
    for (int month = 0; month < 240; ++month) world.trades.compute.clear(), rental.rule.clear(world);
    return rental.rent() / 2 - 1;
  };
  const ComputeMarket rule;
  CHECK(settled(false) == Approx(rule.market_power * (1 - rule.competitive)));
  CHECK(settled(true) == Approx(rule.market_power * (0.5 - rule.competitive)));
}

TEST_CASE("a lab takes only a part of its new hours across the line, however short of hours its home is", "[markets]") {
  Rental rental;
  const CloudId beyond = rental.world.clouds.find("alibaba");
  rental.world.clouds.serving_rate[beyond] = 1000;
  rental.world.clouds.rental_share[beyond] = 1;
  rental.world.orders.offers.push_back({beyond, ComputeClass::western, rental.capacity(), 0});
  rental.rule.away_share = 1;
  rental.ask(10 * rental.capacity());
  rental.rule.abroad_part = 0;
  rental.rule.clear(rental.world);
  const double at_home = rental.rented();
  rental.world.trades.compute.clear();
  rental.world.contracts.rows.clear();
  rental.rule.abroad_part = 0.01;
  rental.rule.clear(rental.world);
  CHECK(rental.rented() == Approx(at_home + 0.01 * 10 * rental.capacity()));
}
