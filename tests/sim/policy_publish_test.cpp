#include "sim/policy/regime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_law.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Hazard that the H100 is closed to China, as published in the step that contains `day`.
double feared_on(World& world, Date day) {
  travel(world, day);
  enact(world);
  publish(world);
  return world.restrictions.hazard[world.restrictions.at(world.skus.find("h100"), world.countries.find("cn"))];
}

InstrumentId add_threshold(World& world) {
  ChipThreshold rule;
  rule.clauses.push_back({.id = "a", .tpp_min = 4800});
  const InstrumentId id = add_instrument(world, "rule", world.governments.find("us"), make_date(2024, 6, 15), rule);
  world.regimes.targets[id] = {world.countries.find("cn")};
  return id;
}

}  // namespace

TEST_CASE("reports are feared a little, an announced day much, a law in force not", "[policy]") {
  World world = small_world(make_date(2024, 1, 1));
  const InstrumentId rule = add_threshold(world);
  world.regimes.reported[rule] = make_date(2024, 2, 10);
  world.regimes.announced[rule] = make_date(2024, 5, 20);
  world.regimes.credibility[rule] = 0.05;
  world.regimes.certainty[rule] = 0.8;
  bind(world);
  CHECK(feared_on(world, make_date(2024, 1, 1)) == 0.0);
  CHECK(feared_on(world, make_date(2024, 2, 1)) == Approx(1 - std::pow(0.95, 3)));
  CHECK(feared_on(world, make_date(2024, 5, 1)) == Approx(0.8));
  CHECK(feared_on(world, make_date(2024, 7, 1)) == 0.0);
  CHECK(world.restrictions.open[world.restrictions.at(world.skus.find("h100"), world.countries.find("cn"))] == 0.0);
}

TEST_CASE("nobody knows beforehand that a rule will not be enforced", "[policy]") {
  World world = small_world(make_date(2024, 1, 1));
  const InstrumentId rule = add_threshold(world);
  world.regimes.status[rule] = Status::not_enforced;
  world.regimes.announced[rule] = make_date(2024, 5, 20);
  world.regimes.ends[rule] = make_date(2024, 9, 1);
  bind(world);
  CHECK(feared_on(world, make_date(2024, 5, 1)) == Approx(0.8));
  CHECK(feared_on(world, make_date(2024, 7, 1)) == Approx(1 - std::pow(0.95, 3)));
  CHECK(feared_on(world, make_date(2024, 9, 1)) == 0.0);
}

TEST_CASE("boxes in force are published for designs that are looked for", "[policy]") {
  World world = small_world();
  add_chips(world);
  add_chip_rules(world);
  bind(world);
  const ChipSpec h100 = spec_of(world.skus, world.skus.find("h100")),
                 a800 = spec_of(world.skus, world.skus.find("a800")), h20 = spec_of(world.skus, world.skus.find("h20"));
  const auto publish_on = [&](Date day) {
    travel(world, day);
    enact(world);
    publish(world);
  };
  publish_on(make_date(2022, 11, 1));
  CHECK_FALSE(world.restrictions.free_for_china(h100));
  CHECK(world.restrictions.free_for_china(a800));
  publish_on(make_date(2024, 1, 1));
  CHECK_FALSE(world.restrictions.free_for_china(a800));
  CHECK(world.restrictions.free_for_china(h20));
  publish_on(make_date(2025, 5, 1));
  CHECK_FALSE(world.restrictions.free_for_china(h20));
  CHECK(world.restrictions.free_for_china(spec_of(world.skus, world.skus.find("l20"))));
}

TEST_CASE("licences count in what is published with their odds", "[policy]") {
  World world = small_world(make_date(2024, 7, 1));
  const InstrumentId rule = add_threshold(world);
  LicencePolicy desk;
  desk.clears = {rule};
  desk.approval = 0.6;
  desk.acceptance = 0.5;
  const InstrumentId id = add_instrument(world, "desk", world.governments.find("us"), world.today, desk);
  world.regimes.targets[id] = {world.countries.find("cn")};
  bind(world);
  const std::size_t at = world.restrictions.at(world.skus.find("h100"), world.countries.find("cn"));
  CHECK(world.restrictions.open[at] == Approx(0.3));
}

