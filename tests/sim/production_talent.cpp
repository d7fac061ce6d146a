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
