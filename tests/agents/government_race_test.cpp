/// Races of moves and counter-moves: triggers, truces, allies, gates, and a government that a user supplies.

#include <algorithm>
#include <cmath>

#include "agents/government.hpp"
#include "sim/core/error.hpp"
#include "sim/policy/regime.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// The United States, China and an ally, all reactive, each with measures that it has prepared.
struct Race {
  World world = minded_world(make_date(2026, 1, 1));
  GovernmentBehaviour rule;
  GovernmentId us = world.governments.find("us"), cn = world.governments.find("cn"), tw;

  Race() {
    tw = add_government(world, "tw", world.countries.find("tw"));
    for (const GovernmentId government : world.governments.rows())
      world.governments.decision[government] = Decision::reactive;
    world.signals.gap_months = 12;
    for (const GovernmentId government : {us, cn, tw}) {
      world.governments.escalation_hazard[government] = 0;
      world.governments.hazard_per_case[government] = 0;
      world.governments.hazard_of_gap[government] = 0;
    }
    rule.rest = 0;
  }
  InstrumentId prepare(const std::string& id, GovernmentId issuer, InstrumentKind what,
                       Status status = Status::proposed) {
    const InstrumentId added = add_instrument(world, id, issuer, make_date(2024, 1, 1), std::move(what));
    world.regimes.name[added] = id;
    world.regimes.status[added] = status;
    return added;
  }
  void law() {
    bind(world);
    enact(world);
  }
  Orders month() {
    Orders all;
    Governments after = world.governments;
    for (const GovernmentId government : world.governments.rows()) {
      const auto [mind, orders] = rule.decide(world, government);
      keep(after, government, mind);
      all.acts.insert(all.acts.end(), orders.acts.begin(), orders.acts.end());
    }
    world.governments = after;
    return all;
  }
  /// Acts of a year, carried out step by step.
  std::vector<PolicyAct> play(int months) {
    std::vector<PolicyAct> all;
    for (int i = 0; i < months; ++i) {
      const Orders orders = month();
      for (const PolicyAct& act : orders.acts) apply(world, act);
      all.insert(all.end(), orders.acts.begin(), orders.acts.end());
      ++world.step;
      world.today = world.calendar.first_day(world.step);
      enact(world);
    }
    return all;
  }
};

}  // namespace

TEST_CASE("what drives a step decides which measure comes first", "[agents]") {
  Race race;
  const InstrumentId list = race.prepare("list", race.us, EntityList{});
  const InstrumentId box = race.prepare("box", race.us, ChipThreshold{});
  race.law();
  race.world.governments.hazard_per_case[race.us] = 1;
  race.world.governments.cases[race.us] = 1;
  const Orders after_cases = race.month();
  REQUIRE(after_cases.acts.size() == 1);
  CHECK(after_cases.acts[0].instrument == list);
  CHECK(after_cases.acts[0].why.find("diversion") != std::string::npos);

  Race other;
  other.prepare("list", other.us, EntityList{});
  other.prepare("box", other.us, ChipThreshold{});
  other.law();
  other.world.governments.hazard_of_gap[other.us] = 1;
  other.world.signals.gap_months = 2;
  const Orders after_gap = other.month();
  REQUIRE(after_gap.acts.size() == 1);
  CHECK(after_gap.acts[0].instrument == box);
}

TEST_CASE("moves are answered, and the log tells who did what and why", "[agents]") {
  Race race;
  race.prepare("box", race.us, ChipThreshold{});
  const InstrumentId minerals = race.prepare("minerals", race.cn, MineralControl{.materials = {"Ga"}, .withheld = 0.5});
  race.law();
  race.world.governments.escalation_hazard[race.us] = 1;
  race.rule.retaliation = 1;
  race.rule.truce_hazard = race.rule.linkage = 0;
  race.play(6);
  CHECK(race.world.governments.escalation[race.us] > 0);
  CHECK(race.world.governments.escalation[race.cn] > 0);
  CHECK(race.world.regimes.law.on(minerals));
  int told = 0;
  for (const Event& event : race.world.events.rows) told += event.kind == "enacts" && !event.text.empty();
  CHECK(told >= 2);
  const auto said = [&](const char* measure) {
    for (const Event& event : race.world.events.rows)
      if (event.kind == "enacts" && event.text.find(std::string(": ") + measure) != std::string::npos)
        return event.text.substr(0, event.text.find(':'));
    return std::string();
  };
  CHECK(said("box") == "As pressure at home goes on");
  CHECK(said("minerals") == "In answer to the rival's last step");
}

