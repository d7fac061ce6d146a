/// Rules that the source documents name: each pays or refuses something in a story, and offers of chips move states.

#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

Play play_until(const char* end, std::vector<std::string> record, std::vector<Change> changes = {}) {
  Play how;
  how.end = end;
  how.record = std::move(record);
  how.changes = std::move(changes);
  return how;
}

double sum_of(const std::vector<double>& path) {
  double all = 0;
  for (const double value : path) all += value;
  return all;
}

}  // namespace

TEST_CASE("an offer of chips from either side moves compute to each of nine states, and the state to the side",
          "[laws]") {
  const Scenario story = read_scenario("swing_states_courted");
  const std::vector<std::string> by_us = {"ae", "sa", "in", "vn", "mx"}, by_china = {"eg", "id", "br", "my"};
  std::vector<std::pair<std::string, std::string>> offers;  // state, row
  for (const std::string& state : by_us) offers.emplace_back(state, "regimes.us_2025_07_offer_" + state);
  for (const std::string& state : by_china) offers.emplace_back(state, "regimes.cn_2025_07_offer_" + state);
  const auto courted = [&](const std::string& key, const std::string& value) {
    Play how = play_until("2028-01-01", {"compute.installed", "policy.lean"});
    for (const auto& [state, row] : offers) how.changes.emplace_back(row + "." + key, value);
    std::vector<Played> runs;  // over eight seeds: a state has few clouds, whose luck in one run may outweigh an offer
    for (how.seed = 1; how.seed <= 8; ++how.seed) runs.push_back(play(story, how));
    return runs;
  };
  const auto nobody = courted("amount", "0"), american = courted("issuer", "us"), chinese = courted("issuer", "cn");
  const auto compute = [](const std::vector<Played>& runs, const std::string& state) {
    double all = 0;
    for (const Played& run : runs) all += sum_of(run.path("compute.installed", state));
    return all;
  };
  const auto lean = [](const std::vector<Played>& runs, const std::string& state) {
    double all = 0;
    for (const Played& run : runs) all += run.path("policy.lean", state).back();
    return all;
  };
  for (const auto& [state, row] : offers) {
    INFO(state);
    CHECK(compute(american, state) > compute(nobody, state));
    CHECK(compute(chinese, state) > compute(nobody, state));
    CHECK(lean(american, state) > lean(nobody, state));
    CHECK(lean(chinese, state) < lean(nobody, state));
  }
}

TEST_CASE("budgets of the source documents pay: plans of Brazil and Mexico build, defence buys, analysts find",
          "[laws]") {
  const std::vector<std::string> record = {"compute.installed", "money.public_spending", "chips.diverted"};
  const Played run = play(play_until("2028-01-01", record));
  const Played poor = play(play_until("2028-01-01", record,
                                      {{"regimes.br_2024_07_plan.amount", "0"},
                                       {"regimes.mx_2025_11_coatlicue.amount", "0"},
                                       {"regimes.us_2025_07_defence_labs.amount", "0"}}));
  for (const char* country : {"br", "mx"})
    CHECK(run.path("compute.installed", country).back() > 1.1 * poor.path("compute.installed", country).back());
  CHECK(sum_of(run.path("money.public_spending", "us")) > sum_of(poor.path("money.public_spending", "us")));
  const Played watched = play(read_scenario("security_memorandum"), play_until("2028-01-01", record));
  CHECK(watched.sum("chips.diverted", "2025-01-01", "2028-01-01") <
        run.sum("chips.diverted", "2025-01-01", "2028-01-01"));
}

TEST_CASE("data in islands cost the labs without a platform more than the platforms' own, and nothing without M21",
          "[laws]") {
  const Scenario story = read_scenario("data_islands");
  // Runs have luck and end when they end: sixteen lucks together lose 7 %, the first four 4.6.
  const auto trained = [&](const Scenario& scenario, const char* lab, bool rules) {
    double flop = 0;
    for (std::uint64_t seed = 1; seed <= 16; ++seed) {
      Play how = play_until("2026-01-01", {"labs.training_flop"});
      how.seed = seed;
      if (!rules) how.changes = {{"mechanisms.M21", "false"}};
      flop += sum_of(play(scenario, how).path("labs.training_flop", lab));
    }
    return flop;
  };
  const auto lost = [&](const char* lab) { return 1 - trained(story, lab, true) / trained(baseline(), lab, true); };
  CHECK(lost("deepseek") > lost("qwen"));
  CHECK(lost("deepseek") > 0.05);
  CHECK(trained(story, "deepseek", false) == trained(baseline(), "deepseek", false));
}

