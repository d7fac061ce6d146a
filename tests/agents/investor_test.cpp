#include "agents/investor.hpp"

#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

TEST_CASE("an investor puts in more while revenue grows and leaves a shrinking sector", "[agents]") {
  World world = minded_world();
  const InvestorId fund = add_row(world.investors, "fund");
  auto& investors = world.investors;
  investors.account[fund] =
      world.accounts.add("investors/fund", Sector::investor, world.countries.find("us"), world.countries.find("us"));
  world.accounts.balance[static_cast<std::size_t>(Item::deposits)][investors.account[fund]] = from_usd(1e11);
  investors.country[fund] = world.countries.find("us");
  investors.inflow[fund] = 1e10;
  investors.ai_weight[fund] = 0.1;
  investors.hurdle[fund] = 0.2;
  const auto ready_after_two_years = [&](double growth) {
    world.signals.services_by_home[0].growth = growth;
    World now = world;
    for (int month = 0; month < 24; ++month) keep(now.investors, fund, InvestorBehaviour{}.decide(now, fund).mind);
    return now.investors.ready[fund];
  };
  const double booming = ready_after_two_years(1.0);
  const double steady = ready_after_two_years(0.25);
  CHECK(booming > 1.5 * steady);
  CHECK(steady > 0);
  CHECK(ready_after_two_years(-1.0) < 0.05 * steady);
  // Growth of labs in China is for investors there.
  world.signals.services_by_home[1].growth = 5;
  CHECK(ready_after_two_years(0.25) == steady);
  investors.country[fund] = world.countries.find("cn");
  CHECK(ready_after_two_years(0.25) > steady);
  investors.country[fund] = world.countries.find("us");
  // AI is one of its assets: beyond a weight nothing more goes in.
  const double at_most = InvestorBehaviour{}.greatest_weight * (1e10 * 0.1 + 1e11 * 0.1 * 0.25) * world.years;
  CHECK(ready_after_two_years(2.0) <= at_most);
}
