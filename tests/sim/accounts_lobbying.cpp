#include "sim/accounts/lobbying.hpp"
#include "sim/policy/licence_policy.hpp"
#include "sim/policy/regime.hpp"
#include "tests/sim/moved.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Loser {
  World world = small_world(make_date(2024, 1, 1));
  DesignerId nvidia = world.designers.find("nvidia");
  GovernmentId us = world.governments.find("us");

  Loser() {
    world.designers.research_share[nvidia] = 0.2;
    world.designers.revenue_rate[nvidia] = 1e10;
  }
  double months(int count) {
    Movements out;
    for (int month = 0; month < count; ++month) Lobbying{}.assess(world, out);
    return moved_usd(out);
  }
};

}  // namespace

TEST_CASE("R&D follows lost sales with a lag", "[accounts]") {
  Loser f;
  f.months(1);
  CHECK(f.world.designers.research_rate[f.nvidia] == Approx(2e9));
  f.world.designers.revenue_rate[f.nvidia] = 5e9;
  f.months(3);
  CHECK(f.world.designers.research_rate[f.nvidia] > 1.7e9);
  f.months(60);
  CHECK(f.world.designers.research_rate[f.nvidia] == Approx(1e9).epsilon(0.02));
}

TEST_CASE("a designer short of cash cuts R&D before its bills go unpaid", "[accounts]") {
  Loser f;
  const AccountId account = f.world.designers.account[f.nvidia];
  auto& cash = f.world.accounts.balance[static_cast<std::size_t>(Item::deposits)][account];
  cash = from_usd(1e8);
  f.months(1);
  CHECK(f.world.designers.research_rate[f.nvidia] == Approx(1e8 / Lobbying{}.runway));
  f.world.accounts.arrears[account] = from_usd(2e8);
  f.months(1);
  CHECK(f.world.designers.research_rate[f.nvidia] == 0);
  f.world.accounts.arrears[account] = {};
  cash = from_usd(1e10);
  f.months(60);
  CHECK(f.world.designers.research_rate[f.nvidia] == Approx(2e9).epsilon(0.02));
}

TEST_CASE("without the mechanism R&D is what it would be with the lost sales", "[accounts]") {
  Loser f;
  f.world.designers.revenue_rate[f.nvidia] = 5e9;
  f.world.designers.refused_demand[f.nvidia] = 5e9;
  Lobbying{}.set_research(f.world);
  CHECK(f.world.designers.research_rate[f.nvidia] == Approx(2e9));
}

TEST_CASE("lost sales are lobbied for, and licences are granted more readily", "[accounts]") {
  Loser f;
  const InstrumentId policy =
      add_instrument(f.world, "policy", f.us, make_date(2023, 1, 1), LicencePolicy{.approval = 0.3});
  const auto& rule = *f.world.regimes.as<LicencePolicy>(policy);
  const auto granted = [&] { return approval_of(rule, policy, f.world, f.world.countries.find("cn")); };
  CHECK(f.months(12) == 0);
  CHECK(granted() == Approx(0.3));
  f.world.designers.refused_demand[f.nvidia] = 2e10;
  CHECK(f.months(12) == Approx(Lobbying{}.effort * 2e10).epsilon(0.01));
  CHECK(f.world.governments.lobbied[f.us] > 3e6);
  CHECK(granted() > 0.31);
  f.world.mechanisms.set(Mechanism::lobbying, false);
  CHECK(granted() == Approx(0.3));
}
