#include <cmath>

#include "sim/policy/regime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_law.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Answer = Verdict::Answer;

/// The small world with a lab on each side and a cloud in Singapore.
struct Access {
  World world = small_world(make_date(2025, 3, 1));
  CountryId us = world.countries.find("us"), cn = world.countries.find("cn"),
            sg = add_country(world, "sg", Bloc::swing);
  CloudId abroad = add_cloud(world, "singtel_sg", sg, sg);
  LabId openai = add_lab(world, "openai", us, world.clouds.find("microsoft"));
  LabId deepseek = add_lab(world, "deepseek", cn, world.clouds.find("alibaba"));

  InstrumentId add(const std::string& id, InstrumentKind what, const char* issuer = "us") {
    const InstrumentId rule =
        add_instrument(world, id, world.governments.find(issuer), make_date(2024, 1, 1), std::move(what));
    world.regimes.targets[rule] = {issuer == std::string("us") ? cn : us};
    return rule;
  }
  Verdict judged(const Deal& deal) {
    bind(world);
    enact(world);
    return judge(world, deal);
  }
  Deal rental(CloudId cloud, LabId lab, double flop = 1e26) const {
    Deal deal;
    deal.good = Good::compute;
    deal.seller = world.clouds.account[cloud];
    deal.buyer = deal.user = world.labs.account[lab];
    deal.place = world.clouds.country[cloud];
    deal.training_flop = flop;
    deal.stage = Stage::service;
    return deal;
  }
};

}  // namespace

TEST_CASE("rental to Chinese users is free until a rule says otherwise", "[policy]") {
  Access a;
  a.world.clouds.verification[a.abroad] = 0.4;
  CHECK(a.judged(a.rental(a.abroad, a.deepseek)).answer == Answer::permitted);
  const InstrumentId rule = a.add("access", CloudAccess{.flop_min = 1e25});
  const Verdict verdict = a.judged(a.rental(a.abroad, a.deepseek));
  CHECK(verdict.share == Approx(0.6));  // whom the operator does not know, it serves
  CHECK(verdict.by == rule);
  CHECK(a.judged(a.rental(a.abroad, a.deepseek, 1e24)).share == 1.0);
  CHECK(a.judged(a.rental(a.abroad, a.openai)).share == 1.0);
  CHECK(a.judged(a.rental(a.world.clouds.find("alibaba"), a.deepseek)).share == 1.0);
  publish(a.world);
  CHECK(a.world.restrictions.cloud_open_to_china < 1.0);
  std::get<CloudAccess>(a.world.regimes.what[rule]).verification_min = 1.0;
  CHECK(a.judged(a.rental(a.abroad, a.deepseek)).answer == Answer::denied);
  std::get<CloudAccess>(a.world.regimes.what[rule]).issuer_chips = false;
  CHECK(a.judged(a.rental(a.abroad, a.deepseek)).answer == Answer::permitted);
  CHECK(a.judged(a.rental(a.world.clouds.find("microsoft"), a.deepseek)).answer == Answer::denied);
}

TEST_CASE("a rule may leave alone what targets' own operators run abroad, and no others", "[policy]") {
  Access a;
  const CloudId own = add_cloud(a.world, "alibaba_sg", a.sg, a.cn);
  for (const bool overseas : {true, false}) {
    Access b;
    add_cloud(b.world, "alibaba_sg", b.sg, b.cn);
    b.add("access", CloudAccess{.overseas_units = overseas, .verification_min = 1.0});
    CHECK((b.judged(b.rental(own, b.deepseek)).answer == Answer::denied) == overseas);
    CHECK(b.judged(b.rental(b.abroad, b.deepseek)).answer == Answer::denied);
  }
}

