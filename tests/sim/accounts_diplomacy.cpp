#include "sim/accounts/diplomacy.hpp"
#include "sim/markets/grey.hpp"
#include "sim/policy/licence_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A swing state with a cloud, courted by both.
struct Courted {
  World world = small_world(make_date(2025, 1, 1));
  CountryId ae = add_country(world, "ae", Bloc::swing);
  CloudId g42 = add_cloud(world, "g42", ae, ae);
  GovernmentId us = world.governments.find("us"), cn = world.governments.find("cn");

  Courted() { world.countries.gdp[ae] = 4e11; }
  void gift(GovernmentId from, double rate) {
    world.regimes.budgets.push_back(
        {InstrumentId{0}, from, BudgetPurpose::diplomacy, rate, {world.clouds.account[g42]}});
  }
  double lean_after(int months) {
    for (int month = 0; month < months; ++month) Diplomacy{}.assess(world);
    return world.countries.lean[ae];
  }
};

}  // namespace

TEST_CASE("a swing state leans to who gives it more", "[accounts]") {
  Courted f;
  CHECK(f.lean_after(24) == 0);
  f.gift(f.us, 1e9);
  const double american = f.lean_after(24);
  CHECK(american > 0.1);
  f.gift(f.cn, 5e9);
  CHECK(f.lean_after(24) < american);
  CHECK(f.lean_after(120) < 0);
}

TEST_CASE("a gift of every year moves a state by its part of all offers, and other budgets are no gifts",
          "[accounts]") {
  const Diplomacy rule;
  Courted f;
  f.gift(f.us, 1e9);
  f.world.regimes.budgets.push_back(
      {InstrumentId{0}, f.cn, BudgetPurpose::public_compute, 1e11, {f.world.clouds.account[f.g42]}});
  const double offer = rule.gift_weight * 1e9, scale = rule.offer_for_half * 4e11;
  CHECK(f.lean_after(2400) == Approx(f.world.countries.alignment[f.ae] + offer / (offer + scale)));
}

TEST_CASE("chips that are let through count as offers, and others do not lean", "[accounts]") {
  Courted f;
  f.world.trades.chips.push_back({f.world.skus.find("h100"), f.g42, BrokerId::none(), 5000, 3e4, 0, AccountId::none()});
  CHECK(f.lean_after(24) > 0.1);
  CHECK(f.world.countries.lean[f.world.countries.find("tw")] == 0);
}

TEST_CASE("a state that sides with the issuer helps to find diversion and gets licences", "[accounts]") {
  Courted f;
  const BrokerId route = add_row(f.world.brokers, "route");
  f.world.brokers.country[route] = f.ae;
  f.world.brokers.detection[route] = 0.04;
  f.world.governments.enforcement_agents[f.us] = 247;
  const InstrumentId policy =
      add_instrument(f.world, "gulf", f.us, make_date(2023, 1, 1), LicencePolicy{.approval = 0.5});
  const auto& rule = *f.world.regimes.as<LicencePolicy>(policy);
  const double found = GreyMarket{}.detection(f.world, route), granted = approval_of(rule, policy, f.world, f.ae);
  f.world.countries.lean[f.ae] = 1;
  CHECK(GreyMarket{}.detection(f.world, route) > 1.3 * found);
  CHECK(approval_of(rule, policy, f.world, f.ae) > granted);
  f.world.countries.lean[f.ae] = -1;
  CHECK(GreyMarket{}.detection(f.world, route) < 0.7 * found);
  f.world.mechanisms.set(Mechanism::swing_states, false);
  CHECK(GreyMarket{}.detection(f.world, route) == Approx(found));
}