TEST_CASE("a truce stays the last measure of both sides, and it comes back on its day", "[agents]") {
  Race race;
  const InstrumentId box = race.prepare("box", race.us, ChipThreshold{.clauses = {{.tpp_min = 1000}}});
  const InstrumentId minerals = race.prepare("minerals", race.cn, MineralControl{.materials = {"Ga"}});
  race.law();
  race.world.governments.escalation_hazard[race.us] = 1;
  race.rule.retaliation = 1;
  race.rule.truce_hazard = 0;
  race.rule.linkage = 0;
  race.play(3);
  REQUIRE(race.world.regimes.law.on(box));
  REQUIRE(race.world.regimes.law.on(minerals));
  race.world.governments.taken[race.us] = {double(box.index)};
  race.world.governments.taken[race.cn] = {double(minerals.index)};
  race.world.governments.escalation_hazard[race.us] = 0;
  race.rule.retaliation = 0;
  race.rule.truce_hazard = 100;
  race.play(1);
  CHECK_FALSE(race.world.regimes.law.on(box));
  CHECK_FALSE(race.world.regimes.law.on(minerals));
  race.rule.truce_hazard = 0;
  race.play(14);
  CHECK(race.world.regimes.law.on(box));
  CHECK(race.world.regimes.law.on(minerals));
}

TEST_CASE("an ally follows the kind of rule that its leader has, after a lag", "[agents]") {
  Race race;
  race.prepare("tools", race.us, ToolControl{}, Status::in_force);
  const InstrumentId own = race.prepare("tools_of_ally", race.tw, ToolControl{});
  race.law();
  race.world.regimes.effective[InstrumentId{0}] = make_date(2025, 10, 1);
  race.play(6);
  CHECK(race.world.regimes.status[own] == Status::proposed);
  race.play(12);
  CHECK(race.world.regimes.status[own] == Status::in_force);

  Race off;
  off.prepare("tools", off.us, ToolControl{}, Status::in_force);
  const InstrumentId never = off.prepare("tools_of_ally", off.tw, ToolControl{});
  off.law();
  off.world.mechanisms.set(Mechanism::alignment, false);
  off.play(36);
  CHECK(off.world.regimes.status[never] == Status::proposed);
}

TEST_CASE("a member of an alliance follows sooner than other allies, and one that is left does not", "[agents]") {
  for (const bool member : {true, false}) {
    Race race;
    race.prepare("tools", race.us, ToolControl{}, Status::in_force);
    const InstrumentId own = race.prepare("tools_of_ally", race.tw, ToolControl{});
    const InstrumentId alliance = race.prepare("alliance", race.us, Alliance{.lag_factor = 0.2}, Status::in_force);
    race.world.regimes.targets[alliance] = {race.world.countries.find(member ? "tw" : "cn")};
    race.law();
    race.world.regimes.effective[InstrumentId{0}] = make_date(2025, 12, 1);
    race.play(6);
    CHECK((race.world.regimes.status[own] == Status::in_force) == member);
  }
}

TEST_CASE("Chinese gates decide apart: customs by the rival, guidance by what domestic makers can replace",
          "[agents]") {
  Race race;
  const InstrumentId customs = race.prepare("customs", race.cn, PurchaseRestriction{.gate = Gate::customs});
  const InstrumentId guidance = race.prepare("guidance", race.cn, PurchaseRestriction{.gate = Gate::guidance});
  race.law();
  race.rule.gate_hazard = 100;
  race.world.governments.escalation[race.us] = 2;
  race.rule.retaliation = 0;
  const CountryId cn = race.world.countries.find("cn");
  const CloudId cloud = add_cloud(race.world, "tencent", cn, cn);
  race.world.clouds.ai_plan[cloud] = 3e10;
  race.world.signals.gap_months = 24;
  race.play(3);
  const auto accepted = [&](InstrumentId id) {
    return race.world.regimes.law.on(id) ? race.world.regimes.as<PurchaseRestriction>(id)->accepted.at(race.world.today)
                                         : 1.0;
  };
  CHECK(accepted(customs) == Approx(0.5));
  CHECK(accepted(guidance) == 1.0);
  // Half of what would close the gate is delivered at home.
  const DesignerId huawei = add_designer(race.world, "huawei", cn);
  race.world.designers.china_revenue[huawei] =
      0.5 * race.rule.full_substitution * chips_of_capital(race.world.technology, 3e10);
  race.world.governments.escalation[race.us] = 0;
  race.play(3);
  CHECK(accepted(customs) == Approx(1.0));
  CHECK(accepted(guidance) == Approx(0.5).margin(0.01));
}

TEST_CASE("a government that a user supplies sees the world and asks by name", "[agents]") {
  Race race;
  const InstrumentId box = race.prepare("box", race.us, ChipThreshold{});
  race.law();
  race.world.governments.decision[race.us] = Decision::supplied;
  CHECK_THROWS_AS(race.month(), Error);
  int looked = 0;
  race.rule.supplied["us"] = [&](const Observation& seen) {
    ++looked;
    CHECK(seen.government == "us");
    CHECK(seen.gap_months == 12);
    CHECK(seen.measures.at(0).own);
    PolicyRequest request;
    request.measure = "box";
    request.why = "Because.";
    return std::vector<PolicyRequest>{request};
  };
  const Orders orders = race.month();
  CHECK(looked == 1);
  REQUIRE(orders.acts.size() == 1);
  CHECK(orders.acts[0].instrument == box);
  race.rule.supplied["us"] = [](const Observation&) {
    PolicyRequest request;
    request.measure = "bax";
    return std::vector<PolicyRequest>{request};
  };
  std::string told;
  try {
    race.month();
  } catch (const Error& error) {
    told = error.what();
  }
  CHECK(told.find("did you mean 'box'") != std::string::npos);
}

