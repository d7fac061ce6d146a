#include "agents/enterprise.hpp"

#include <numeric>

#include "scenarios/runner/furnish/population.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A lab that may serve a populated world.
struct Market {
  World world = minded_world();
  EnterpriseBehaviour rule;
  LabId lab = add_lab(world, "openai", world.countries.find("us"), world.clouds.find("microsoft"));

  explicit Market(std::size_t rows = 400) {
    auto& labs = world.labs;
    labs.founded[lab] = make_date(2016, 1, 1);
    labs.service_price[lab] = labs.quality[lab] = 1;
    labs.capability[lab] = rule.adoption_threshold + 10;
    for (const CountryId country : world.countries.rows()) {
      world.countries.reachable_users[country] = 1e8;
      world.countries.spend_ratio[country] = 1;
    }
    populate(world, rows, rule);
  }

  /// Users after a year.
  double users(int months = 12) {
    World copy = world;
    for (int month = 0; month < months; ++month, ++copy.step) keep(copy.enterprises, copy.cells, rule.decide(copy));
    return std::accumulate(copy.cells.users.begin(), copy.cells.users.end(), 0.0);
  }
};

}  // namespace

TEST_CASE("enterprises adopt more when capability rises", "[agents]") {
  Market market;
  double before = 0;
  for (const double points : {1.0, 4.0, 8.0, 12.0, 16.0}) {
    market.world.labs.capability[market.lab] = market.rule.adoption_threshold + points;
    const double now = market.users();
    CHECK(now > before);
    before = now;
  }
  CHECK(before <= 3e8);
  market.world.labs.capability[market.lab] = market.rule.adoption_threshold - 1;
  CHECK(market.users() == 0);
}

TEST_CASE("enterprises adopt more when services get cheaper", "[agents]") {
  Market market;
  const double dear = market.users();
  market.world.labs.service_price[market.lab] = 0.6;
  CHECK(market.users() > 1.2 * dear);
}

TEST_CASE("where only domestic models may serve, a foreign lab has no customers", "[agents]") {
  Market market;
  market.world.countries.domestic_services[market.world.countries.find("cn")] = true;
  const Demand demand = market.rule.decide(market.world);
  const auto& cells = market.world.cells;
  const auto desired_in = [&](const char* country) {
    double sum = 0;
    for (std::size_t sector = 0; sector < kDemandSectors; ++sector)
      sum += demand.desired[cells.index(market.world.countries.find(country).index, sector, market.lab.index)];
    return sum;
  };
  CHECK(desired_in("cn") == 0);
  CHECK(desired_in("us") > 0);
}

TEST_CASE("buyers of a bloc hold back from a lab of the rival one, as far as they distrust it", "[agents]") {
  const auto chinese_share = [](double trust) {
    Market market;
    World& world = market.world;
    const LabId rival = add_lab(world, "deepseek", world.countries.find("cn"), world.clouds.find("alibaba"));
    auto& labs = world.labs;
    labs.founded[rival] = labs.founded[market.lab];
    labs.service_price[rival] = labs.quality[rival] = 1;
    labs.capability[rival] = labs.capability[market.lab];
    market.rule.rival_trust = trust;
    populate(world, 400, market.rule);
    for (int month = 0; month < 60; ++month, ++world.step)
      keep(world.enterprises, world.cells, market.rule.decide(world));
    double own = 0, theirs = 0;
    for (std::size_t sector = 0; sector < kDemandSectors; ++sector) {
      const std::size_t country = world.countries.find("us").index;
      own += world.cells.desired[world.cells.index(country, sector, market.lab.index)];
      theirs += world.cells.desired[world.cells.index(country, sector, rival.index)];
    }
    return theirs / (own + theirs);
  };
  CHECK(chinese_share(1.0) > 0.4);
  CHECK(chinese_share(0.1) < 0.2);
  CHECK(chinese_share(0.1) > 0);
  CHECK(chinese_share(0.0) == 0);
}

TEST_CASE("the number of rows hardly moves what they add up to", "[agents]") {
  CHECK(Market(20000).users() == Approx(Market(400).users()).epsilon(0.05));
}
