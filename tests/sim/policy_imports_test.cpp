/// What a government says to what comes in: fines and tariffs, rules on data and standards, limits on equipment; and
/// lists that name money.

#include "sim/policy/regime.hpp"
#include "sim/state/outside_demand.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/specimens.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

Deal named_deal(const std::vector<NamedDeal>& deals, const std::string& name) {
  for (const NamedDeal& deal : deals)
    if (deal.name == name) return deal.deal;
  throw std::logic_error(name);
}

/// A model of an American lab for users in a country.
Deal service_abroad(const Marketplace& m, LabId lab, CountryId users) {
  Deal deal = named_deal(deals_with_china(m), "model");
  deal.seller = m.world.labs.account[lab];
  deal.buyer = m.world.countries.enterprises[users];
  deal.place = users;
  deal.origin = m.world.labs.country[lab];
  return deal;
}

void add_government_of(Marketplace& m, const char* id, CountryId country) { add_government(m.world, id, country); }

}  // namespace

TEST_CASE("a fine on imports is paid to the buyers' government on the chips that it names", "[policy]") {
  Marketplace m;
  const DesignerId nvidia = m.world.designers.find("nvidia");
  m.add("fine", Levy{.rate = 0.1, .imports = true, .designers = {nvidia}}, "cn");
  const Verdict paid = m.judged(named_deal(deals_with_china(m), "chips"));
  CHECK(paid.levy == 0.1);
  CHECK(paid.levy_to == m.world.governments.account[m.world.governments.find("cn")]);
  CHECK(paid.share == 1.0);
  for (const NamedDeal& deal : deals_without_china(m)) CHECK(m.judged(deal.deal).levy == 0.0);
  Deal home = named_deal(deals_with_china(m), "chips");
  home.sku = m.ascend;
  home.seller = m.world.designers.account[m.huawei];
  CHECK(m.judged(home).levy == 0.0);
  m.world.mechanisms.set(Mechanism::mineral_controls, false);
  CHECK(m.judged(named_deal(deals_with_china(m), "chips")).levy == 0.0);
}

TEST_CASE("a rule on data keeps part of the demand from models from abroad, a standard from the other bloc only",
          "[policy]") {
  Marketplace m;
  add_government_of(m, "sg", m.sg);
  const InstrumentId rule = add_instrument(m.world, "data", m.world.governments.find("sg"), make_date(2024, 1, 1),
                                           PurchaseRestriction{.goods = {Good::model}, .accepted = 0.8});
  CHECK(m.judged(service_abroad(m, m.openai, m.sg)).share == 0.8);
  CHECK(m.judged(service_abroad(m, m.openai, m.sg)).by == rule);
  CHECK(m.judged(service_abroad(m, m.deepseek, m.sg)).share == 0.8);
  CHECK(m.judged(service_abroad(m, m.openai, m.kr)).share == 1.0);
  m.world.regimes.target_blocs[rule] = {Bloc::us, Bloc::ally};
  CHECK(m.judged(service_abroad(m, m.openai, m.sg)).share == 0.8);
  CHECK(m.judged(service_abroad(m, m.deepseek, m.sg)).share == 1.0);
  // Its own country among the targets says where the buyers are, which is known.
  m.world.regimes.target_blocs[rule] = {};
  m.world.regimes.targets[rule] = {m.sg};
  CHECK(m.judged(service_abroad(m, m.deepseek, m.sg)).share == 0.8);
  m.world.mechanisms.set(Mechanism::data_sovereignty, false);
  CHECK(m.judged(service_abroad(m, m.openai, m.sg)).share == 1.0);
}

TEST_CASE("a list stops money only where it names it", "[policy]") {
  for (const bool named : {false, true}) {
    Marketplace m;
    EntityList list{.listed = {"labs/deepseek"}};
    if (named) list.goods = {Good::investment};
    m.add("list", list);
    CHECK((m.judged(named_deal(deals_with_china(m), "investment")).answer == Verdict::Answer::denied) == named);
  }
  Marketplace warned;
  warned.add("list",
             EntityList{.listed = {"labs/deepseek"}, .goods = {Good::investment}, .policy = Treatment::notification});
  CHECK(warned.judged(named_deal(deals_with_china(warned), "investment")).share == 1.0);
}

TEST_CASE("tariffs on legacy wafers add up on the issuer's part, and what becomes too dear is not sold", "[policy]") {
  Marketplace m;
  const LineId mature = add_line(m.world, "smic_mature", m.smic, m.cn, Product::logic, 28);
  m.world.lines.other_demand[mature] = 1000.0;
  const auto orders = [&] {
    bind(m.world);
    enact(m.world);
    publish(m.world);
    return outside_demand(m.world, mature, m.world.today);
  };
  CHECK(orders() == 1000);
  CHECK(m.world.restrictions.tariffs.empty());
  m.add("first", WaferTariff{.rate = 0.25, .market_share = 0.1, .elasticity = 1});
  CHECK(orders() == Approx(900 + 100 / 1.25));
  REQUIRE(m.world.restrictions.tariffs.size() == 1);
  CHECK(m.world.restrictions.tariffs[0].line == mature);
  CHECK(m.world.restrictions.tariffs[0].taken * orders() == Approx(100 / 1.25 * 0.25));
  m.add("second", WaferTariff{.rate = 0.5, .market_share = 0.1, .elasticity = 1});
  CHECK(orders() == Approx(900 + 100 / 1.75));
  m.add("third", WaferTariff{.rate = 99.0, .market_share = 0.1, .elasticity = 1});
  CHECK(orders() == Approx(901).margin(0.1));
  CHECK(m.world.restrictions.outside_open[m.n7.index] == 1.0);
  m.world.mechanisms.set(Mechanism::licences, false);
  CHECK(orders() == 1000);
}

TEST_CASE("a limit on equipment slows the growth of power at home until others make what is barred", "[policy]") {
  Marketplace m;
  const auto left = [&](CountryId country) {
    bind(m.world);
    enact(m.world);
    publish(m.world);
    return equipment_left(m.world, country);
  };
  CHECK(left(m.us) == 1.0);
  const InstrumentId limit = m.add("limit", EquipmentLimit{.supply_share = 0.4, .replacement_time = 2});
  m.world.regimes.effective[limit] = make_date(2025, 1, 15);
  // What is published holds from the next step on, which begins 45 days after the limit.
  CHECK(left(m.us) == Approx(1 - 0.4 * std::exp(-45 / 365.25 / 2)));
  CHECK(left(m.cn) == 1.0);
  m.world.regimes.effective[limit] = make_date(2023, 3, 1);
  CHECK(left(m.us) == Approx(1 - 0.4 * std::exp(-1)).margin(0.01));
  m.world.mechanisms.set(Mechanism::mineral_controls, false);
  CHECK(left(m.us) == 1.0);
}