TEST_CASE("until its day a reactive government keeps to the scenario", "[agents]") {
  Race race;
  race.prepare("box", race.us, ChipThreshold{});
  race.law();
  race.world.governments.escalation_hazard[race.us] = 1;
  race.world.governments.reactive_from[race.us] = make_date(2027, 1, 1);
  CHECK(race.month().acts.empty());
}

TEST_CASE("nobody learns within a step what another has decided, whoever stands first", "[agents]") {
  Race race;
  race.prepare("box", race.us, ChipThreshold{});
  race.prepare("minerals", race.cn, MineralControl{.materials = {"Ga"}, .withheld = 0.5});
  race.law();
  race.rule.retaliation = 100;
  race.rule.truce_hazard = race.rule.linkage = 0;
  for (const auto& [first, other] : {std::pair{race.us, race.cn}, std::pair{race.cn, race.us}}) {
    int begun = 0, answered = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      Race now = race;
      now.world.seed = seed;
      now.world.governments.escalation_hazard[first] = 1;
      const Orders moves = now.month();
      for (const PolicyAct& act : moves.acts) CHECK(act.by == first);
      begun += !moves.acts.empty();
      ++now.world.step;
      const Orders answers = now.month();
      answered +=
          std::any_of(answers.acts.begin(), answers.acts.end(), [&](const auto& act) { return act.by == other; });
    }
    CHECK(begun > 15);
    CHECK(answered > 5);
    CHECK(answered <= begun);
  }
}

TEST_CASE("a truce binds both sides or neither, also where one of them only tightened", "[agents]") {
  Race race;
  const InstrumentId box = race.prepare("box", race.us, ChipThreshold{.clauses = {{.tpp_min = 1000}}});
  const InstrumentId minerals = race.prepare("minerals", race.cn, MineralControl{.materials = {"Ga"}});
  race.law();
  auto& governments = race.world.governments;
  governments.taken[race.us] = {-1 - double(box.index)};
  governments.taken[race.cn] = {-1 - double(minerals.index)};
  int agreed = 0;
  for (race.rule.truce_hazard = 0.5; race.world.step < 40; ++race.world.step) {
    Race now = race;
    const std::size_t acts = now.month().acts.size();
    const bool both = now.world.governments.truce_until[race.us] > now.world.today;
    CHECK(both == (now.world.governments.truce_until[race.cn] > now.world.today));
    CHECK(acts == (both ? 2 : 0));
    agreed += both;
  }
  CHECK(agreed > 5);
  CHECK(agreed < 35);
  // Who follows the scenario until a day cannot agree before, and so does not bind the other.
  governments.reactive_from[race.cn] = make_date(2040, 1, 1);
  race.rule.truce_hazard = 100;
  CHECK(race.month().acts.empty());
  CHECK(governments.truce_until[race.us] == Date{});
}

TEST_CASE("a truce comes the sooner the more both sides lose, at the pace of the one that loses less", "[agents]") {
  const auto agreed = [](double lost_sales, double dear_mineral, double stopped_lines, double refused) {
    Race race;
    const InstrumentId box = race.prepare("box", race.us, ChipThreshold{.clauses = {{.tpp_min = 1000}}});
    const InstrumentId minerals = race.prepare("minerals", race.cn, MineralControl{.materials = {"Ga"}});
    race.law();
    World& world = race.world;
    world.governments.taken[race.us] = {double(box.index)};
    world.governments.taken[race.cn] = {double(minerals.index)};
    world.signals.lost_sales_share = lost_sales;
    world.restrictions.minerals_price = {1, dear_mineral};
    for (const LineId line : world.lines.rows()) world.lines.input_effect[line] = -stopped_lines;
    world.signals.restricted_demand = refused * 1e9;
    world.designers.china_revenue[world.designers.find("nvidia")] = (1 - refused) * 1e9;
    race.rule.truce_hazard = 0;
    race.rule.linkage = 1;
    int months = 0;
    for (; world.step < 400; ++world.step) {
      Race now = race;
      now.month();
      months += now.world.governments.truce_until[race.us] > world.today;
    }
    return months / 400.0;
  };
  const auto chance = [](double pressure) { return 1 - std::exp(-pressure); };
  CHECK(agreed(0, 1, 0, 0.9) == 0);  // a side that loses nothing waits
  CHECK(agreed(0.6, 1, 0, 0) == 0);
  CHECK(agreed(0.6, 1, 0, 0.9) == Approx(chance(0.6)).margin(0.08));
  CHECK(agreed(0.6, 1, 0, 0.2) == Approx(chance(0.2)).margin(0.06));
  CHECK(agreed(0, 1 + 0.3 / GovernmentBehaviour{}.mineral_pain, 0, 0.9) == Approx(chance(0.3)).margin(0.07));
  CHECK(agreed(0.2, 1, 0.3, 0.9) == Approx(chance(0.5)).margin(0.08));
  CHECK(agreed(0.8, 1, 0.8, 1) == Approx(chance(1)).margin(0.08));  // nobody loses more than all
}
