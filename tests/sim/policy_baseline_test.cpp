/// The shipped law against what is known of each date.

#include <algorithm>

#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/scenario.hpp"
#include "sim/policy/regime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_law.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Answer = Verdict::Answer;

std::unique_ptr<Setup> baseline(const std::vector<std::string>& sets = {}) {
  // With the rules of 2026, which the baseline does not know.
  return open_run(with_sets(read_scenario(test::in_source("scenarios/as_enacted_2026.toml")), sets), {});
}

struct Row {
  const char* sku;
  const char* answers;  ///< a letter per date: o open, n notice or licence to be asked for, x no
};

char letter(const Verdict& verdict) {
  if (verdict.answer == Answer::permitted) return 'o';
  return verdict.answer == Answer::queued ? 'n' : 'x';
}

std::string table_of(World& world, const char* sku, const char* cloud, const std::vector<Date>& dates) {
  std::string letters;
  for (const Date date : dates) {
    world.step = 0;
    world.today = world.calendar.start;
    travel(world, date);
    enact(world);
    letters += letter(judge(world, sale(world, sku, cloud)));
  }
  return letters;
}

}  // namespace

TEST_CASE("the shipped law catches each chip from the day that is known", "[policy][scenario]") {
  const std::vector<Date> dates = {make_date(2022, 7, 1),  make_date(2022, 9, 1), make_date(2022, 12, 1),
                                   make_date(2023, 11, 1), make_date(2024, 3, 1), make_date(2025, 5, 1),
                                   make_date(2025, 9, 1),  make_date(2026, 2, 1)};
  const Row rows[] = {{"a100", "oxxxxxxn"},     {"h100", "oxxxxxxn"},     {"a800", "oooxxxxn"},
                      {"h800", "oooxxxxn"},     {"h200", "ooxxxxxn"},     {"b200", "ooxxxxxx"},
                      {"mi300x", "ooxxxxxn"},   {"mi250x", "oxxxxxxn"},   {"h20", "oooooxnn"},
                      {"mi308x", "oooooxnn"},   {"l40s", "oooxxxxn"},     {"l4", "ooooxxxn"},
                      {"l40", "oooonnnn"},      {"l20", "oooooooo"},      {"l2", "oooooooo"},
                      {"rtx_4090", "oooonnnn"}, {"rtx_4090d", "oooooooo"}};
  const auto setup = baseline();
  for (const Row& row : rows) {
    INFO(row.sku);
    CHECK(table_of(setup->world, row.sku, "alibaba", dates) == row.answers);
    CHECK(table_of(setup->world, row.sku, "microsoft", dates) == "oooooooo");
  }
}

TEST_CASE("overseas units of Chinese owners come under the law in November 2023", "[policy][scenario]") {
  const std::vector<Date> dates = {make_date(2023, 6, 1), make_date(2024, 3, 1), make_date(2026, 7, 1)};
  const auto setup = baseline();
  CHECK(table_of(setup->world, "h100", "bytedance_my", dates) == "oxx");
  CHECK(table_of(setup->world, "b200", "singtel_sg", dates) == "ooo");
  CHECK(table_of(setup->world, "h100", "g42", dates) == "onn");
}

TEST_CASE("a key of a clause can be set by its path and bites", "[policy][scenario]") {
  const auto loose = baseline(), tight = baseline({"regimes.us_2023_11.clauses.a.tpp_min=2300"});
  const std::vector<Date> dates = {make_date(2024, 3, 1)};
  CHECK(table_of(loose->world, "h20", "alibaba", dates) == "o");
  CHECK(table_of(tight->world, "h20", "alibaba", dates) == "x");
}

TEST_CASE("without an instrument its deals go", "[policy][scenario]") {
  const auto setup = baseline({"regimes.us_2022_08_letters.enabled=false"});
  CHECK(table_of(setup->world, "a100", "alibaba", {make_date(2022, 9, 1)}) == "o");
}

TEST_CASE("before the first letter the fear is small, after the announcement of 2023 it is large",
          "[policy][scenario]") {
  const auto setup = baseline();
  World& world = setup->world;
  const auto feared = [&](const char* sku, Date day) {
    travel(world, day);
    enact(world);
    publish(world);
    return world.restrictions.hazard[world.restrictions.at(world.skus.find(sku), world.countries.find("cn"))];
  };
  CHECK(feared("h100", make_date(2022, 2, 1)) == 0.0);
  CHECK(feared("h800", make_date(2023, 5, 1)) == 0.0);
  CHECK(feared("h800", make_date(2023, 7, 1)) > 0.05);
  CHECK(world.restrictions.tools_hazard > 0.0);
  travel(world, make_date(2024, 9, 1));
  enact(world);
  publish(world);
  CHECK(world.restrictions.hbm_open_to_china == 1.0);
  CHECK(world.restrictions.hbm_hazard > 0.2);
  travel(world, make_date(2025, 1, 1));
  enact(world);
  publish(world);
  CHECK(world.restrictions.hbm_open_to_china == 0.0);
}

TEST_CASE("there are at least 60 instruments, of every kind, each with a source", "[policy][scenario]") {
  const auto setup = baseline();
  const Instruments& regimes = setup->world.regimes;
  CHECK(regimes.size() >= 60);
  std::vector<std::string> kinds;
  for (const InstrumentId id : regimes.rows()) {
    kinds.emplace_back(regimes.kind_of(id));
    INFO(regimes.id[id]);
    CHECK_FALSE(regimes.source[id].empty());
    CHECK(regimes.vintage[id].size() == 7);
  }
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  CHECK(kinds.size() == std::variant_size_v<InstrumentKind>);
}
