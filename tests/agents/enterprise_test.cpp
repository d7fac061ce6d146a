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
    world.enterprises = {};
    populate(world, 8000, market.rule);
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

namespace {

/// Spend of a pool on a lab after some years, per year [USD].
double spend_on(Market market, LabId lab, Pool pool, int months = 36) {
  World& world = market.world;
  for (int month = 0; month < months; ++month, ++world.step)
    keep(world.enterprises, world.cells, market.rule.decide(world));
  double sum = 0;
  for (std::size_t at = 0; at < world.countries.size() * kDemandSectors; ++at)
    if (pool_of(at % kDemandSectors) == pool) sum += world.cells.desired[at * world.labs.size() + lab.index];
  return sum / world.years;
}

Market at_capability(double capability) {
  Market market(2000);
  market.world.labs.capability[market.lab] = capability;
  return market;
}

}  // namespace

TEST_CASE("models do code first, other work later, and people come before both", "[agents]") {
  const Market early = at_capability(150), late = at_capability(185);
  const auto code = [](const Market& m) { return spend_on(m, m.lab, Pool::code); };
  const auto work = [](const Market& m) { return spend_on(m, m.lab, Pool::work); };
  CHECK(code(early) > 2 * early.rule.code_part / (1 - early.rule.code_part) * work(early));
  CHECK(work(late) > 5 * work(early));
  CHECK(code(late) > code(early));
  CHECK(spend_on(at_capability(128), LabId{0}, Pool::work) == 0);
  CHECK(spend_on(at_capability(128), LabId{0}, Pool::people) > 0);
}

TEST_CASE("no capability makes work spend more than its exposed wages pay for", "[agents]") {
  Market market = at_capability(900);
  double most = 0;
  for (const CountryId country : market.world.countries.rows())
    most += market.world.countries.gdp[country] * market.world.countries.exposed_wages[country];
  most *= market.rule.code_part * market.rule.code_paid + (1 - market.rule.code_part) * market.rule.work_paid;
  const double all = spend_on(market, market.lab, Pool::code, 240) + spend_on(market, market.lab, Pool::work, 240);
  CHECK(all < most * 1.001);
  CHECK(all > 0.95 * most);
}

TEST_CASE("large firms work with models before small ones", "[agents]") {
  Market market = at_capability(400);
  World& world = market.world;
  for (int month = 0; month < 36; ++month, ++world.step)
    keep(world.enterprises, world.cells, market.rule.decide(world));
  double people = 0, using_people = 0, rows = 0, using_rows = 0;
  for (const EnterpriseId id : Rows<EnterpriseId>{world.enterprises.size()}) {
    if (world.enterprises.sector[id] < 2) continue;
    const bool uses = world.enterprises.adoption[id] > 0.5;
    rows += 1, using_rows += uses;
    people += world.enterprises.users[id], using_people += uses * double(world.enterprises.users[id]);
  }
  CHECK(using_rows > 0);
  CHECK(using_people / people > 1.3 * using_rows / rows);
}

TEST_CASE("dear services do less work, and cost more for each task", "[agents]") {
  Market market = at_capability(165);
  const double before = spend_on(market, market.lab, Pool::work);
  market.world.labs.service_price[market.lab] = 2;
  const double after = spend_on(market, market.lab, Pool::work);
  CHECK(after < before);  // the elasticity is above one
  CHECK(after > 0.3 * before);
}

TEST_CASE("a lab that leads in code sells more of it, not all of it, and nothing more to people", "[agents]") {
  Market market = at_capability(150);
  World& world = market.world;
  auto& labs = world.labs;
  const LabId other = add_lab(world, "anthropic", world.countries.find("us"), world.clouds.find("microsoft"));
  labs.founded[other] = labs.founded[market.lab];
  labs.service_price[other] = labs.quality[other] = 1;
  labs.capability[other] = labs.capability[market.lab];
  world.enterprises = {};
  populate(world, 20000, market.rule);
  const auto share = [&](Pool pool) {
    const double own = spend_on(market, other, pool), rival = spend_on(market, market.lab, pool);
    return own / (own + rival);
  };
  const double even = share(Pool::code), people = share(Pool::people);
  labs.code_lead[other] = 15;
  CHECK(share(Pool::code) > even + 0.2);
  CHECK(share(Pool::code) < 0.95);
  CHECK(share(Pool::people) == Approx(people));
}

TEST_CASE("a firm's spend goes in part to second suppliers", "[agents]") {
  Market market = at_capability(150);
  World& world = market.world;
  auto& labs = world.labs;
  const LabId other = add_lab(world, "anthropic", world.countries.find("us"), world.clouds.find("microsoft"));
  labs.founded[other] = labs.founded[market.lab];
  labs.service_price[other] = labs.quality[other] = 1;
  labs.capability[other] = labs.capability[market.lab];
  world.enterprises = {};
  market.rule.review_rate = 0;  // every row stays with the first lab
  populate(world, 2000, market.rule);
  CHECK(spend_on(market, other, Pool::people) == 0);
  const double own = spend_on(market, other, Pool::work), rival = spend_on(market, market.lab, Pool::work);
  CHECK(own / (own + rival) == Approx(market.rule.second_supplier / 2));
}