TEST_CASE("money for large runs stays at home", "[policy]") {
  Access a;
  const InvestorId fund = add_row(a.world.investors, "fund");
  a.world.investors.account[fund] = a.world.accounts.add("investors/fund", Sector::investor, a.us, a.us);
  a.add("outbound", OutboundInvestment{.passive_share = 0.1});
  Deal deal;
  deal.good = Good::investment;
  deal.seller = a.world.investors.account[fund];
  deal.buyer = a.world.labs.account[a.deepseek];
  deal.training_flop = 2e25;
  CHECK(a.judged(deal).share == Approx(0.1));
  deal.training_flop = 1e24;
  CHECK(a.judged(deal).share == 1.0);
  deal.training_flop = 2e25;
  deal.buyer = a.world.labs.account[a.openai];
  CHECK(a.judged(deal).share == 1.0);
}

TEST_CASE("closed models above a size wait for review, open ones do not", "[policy]") {
  Access a;
  const InstrumentId review = a.add("review", ModelReview{.flop_min = 1e26});
  Deal deal;
  deal.good = Good::model;
  deal.seller = a.world.labs.account[a.openai];
  deal.buyer = a.world.countries.enterprises[a.cn];
  deal.place = a.cn;
  deal.training_flop = 2e26;
  a.world.labs.last_release[a.openai] = a.world.today;
  CHECK(a.judged(deal).share == Approx(0.7));  // users abroad keep the older model, and some leave
  deal.place = a.us;
  CHECK(a.judged(deal).answer == Answer::permitted);
  deal.place = a.cn;
  a.world.labs.last_release[a.openai] = Date{a.world.today.days - 120};
  CHECK(a.judged(deal).share == 1.0);  // the review is over
  std::get<ModelReview>(a.world.regimes.what[review]).policy = Treatment::denial;
  CHECK(a.judged(deal).answer == Answer::denied);
  a.world.labs.open_weights[a.openai] = true;
  CHECK(a.judged(deal).answer == Answer::permitted);
}

TEST_CASE("withheld minerals leave part of the supply at a higher price", "[policy]") {
  Access a;
  const InstrumentId rule = a.add(
      "minerals", MineralControl{.materials = {"Ga"}, .withheld = 0.8, .supply_share = 0.5, .price_factor = 2.0}, "cn");
  a.world.regimes.effective[rule] = a.world.today;  // nobody has had time to replace it
  Deal deal;
  deal.good = Good::minerals;
  deal.seller = a.world.countries.other_inputs[a.cn];
  deal.buyer = a.world.countries.other_inputs[a.us];
  CHECK(a.judged(deal).share == Approx(0.2));
  publish(a.world);
  const auto& law = a.world.restrictions;
  const auto at = [](CountryId country, Mineral mineral) { return Restrictions::mineral_at(country, mineral); };
  CHECK(law.minerals_open[at(a.us, gallium_germanium)] == Approx(0.6).margin(0.01));
  CHECK(law.minerals_price[at(a.us, gallium_germanium)] == Approx(2.0));
  CHECK(law.minerals_open[at(a.us, rare_earths)] == 1.0);
  CHECK(law.minerals_open[at(a.cn, gallium_germanium)] == 1.0);
  a.world.regimes.effective[rule] = Date{a.world.tomorrow().days - 6 * 365};
  publish(a.world);
  CHECK(law.minerals_open[at(a.us, gallium_germanium)] == Approx(1 - 0.4 * std::exp(-1)).margin(0.01));
}

TEST_CASE("budgets in force are told with their recipients", "[policy]") {
  Access a;
  a.add("chips_act", Budget{.purpose = BudgetPurpose::fab_subsidy, .amount = 1e9, .recipients = {"fabs/tsmc"}});
  a.add("compute", Budget{.purpose = BudgetPurpose::public_compute, .amount = 2e9, .recipients = {"clouds/*"}});
  bind(a.world);
  enact(a.world);
  REQUIRE(a.world.regimes.budgets.size() == 2);
  CHECK(a.world.regimes.budgets[0].rate == Approx(1e9));
  CHECK(a.world.regimes.budgets[0].recipients.at(0) == a.world.fabs.account[a.world.fabs.find("tsmc")]);
  CHECK(a.world.regimes.budgets[1].recipients.size() == 1);
  a.world.mechanisms.set(Mechanism::fab_subsidies, false);
  enact(a.world);
  CHECK(a.world.regimes.budgets.size() == 1);
}
