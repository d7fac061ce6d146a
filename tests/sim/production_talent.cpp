#include <cmath>

#include "sim/production/talent.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Labs_ {
  World world = small_world(make_date(2024, 1, 1));
  LabId us = add_lab(world, "openai", world.countries.find("us"), world.clouds.find("microsoft"));
  LabId cn = add_lab(world, "deepseek", world.countries.find("cn"), world.clouds.find("alibaba"));

  Labs_() {
    for (const LabId lab : {us, cn}) {
      world.labs.researchers[lab] = world.labs.researchers_at_start[lab] = 1000;
      world.labs.research_hours[lab] = 1e6;
    }
    world.labs.algorithms[us] = 10;
    world.countries.researcher_wage[world.countries.find("us")] = 600e3;
    world.countries.researcher_wage[world.countries.find("cn")] = 200e3;
  }
  void years(int count) {
    for (int month = 0; month < 12 * count; ++month) Talent{}.advance(world);
  }
  double all() const { return world.labs.researchers[us] + world.labs.researchers[cn]; }
};

}  // namespace

TEST_CASE("researchers go where pay is better, and nobody is lost on the way", "[production]") {
  Labs_ labs;
  labs.years(3);
  CHECK(labs.all() == Approx(2000));
  CHECK(labs.world.labs.researchers[labs.us] > 1000);
  CHECK(labs.world.labs.talent_pace[labs.us] > 0);
  CHECK(labs.world.labs.talent_pace[labs.cn] < 0);
}

TEST_CASE("a lab pulls by pay, compute a head and size, each to its power, and one of the same side more",
          "[production]") {
  Labs_ labs;
  World& world = labs.world;
  const Talent rule;
  const auto pull = [&] { return rule.pull(world, labs.cn, labs.us); };
  const double before = pull();
  world.labs.training_hours[labs.us] = 3e6;  // four times the compute
  CHECK(pull() == Approx(before * std::pow(4.0, rule.compute_weight)));
  world.labs.researchers[labs.us] = 2000;  // half of it a head, and twice the size
  const double larger = before * std::pow(2.0, rule.compute_weight) * std::pow(2.0, rule.size_weight);
  CHECK(pull() == Approx(larger));
  world.countries.researcher_wage[world.countries.find("us")] *= 3;
  CHECK(pull() == Approx(larger * std::pow(3.0, rule.pay_weight)));
  const LabId other = add_lab(world, "anthropic", world.countries.find("us"), world.clouds.find("microsoft"));
  const double visa = world.countries.visa_openness[world.countries.find("us")].at(world.today);
  CHECK(visa < 1);
  CHECK(rule.pull(world, other, labs.us) * visa == Approx(pull() * std::exp(rule.home_weight)));
}

TEST_CASE("without visas they stay", "[production]") {
  Labs_ labs;
  for (const char* country : {"us", "cn"}) labs.world.countries.visa_openness[labs.world.countries.find(country)] = 0.0;
  labs.years(3);
  CHECK(labs.world.labs.researchers[labs.us] == Approx(1000));
}

TEST_CASE("who comes from a lab ahead brings what it knows, for a time", "[production]") {
  Labs_ labs;
  labs.years(1);
  CHECK(labs.world.labs.talent_spillover[labs.cn] > 0);  // some go home
  CHECK(labs.world.labs.talent_spillover[labs.us] == 0);
  const double before = labs.world.labs.talent_spillover[labs.cn];
  labs.world.countries.visa_openness[labs.world.countries.find("cn")] = 0.0;
  labs.years(3);
  CHECK(labs.world.labs.talent_spillover[labs.cn] < 0.2 * before);
}