TEST_CASE("what is in sight is feared less where licences would clear it", "[policy]") {
  World world = small_world(make_date(2024, 1, 1));
  const InstrumentId rule = add_threshold(world);
  world.regimes.announced[rule] = make_date(2024, 4, 20);
  world.regimes.certainty[rule] = 0.8;
  LicencePolicy desk;
  desk.clears = {rule};
  desk.approval = 0.6;
  desk.acceptance = 0.5;
  const InstrumentId id = add_instrument(world, "desk", world.governments.find("us"), world.today, desk);
  world.regimes.targets[id] = {world.countries.find("cn")};
  bind(world);
  CHECK(feared_on(world, make_date(2024, 5, 1)) == Approx(0.8 * (1 - 0.3)));
}

TEST_CASE("a purchase restriction is published apart from the law of the sellers", "[policy]") {
  World world = small_world(make_date(2024, 7, 1));
  PurchaseRestriction guidance;
  guidance.accepted = 0.25;
  add_instrument(world, "guidance", world.governments.find("cn"), world.today, guidance);
  bind(world);
  const std::size_t at = world.restrictions.at(world.skus.find("h20"), world.countries.find("cn"));
  CHECK(world.restrictions.open[at] == 1.0);
  CHECK(world.restrictions.accepted[at] == Approx(0.25));
}

TEST_CASE("an act of a government is law from the next step on", "[policy]") {
  World world = small_world(make_date(2024, 7, 1));
  const GovernmentId us = world.governments.find("us"), cn = world.governments.find("cn");
  const InstrumentId rule = add_threshold(world);
  world.regimes.status[rule] = Status::proposed;
  bind(world);
  enact(world);
  const Deal deal = sale(world, "h100", "alibaba");
  CHECK_FALSE(apply(world, {.by = cn, .verb = PolicyAct::Verb::enact, .instrument = rule}));
  CHECK(apply(world, {.by = us, .verb = PolicyAct::Verb::enact, .instrument = rule}));
  CHECK(judge(world, deal).answer == Verdict::Answer::permitted);
  travel(world, world.tomorrow());
  enact(world);
  CHECK(judge(world, deal).answer == Verdict::Answer::denied);

  CHECK(judge(world, sale(world, "h20", "alibaba")).answer == Verdict::Answer::permitted);
  CHECK(apply(world, {.by = us, .verb = PolicyAct::Verb::tighten, .instrument = rule, .factor = 0.4}));
  travel(world, world.tomorrow());
  enact(world);
  CHECK(judge(world, sale(world, "h20", "alibaba")).answer == Verdict::Answer::denied);

  CHECK(apply(world, {.by = us, .verb = PolicyAct::Verb::stay, .instrument = rule, .until = make_date(2024, 12, 1)}));
  travel(world, world.tomorrow());
  enact(world);
  CHECK(judge(world, deal).answer == Verdict::Answer::permitted);
  travel(world, make_date(2024, 12, 1));
  enact(world);
  CHECK(judge(world, deal).answer == Verdict::Answer::denied);
}

