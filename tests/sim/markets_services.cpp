#include <cmath>

#include "sim/markets/services.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A lab with users in two countries who would spend three and one million, and hours for a part of it.
struct Users {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  CountryId us = world.countries.find("us"), cn = world.countries.find("cn");
  LabId lab = world.labs.find("openai");
  ServicesMarket rule;

  Users() {
    world.cells.labs = world.labs.size();
    const std::size_t cells = world.countries.size() * kDemandSectors * world.cells.labs;
    for (auto* column : {&world.cells.users, &world.cells.desired, &world.cells.granted}) column->assign(cells, 0.0);
    want(us) = 3e6, want(cn) = 1e6;
    world.signals.user_cost.assign(world.countries.size() * kComputeClasses, 2.0);
    world.labs.service_price[lab] = 1;
    world.admissions.services.assign(world.labs.size(), world.countries.size());
    hours(1);
  }
  double& want(CountryId country) { return world.cells.desired[world.cells.index(country.index, 0, lab.index)]; }
  double granted(CountryId country) const {
    return world.cells.granted[world.cells.index(country.index, 0, lab.index)];
  }
  /// Gives it the hours for that part of what users want.
  void hours(double part) { world.labs.serving_hours[lab] = part * 4e6 * rule.compute_share / 2.0; }
  double sold(CountryId country) const {
    double usd = 0;
    for (const ServiceTrade& t : world.trades.services)
      if (t.country == country) usd += t.amount;
    return usd;
  }
};

}  // namespace

TEST_CASE("a lab sells what its users want as far as its hours reach, to all with the same share", "[markets]") {
  Users users;
  users.rule.clear(users.world);
  CHECK(users.sold(users.us) == Approx(3e6));
  CHECK(users.sold(users.cn) == Approx(1e6));
  CHECK(users.world.labs.quality[users.lab] == Approx(1));
  users.world.trades.clear();
  users.hours(0.25);
  users.rule.clear(users.world);
  CHECK(users.sold(users.us) == Approx(0.75e6));
  CHECK(users.sold(users.cn) == Approx(0.25e6));
  CHECK(users.world.labs.quality[users.lab] == Approx(0.25));
  CHECK(users.granted(users.us) == Approx(0.25));
}

TEST_CASE("a dearer dollar of service holds less compute", "[markets]") {
  Users users;
  users.hours(0.25);
  users.world.labs.service_price[users.lab] = 2;
  users.rule.clear(users.world);
  CHECK(users.world.labs.quality[users.lab] == Approx(0.5));
}

TEST_CASE("what the law keeps from users is denied with its value, and not served", "[markets]") {
  Users users;
  Verdict& verdict = users.world.admissions.services(users.lab, users.cn);
  verdict.share = 0.4;
  users.world.cells.users[users.world.cells.index(users.cn.index, 0, users.lab.index)] = 100;
  users.rule.clear(users.world);
  CHECK(users.sold(users.cn) == Approx(0.4e6));
  CHECK(users.granted(users.cn) == Approx(0.4));
  CHECK(users.sold(users.us) == Approx(3e6));
  REQUIRE(users.world.trades.denials.size() == 1);
  CHECK(users.world.trades.denials[0].good == Good::model);
  CHECK(users.world.trades.denials[0].value == Approx(0.6e6));
  CHECK(users.world.trades.denials[0].units == Approx(60));
  verdict.answer = Verdict::Answer::denied;
  users.world.trades.clear();
  users.rule.clear(users.world);
  CHECK(users.sold(users.cn) == 0);
}

TEST_CASE("rules on data keep a country's users from foreign labs, without a denial, and not from its own",
          "[markets]") {
  Users users;
  users.world.countries.market_access[users.cn] = TimeSeries(0.1);
  users.world.countries.market_access[users.us] = TimeSeries(0.1);
  users.rule.clear(users.world);
  CHECK(users.sold(users.cn) == Approx(0.1e6));
  CHECK(users.sold(users.us) == Approx(3e6));
  CHECK(users.world.trades.denials.empty());
}

TEST_CASE("a lab books what it sold in the step", "[markets]") {
  Users users;
  users.rule.clear(users.world);
  users.rule.settle(users.world);
  CHECK(users.world.labs.revenue_last_step[users.lab] == Approx(4e6));
}

TEST_CASE("a lead in code is imitated, the faster the more of all code a lab sells", "[markets]") {
  const auto left = [](double part) {
    Users users;
    const LabId other = add_lab(users.world, "anthropic", users.us, users.world.clouds.find("microsoft"));
    users.world.labs.code_lead[users.lab] = 10;
    for (const auto& [lab, usd] : {std::pair(users.lab, part * 1e6), std::pair(other, (1 - part) * 1e6)})
      users.world.trades.services.push_back({lab, users.us, usd, Pool::code});
    users.world.trades.services.push_back({users.lab, users.us, 9e6, Pool::people});  // counts for nothing here
    users.rule.settle(users.world);
    return users.world.labs.code_lead[users.lab];
  };
  const Users users;
  CHECK(left(1) == Approx(10 * std::exp(-ServicesMarket{}.imitation * users.world.years)));
  CHECK(left(0.5) == Approx(10 * std::exp(-0.5 * ServicesMarket{}.imitation * users.world.years)));
  CHECK(left(0) == 10);
}
