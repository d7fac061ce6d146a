#include "agents/government.hpp"

#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// The United States and China, both reactive, each with a measure that it has not taken yet.
struct Rivals {
  World world = minded_world();
  GovernmentId us = world.governments.find("us"), cn = world.governments.find("cn");
  InstrumentId threshold = asleep("threshold", us, ChipThreshold{});
  InstrumentId minerals = asleep("minerals", cn, MineralControl{});

  Rivals() {
    world.signals.gap_months = 12;
    for (const GovernmentId government : {us, cn}) world.governments.decision[government] = Decision::reactive;
  }

  InstrumentId asleep(const std::string& id, GovernmentId issuer, InstrumentKind what) {
    const InstrumentId added = add_instrument(world, id, issuer, make_date(2022, 1, 1), std::move(what));
    world.regimes.status[added] = Status::proposed;
    return added;
  }

  /// Acts of a government over some months; the law itself stays as it is.
  std::vector<PolicyAct> acts(GovernmentId government, int months) {
    std::vector<PolicyAct> all;
    for (int month = 0; month < months; ++month, ++world.step) {
      const auto decided = GovernmentBehaviour{}.decide(world, government);
      keep(world.governments, government, decided.mind);
      for (const PolicyAct& act : decided.orders.acts) all.push_back(act);
    }
    return all;
  }
};

}  // namespace

TEST_CASE("the hazard of escalation rises with detected diversion and with a narrowing gap", "[agents]") {
  Rivals rivals;
  const GovernmentBehaviour rule;
  const auto hazard = [&] { return rule.hazard(rivals.world, rivals.us); };
  rivals.world.governments.escalation_hazard[rivals.us] = 0.02;
  rivals.world.governments.hazard_per_case[rivals.us] = 0.05;
  rivals.world.governments.hazard_of_gap[rivals.us] = 0.01;
  CHECK(hazard() == Approx(0.02));
  rivals.world.governments.cases[rivals.us] = 2;
  CHECK(hazard() == Approx(0.12));
  rivals.world.signals.gap_months = 4;
  CHECK(hazard() == Approx(0.14));
  rivals.world.signals.lost_sales_share = 0.1;
  CHECK(hazard() == Approx(0.14));  // nobody pays to be heard
  rivals.world.governments.lobbied[rivals.us] = 100 * rivals.world.regimes.outlook.lobby_scale;
  CHECK(hazard() == Approx(0.14 - 0.1 * rule.lobby_weight));
}

TEST_CASE("a reactive government takes its measure, and its rival retaliates", "[agents]") {
  Rivals rivals;
  auto& governments = rivals.world.governments;
  governments.escalation_hazard[rivals.us] = 1;
  governments.escalation_hazard[rivals.cn] = 0;
  CHECK(rivals.acts(rivals.cn, 24).empty());
  const auto first = rivals.acts(rivals.us, 12);
  REQUIRE_FALSE(first.empty());
  CHECK(first[0].verb == PolicyAct::Verb::enact);
  CHECK(first[0].instrument == rivals.threshold);
  CHECK(governments.escalation[rivals.us] > 0);

  CHECK(GovernmentBehaviour{}.hazard(rivals.world, rivals.cn) > 0);
  const auto answer = rivals.acts(rivals.cn, 24);
  REQUIRE_FALSE(answer.empty());
  CHECK(answer[0].by == rivals.cn);
  CHECK(answer[0].instrument == rivals.minerals);
}

TEST_CASE("a scheduled government and one in a truce do nothing of their own", "[agents]") {
  Rivals rivals;
  auto& governments = rivals.world.governments;
  governments.escalation_hazard[rivals.us] = 1;
  governments.truce_until[rivals.us] = make_date(2040, 1, 1);
  CHECK(rivals.acts(rivals.us, 24).empty());
  governments.truce_until[rivals.us] = Date{};
  governments.decision[rivals.us] = Decision::scheduled;
  CHECK(rivals.acts(rivals.us, 24).empty());
}

TEST_CASE("guidance lets chips in as far as domestic makers cannot deliver, and more to a side that falls behind",
          "[agents]") {
  Rivals rivals;
  World& world = rivals.world;
  const CountryId cn = world.countries.find("cn");
  const CloudId cloud = add_cloud(world, "alibaba", cn, cn);
  const DesignerId huawei = add_designer(world, "huawei", cn);
  world.clouds.ai_plan[cloud] = 1e10;
  PurchaseRestriction rule;
  rule.gate = Gate::guidance;
  rule.accepted = TimeSeries(0.5);
  const InstrumentId gate = add_instrument(world, "guidance", rivals.cn, make_date(2022, 1, 1), rule);
  for (const GovernmentId government : {rivals.us, rivals.cn}) {
    world.governments.decision[government] = Decision::scheduled;
    world.governments.gates_from[government] = kNever;
  }
  const auto target = [&](double delivered, double gap) {
    world.designers.china_revenue[huawei] = delivered;
    world.signals.gap_months = gap;
    World later = world;
    double found = -1;
    for (int month = 0; month < 60 && found < 0; ++month, ++later.step)
      for (const PolicyAct& act : GovernmentBehaviour{}.decide(later, rivals.cn).orders.acts)
        if (act.instrument == gate && act.verb == PolicyAct::Verb::tighten) found = act.factor * 0.5;
    return found;
  };
  CHECK(target(0, 12) == -1);  // its offices do not look yet
  world.governments.gates_from[rivals.cn] = world.today;
  CHECK(target(0, 12) == -1);  // all open, and it stays so
  const double some = target(1e9, 12), all = target(9e9, 12), ahead = target(0, 1);
  CHECK(some > 0.3);
  CHECK(some < 0.9);
  CHECK(all < 0.05);
  CHECK(ahead > 0);
  CHECK(ahead < 0.5);
  // What the rival lets go counts as far as it is for data centres and carries fast memory; a poor offer is let in
  // less.
  auto& skus = world.skus;
  const SkuId own = add_sku(world, "ascend", huawei, FabId{0}, {});
  for (const SkuId sku : skus.rows()) skus.posted_price[sku] = 1e6;
  skus.posted_price[own] = 1000;
  world.restrictions.countries = world.countries.size();
  world.restrictions.open.assign(skus.size() * world.countries.size(), 1.0);
  const double poor = target(1e9, 12);
  CHECK(poor < 0.5 * some);
  const SkuId gaming = add_sku(world, "gaming", DesignerId{0}, FabId{0}, {.hbm_stacks = 0, .price = 10});
  world.restrictions.open.assign(skus.size() * world.countries.size(), 1.0);
  CHECK(target(1e9, 12) == poor);
  skus.hbm_stacks[gaming] = 5;
  skus.datacentre[gaming] = false;
  CHECK(target(1e9, 12) == poor);
  skus.datacentre[gaming] = true;
  CHECK(target(1e9, 12) == some);
  world.regimes.status[gate] = Status::failed;
  CHECK(target(9e9, 12) == -1);
}