TEST_CASE("an act that makes law does away with days that the instrument had before, and keeps when it was announced",
          "[policy]") {
  World world = small_world(make_date(2024, 7, 1));
  const GovernmentId us = world.governments.find("us");
  const InstrumentId rule = add_threshold(world);
  auto& regimes = world.regimes;
  regimes.status[rule] = Status::stayed;
  regimes.announced[rule] = make_date(2023, 3, 1);
  regimes.effective[rule] = regimes.enforced_from[rule] = make_date(2029, 1, 1);
  regimes.ends[rule] = make_date(2024, 2, 1);
  regimes.stayed_from[rule] = make_date(2024, 3, 1);
  regimes.stayed_until[rule] = make_date(2027, 1, 1);
  bind(world);
  enact(world);
  const Deal deal = sale(world, "h100", "alibaba");
  CHECK(judge(world, deal).answer == Verdict::Answer::permitted);
  CHECK(apply(world, {.by = us, .verb = PolicyAct::Verb::enact, .instrument = rule, .until = make_date(2024, 12, 1)}));
  travel(world, world.tomorrow());
  enact(world);
  CHECK(judge(world, deal).answer == Verdict::Answer::denied);
  CHECK(regimes.announced[rule] == make_date(2023, 3, 1));
  travel(world, make_date(2024, 12, 1));
  enact(world);
  CHECK(judge(world, deal).answer == Verdict::Answer::permitted);

  regimes.announced[rule] = kNever;
  CHECK(apply(world, {.by = us, .verb = PolicyAct::Verb::enact, .instrument = rule}));
  travel(world, world.tomorrow());
  enact(world);
  CHECK(regimes.announced[rule] == world.today);
  CHECK(judge(world, deal).answer == Verdict::Answer::denied);

  CHECK(apply(world, {.by = us, .verb = PolicyAct::Verb::tighten, .instrument = rule, .factor = 0.4}));
  travel(world, world.tomorrow());
  enact(world);
  REQUIRE_FALSE(world.events.rows.empty());
  CHECK(world.events.rows.back().kind == "tightened");
  CHECK(world.events.rows.back().quantity == 0.4);
}

TEST_CASE("a firm is listed by an act", "[policy]") {
  World world = small_world(make_date(2024, 7, 1));
  const GovernmentId us = world.governments.find("us");
  const InstrumentId list = add_instrument(world, "list", us, make_date(2022, 1, 1), EntityList{});
  bind(world);
  enact(world);
  const Deal deal = sale(world, "h20", "alibaba");
  CHECK(judge(world, deal).answer == Verdict::Answer::permitted);
  CHECK(apply(world, {.by = us, .verb = PolicyAct::Verb::list, .instrument = list, .firm = deal.buyer}));
  travel(world, world.tomorrow());
  enact(world);
  CHECK(judge(world, deal).by == list);
  CHECK(world.accounts.listed_firm[deal.buyer]);
  CHECK(world.events.rows.back().kind == "listed");
}

TEST_CASE("the days of the law are told once", "[policy]") {
  World world = small_world(make_date(2024, 1, 1));
  const InstrumentId rule = add_threshold(world);
  world.regimes.announced[rule] = make_date(2024, 5, 20);
  world.regimes.stayed_from[rule] = make_date(2024, 8, 2);
  world.regimes.stayed_until[rule] = make_date(2024, 9, 2);
  world.regimes.ends[rule] = make_date(2024, 11, 11);
  bind(world);
  std::string told;
  for (int month = 1; month <= 12; ++month) {
    travel(world, make_date(2024, month, 1));
    enact(world);
  }
  for (const Event& event : world.events.rows) told += to_string(event.date) + " " + event.kind + "; ";
  CHECK(told ==
        "2024-05-20 announced; 2024-06-15 effective; 2024-08-02 stayed; 2024-09-02 resumed; 2024-11-11 ended; ");
}

TEST_CASE("what is published of tools for China is about China's own advanced lines", "[policy]") {
  World world = small_world(make_date(2024, 7, 1));
  const CountryId cn = world.countries.find("cn");
  const ToolmakerId lam = add_toolmaker(world, "lam", world.countries.find("us"));
  world.toolmakers.class_shares[lam].assign(kToolClasses, 1.0);
  const InstrumentId rule =
      add_instrument(world, "tools", world.governments.find("us"), make_date(2022, 1, 1), ToolControl{});
  world.regimes.targets[rule] = {cn};
  const auto open = [&] {
    bind(world);
    enact(world);
    publish(world);
    return world.restrictions.tools_open_to_china[etch];
  };
  add_line(world, "tsmc_nanjing", world.fabs.find("tsmc"), cn, Product::logic, 7);
  CHECK(open() == 1.0);
  add_line(world, "smic_n7", add_fab(world, "smic", cn), cn, Product::logic, 7);
  CHECK(open() == 0.0);
}
