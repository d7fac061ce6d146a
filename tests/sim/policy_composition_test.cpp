#include "sim/core/random.hpp"
#include "sim/policy/finding.hpp"
#include "sim/policy/regime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_law.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Answer = Verdict::Answer;

/// A world in early 2024 with all chips and no law.
World open_world() {
  World world = small_world(make_date(2024, 1, 1));
  add_chips(world);
  return world;
}

InstrumentId add_for_china(World& world, const std::string& id, InstrumentKind what, const char* issuer = "us") {
  const InstrumentId rule =
      add_instrument(world, id, world.governments.find(issuer), make_date(2023, 1, 1), std::move(what));
  world.regimes.targets[rule] = {world.countries.find("cn")};
  return rule;
}

ChipThreshold threshold(double tpp, Treatment policy = Treatment::denial) {
  ChipThreshold rule;
  rule.clauses.push_back({.id = "a", .tpp_min = tpp, .policy = policy});
  return rule;
}

Verdict judged(World& world, const char* sku = "h100", const char* cloud = "alibaba", double units = 100) {
  bind(world);
  enact(world);
  return judge(world, sale(world, sku, cloud, units));
}

}  // namespace

TEST_CASE("a blanket permission clears only the instrument that it names", "[policy]") {
  World world = open_world();
  const InstrumentId first = add_for_china(world, "first", threshold(4800));
  LicencePolicy blanket;
  blanket.clears = {first};
  blanket.blanket = true;
  add_for_china(world, "permission", blanket);
  CHECK(judged(world).answer == Answer::permitted);

  const InstrumentId second = add_for_china(world, "second", threshold(10000));
  const Verdict verdict = judged(world);
  CHECK(verdict.answer == Answer::denied);
  CHECK(verdict.by == second);
  CHECK(judged(world, "a100").answer == Answer::permitted);
}

TEST_CASE("the most restrictive of what is not cleared decides", "[policy]") {
  World world = open_world();
  const InstrumentId licence = add_for_china(world, "licence", threshold(4800, Treatment::licence));
  LicencePolicy desk;
  desk.clears = {licence};
  add_for_china(world, "desk", desk);
  CHECK(judged(world).answer == Answer::queued);
  CHECK(judged(world).by == licence);
  const InstrumentId denial = add_for_china(world, "denial", threshold(10000));
  CHECK(judged(world).answer == Answer::denied);
  CHECK(judged(world).by == denial);
  CHECK(judged(world, "a100").answer == Answer::queued);
}

TEST_CASE("adding a denial never lets more through", "[policy]") {
  for (std::uint64_t trial = 0; trial < 60; ++trial) {
    World world = open_world();
    double before = 1e9;
    std::vector<InstrumentId> rules;
    for (std::uint32_t i = 0; i < 7; ++i) {
      const double u = uniform(trial, Purpose::hazard, 1, i), v = uniform(trial, Purpose::hazard, 2, i);
      const std::string id = "rule_" + std::to_string(i);
      if (u < 0.5) {
        rules.push_back(
            add_for_china(world, id, threshold(20000 * v, v < 0.3 ? Treatment::licence : Treatment::denial)));
      } else if (u < 0.75) {
        PurchaseRestriction guidance;
        guidance.accepted = v;
        add_for_china(world, id, guidance, "cn");
      } else {
        EntityList list;
        list.listed = {v < 0.5 ? "clouds/alibaba" : "clouds/microsoft"};
        rules.push_back(add_for_china(world, id, list));
      }
      bind(world);
      enact(world);
      double through = 0;
      for (const SkuId sku : world.skus.rows())
        through += judge(world, sale(world, world.skus.id[sku], "alibaba")).share;
      CHECK(through <= before + 1e-12);
      before = through;
    }
  }
}

TEST_CASE("levies add, each on its own base", "[policy]") {
  World world = open_world();
  const InstrumentId rule = add_for_china(world, "rule", threshold(2000, Treatment::licence));
  LicencePolicy blanket;
  blanket.clears = {rule};
  blanket.blanket = true;
  const InstrumentId permission = add_for_china(world, "permission", blanket);
  Levy share;
  share.rate = 0.15;
  share.under = {permission};
  add_for_china(world, "share", share);
  Levy tariff;
  tariff.rate = 0.25;
  tariff.windows.push_back({.id = "w", .tpp_above = 14000, .tpp_below = 17500});
  add_for_china(world, "tariff", tariff);

  CHECK(judged(world, "h20").levy == Approx(0.15));
  CHECK(judged(world, "h100").levy == Approx(0.40));
  CHECK(judged(world, "h100").levy_to == world.governments.account[world.governments.find("us")]);
  CHECK(judged(world, "l2").levy == 0.0);
  CHECK(judged(world, "h100", "microsoft").levy == 0.0);
}

TEST_CASE("the buyers' side is a gate of its own", "[policy]") {
  World world = open_world();
  PurchaseRestriction guidance;
  guidance.skus = {world.skus.find("h20")};
  guidance.accepted = TimeSeries{0.3};
  const InstrumentId rule = add_for_china(world, "guidance", guidance, "cn");
  const Verdict verdict = judged(world, "h20");
  CHECK(verdict.answer == Answer::permitted);
  CHECK(verdict.share == Approx(0.3));
  CHECK(verdict.by == rule);
  CHECK(judged(world, "h100").share == 1.0);

  std::get<PurchaseRestriction>(world.regimes.what[rule]).accepted = 0.0;
  CHECK(judged(world, "h20").answer == Answer::denied);
  CHECK(judged(world, "h20", "microsoft").answer == Answer::permitted);
}