TEST_CASE("lists with teeth stop money and chips, and fines and tariffs are paid", "[laws]") {
  const Scenario story = read_scenario("lists_and_imports");
  const std::vector<std::string> record = {"policy.denied", "policy.levies", "power.used", "chips.sold_to_china"};
  const Played run = play(story, play_until("2028-07-01", record));
  CHECK(sum_of(run.path("policy.denied", "us_2025_07_military_investment")) > 0);
  CHECK(sum_of(run.path("policy.denied", "us_2025_07_unverified")) > 0);
  CHECK(sum_of(run.path("policy.denied", "us_2026_06_military_procurement")) > 0);
  CHECK(sum_of(run.path("policy.levies", "cn")) > 0);
  const Played free_trade = play(story, play_until("2028-07-01", record,
                                                   {{"regimes.us_2025_12_legacy_tariff.rate", "0"},
                                                    {"regimes.us_2018_08_legacy_tariff.rate", "0"}}));
  CHECK(sum_of(run.path("policy.levies", "us")) > sum_of(free_trade.path("policy.levies", "us")));
  const Played no_limit =
      play(story, play_until("2028-07-01", record, {{"regimes.us_2024_11_energy_equipment.supply_share", "0"}}));
  CHECK(sum_of(run.path("power.used", "us")) < sum_of(no_limit.path("power.used", "us")));
}

TEST_CASE("rules on data and standards of two blocs cost providers from abroad demand", "[laws]") {
  const Played run = play(read_scenario("data_and_standards"), play_until("2028-07-01", {"policy.denied"}));
  for (const char* rule : {"eu_2018_05_gdpr", "in_2018_10_storage", "sa_2024_09_data", "us_2025_12_standard",
                           "br_2025_12_standard", "id_2025_12_standard"}) {
    INFO(rule);
    CHECK(sum_of(run.path("policy.denied", rule)) > 0);
  }
  const auto by_assessment = [](const char* closed) {
    const Played china =
        play(play_until("2026-01-01", {"policy.denied"}, {{"countries.cn.domestic_services", closed}}));
    return sum_of(china.path("policy.denied", "cn_2022_09_data_export"));
  };
  // Closed to models from abroad, China leaves it hardly anything to refuse.
  CHECK(by_assessment("false") > 20 * by_assessment("true"));
}

TEST_CASE("a listed maker of HBM gets fewer tools, allies in an alliance follow, favour displaces, a promise binds",
          "[laws]") {
  const std::vector<std::string> lines = {"lines.tool_ceiling", "policy.denied"};
  const Played base = play(play_until("2028-07-01", lines));
  const Played listed = play(read_scenario("cxmt_listed"), play_until("2028-07-01", lines));
  CHECK(sum_of(listed.path("policy.denied", "us_2024_12_cxmt")) > 0);
  CHECK(sum_of(listed.path("lines.tool_ceiling", "cxmt_hbm")) < sum_of(base.path("lines.tool_ceiling", "cxmt_hbm")));

  const Scenario alliance = read_scenario("chip_alliance");
  const auto law_days = [&](const char* factor) {
    const Played run = play(
        alliance, play_until("2028-07-01", {"policy.in_force"}, {{"regimes.us_2022_03_chip_four.lag_factor", factor}}));
    return sum_of(run.path("policy.in_force", "kr_alliance_hbm")) +
           sum_of(run.path("policy.in_force", "jp_alliance_tools"));
  };
  CHECK(law_days("0.2") > law_days("1"));

  const Scenario favour = read_scenario("favour_and_exclusivity");
  const std::vector<std::string> record = {"chips.displaced", "labs.research_hours"};
  const Played run = play(favour, play_until("2027-07-01", record));
  CHECK(run.sum("chips.displaced", "2025-02-01", "2027-07-01") > 0);
  const Played unbound =
      play(favour, play_until("2027-07-01", record, {{"labs.openai.exclusive_until", "2022-01-01"}}));
  CHECK(sum_of(run.path("labs.research_hours", "openai")) != sum_of(unbound.path("labs.research_hours", "openai")));
}

TEST_CASE("at the end of 2026 foreign designs still run most of Chinese compute, unlike what one text expects",
          "[laws]") {
  const Played run = play(play_until("2027-01-01", {"compute.foreign_in_china", "compute.owned"}));
  CHECK(run.path("compute.foreign_in_china", "cn").back() > 0.5 * run.path("compute.owned", "cn").back());
}