TEST_CASE("state-backed buyers may be told what others are not", "[policy]") {
  World world = open_world();
  const CloudId state = add_cloud(world, "china_state", world.countries.find("cn"), world.countries.find("cn"));
  world.clouds.public_fund[state] = true;
  PurchaseRestriction guidance;
  guidance.public_only = true;
  guidance.accepted = 0.0;
  add_for_china(world, "guidance", guidance, "cn");
  CHECK(judged(world, "h20", "china_state").answer == Answer::denied);
  CHECK(judged(world, "h20", "alibaba").answer == Answer::permitted);
}

TEST_CASE("what is proposed, stayed, failed or not enforced refuses nothing and is feared", "[policy]") {
  for (const Status status : {Status::proposed, Status::stayed, Status::failed, Status::not_enforced}) {
    World world = open_world();
    const InstrumentId rule = add_for_china(world, "rule", threshold(4800));
    world.regimes.status[rule] = status;
    CHECK(judged(world).answer == Answer::permitted);
    publish(world);
    const std::size_t at = world.restrictions.at(world.skus.find("h100"), world.countries.find("cn"));
    CHECK(world.restrictions.open[at] == 1.0);
    CHECK(world.restrictions.hazard[at] > 0.05);
    CHECK(world.restrictions.hazard[at] < 0.5);
    const std::size_t free = world.restrictions.at(world.skus.find("h20"), world.countries.find("cn"));
    CHECK(world.restrictions.hazard[free] == 0.0);
    CHECK(world.restrictions.china_boxes.empty());
  }
}

TEST_CASE("a suspension opens what a rule closed, for its time", "[policy]") {
  World world = open_world();
  const InstrumentId rule = add_for_china(world, "rule", threshold(4800));
  world.regimes.stayed_from[rule] = make_date(2024, 3, 10);
  world.regimes.stayed_until[rule] = make_date(2024, 9, 20);
  const auto answer_on = [&](Date day) {
    travel(world, day);
    return judged(world).answer;
  };
  CHECK(answer_on(make_date(2024, 2, 1)) == Answer::denied);
  CHECK(answer_on(make_date(2024, 3, 1)) == Answer::permitted);
  CHECK(answer_on(make_date(2024, 9, 1)) == Answer::permitted);  // it ends in the second half of that month
  CHECK(answer_on(make_date(2024, 10, 1)) == Answer::denied);
}

TEST_CASE("goods ordered before may ship until the savings clause ends", "[policy]") {
  World world = open_world();
  const InstrumentId rule = add_for_china(world, "rule", threshold(4800));
  world.regimes.savings_until[rule] = make_date(2024, 4, 15);
  bind(world);
  Deal deal = sale(world, "h100", "alibaba");
  const auto answer_on = [&](Date day, Stage stage) {
    travel(world, day);
    enact(world);
    deal.stage = stage;
    return judge(world, deal).answer;
  };
  CHECK(answer_on(make_date(2024, 3, 1), Stage::order) == Answer::denied);
  CHECK(answer_on(make_date(2024, 3, 1), Stage::shipment) == Answer::permitted);
  CHECK(answer_on(make_date(2024, 4, 1), Stage::shipment) == Answer::denied);
}

TEST_CASE("a name that nobody has is told with the nearest one", "[policy]") {
  World world = open_world();
  EntityList list;
  list.listed = {"clouds/alibabba"};
  add_for_china(world, "list", list);
  CHECK_THROWS_WITH(bind(world),
                    "regimes.list.listed: nobody is called 'clouds/alibabba'; did you mean 'clouds/alibaba'?");
}

TEST_CASE("what the law leaves alone is found at once and is the same as when every instrument is asked", "[policy]") {
  World world = open_world();
  add_chip_rules(world);
  const CountryId sg = add_country(world, "sg", Bloc::swing);
  add_cloud(world, "alibaba_sg", sg, world.countries.find("cn"));
  add_cloud(world, "singtel_sg", sg, sg);
  PurchaseRestriction guidance;
  guidance.skus = {world.skus.find("l20")};
  guidance.accepted = 0.5;
  add_for_china(world, "guidance", guidance, "cn");
  Levy levy;
  levy.rate = 0.1;
  add_for_china(world, "levy", levy);
  bind(world);
  enact(world);
  for (const SkuId sku : world.skus.rows())
    for (const char* cloud : {"alibaba", "microsoft", "alibaba_sg", "singtel_sg"}) {
      const Deal deal = sale(world, world.skus.id[sku], cloud);
      const Verdict quick = judge(world, deal), whole = answer(make_case(world, deal));
      INFO(world.skus.id[sku] << " to " << cloud);
      CHECK(quick.share == whole.share);
      CHECK(quick.levy == whole.levy);
      CHECK((quick.by == whole.by && quick.answer == whole.answer));
    }
}
