/// The stories that come with the program: each plays beyond its event with the audit on, and two of them show the ends
/// of what law can do.

#include <algorithm>
#include <cmath>

#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/read/files.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// SKUs that are not Chinese, by their rows in a recording.
std::vector<std::size_t> foreign_skus(const Scenario& story, const Played& run) {
  const auto setup = open_run(story, {});
  const World& world = setup->world;
  std::vector<std::size_t> rows;
  const auto& ids = run.recording().axes[Dim::sku].ids;
  for (std::size_t row = 0; row < ids.size(); ++row) {
    const SkuId sku = world.skus.find(ids[row]);
    // A SKU that was launched during the run is named after its designer.
    bool chinese = sku && world.in_china(world.designers.parent[world.skus.designer[sku]]);
    for (const DesignerId designer : world.designers.rows())
      if (!sku && ids[row].starts_with(world.designers.id[designer]))
        chinese = world.in_china(world.designers.parent[designer]);
    if (!chinese) rows.push_back(row);
  }
  return rows;
}

double sum_of_rows(const Played& run, const std::string& series, const std::vector<std::size_t>& rows,
                   const std::string& from, const std::string& to) {
  const Record& record = run.of(series);
  double sum = 0;
  for (std::size_t step = run.steps_before(from); step < run.steps_before(to); ++step)
    for (const std::size_t row : rows) {
      const double value = record.values[step * record.width + row];
      if (!std::isnan(value)) sum += value;
    }
  return sum;
}

}  // namespace

TEST_CASE("fourteen stories come with the program", "[laws]") {
  std::vector<std::string> names;
  for (const auto& file : known_scenarios()) names.push_back(file.stem().string());
  for (const char* name : {"baseline", "no_controls", "reported_2025", "full_embargo", "h20_open", "diffusion_tiers",
                           "cloud_loophole_closed", "manhattan_project", "china_big_push", "mineral_retaliation",
                           "allies_defect", "smuggling_crackdown", "taiwan_disruption", "open_weights_ban"}) {
    INFO(name);
    CHECK(std::find(names.begin(), names.end(), name) != names.end());
  }
}

TEST_CASE("every story plays a year beyond its event and tells something else than the baseline", "[laws]") {
  Play how;
  how.end = "2028-07-01";
  const Played base = play(how);
  for (const auto& file : known_scenarios()) {
    const std::string name = file.stem().string();
    if (name == "baseline") continue;
    INFO(name);
    const Played run = play(read_scenario(name), how);
    CHECK(first_difference(base.recording(), run.recording()) != "");
  }
}

TEST_CASE("with all controls off nothing is denied", "[laws]") {
  Play how;
  const Played run = play(read_scenario("no_controls"), how);
  CHECK(run.sum("policy.denied", "2022-01-01", how.end) == 0);
  CHECK(run.sum("policy.denied_units", "2022-01-01", how.end) == 0);
  CHECK(run.sum("policy.denied_to", "2022-01-01", how.end) == 0);
  CHECK(run.sum("chips.diverted", "2022-01-01", how.end) == 0);
  CHECK(run.sum("chips.sold_to_china", "2022-01-01", how.end) > 0);
}

TEST_CASE("under a full embargo nothing is sold to China, and what arrives comes by a named route", "[laws]") {
  const Scenario story = read_scenario("full_embargo");
  Play how;
  how.end = "2029-01-01";
  const Played run = play(story, how);
  const auto foreign = foreign_skus(story, run);
  CHECK(sum_of_rows(run, "chips.units_to_china", foreign, "2024-01-01", "2025-01-01") > 0);
  CHECK(sum_of_rows(run, "chips.units_to_china", foreign, "2025-07-01", how.end) == 0);
  CHECK(run.sum("chips.diverted", "2025-07-01", how.end) > 0);
  // Foreign chips of Chinese owners grow by what the routes bring and by what was under way, and by nothing else.
  const auto owned = run.path("compute.foreign_in_china", "cn");
  const std::size_t from = run.steps_before("2026-01-01");
  const double gained = owned.back() - owned.at(from);
  const double brought = run.sum("chips.diverted", "2025-10-01", how.end);
  INFO("gained " << gained << " H100e, brought " << brought << " chips");
  CHECK(gained < 5 * brought);
  Play no_routes = how;
  no_routes.changes = {{"mechanisms.M11", "false"}};
  const Played closed = play(story, no_routes);
  CHECK(closed.sum("chips.diverted", "2022-01-01", how.end) == 0);
  const auto left = closed.path("compute.foreign_in_china", "cn");
  CHECK(left.back() <= left.at(from));
}

TEST_CASE("a year and a half without Taiwan costs shipments at once and in the year after, and compute", "[laws]") {
  const Scenario story = read_scenario("taiwan_disruption");
  Play how;
  how.end = "2030-01-01";
  how.record = {"chips.shipped", "chips.stock", "compute.owned"};
  // Over five seeds: in one alone a year's shipments are as much as a tenth up or down by luck.
  std::vector<Played> hit, spared;
  for (how.seed = 1; how.seed <= 5; ++how.seed) {
    how.changes = {};
    hit.push_back(play(story, how));
    how.changes = {{"shocks.taiwan.lost", "0"}};
    spared.push_back(play(story, how));
  }
  const auto all = [](const std::vector<Played>& runs, const char* series, const std::string& from,
                      const std::string& to) {
    double sum = 0;
    for (const Played& run : runs) sum += run.sum(series, from, to);
    return sum;
  };
  const auto ratio = [&](const std::string& from, const std::string& to) {
    return all(hit, "chips.shipped", from, to) / all(spared, "chips.shipped", from, to);
  };
  INFO("shipments " << ratio("2027-01-01", "2028-01-01") << ", then " << ratio("2028-01-01", "2029-01-01"));
  // Wafers are four to five months in the lines, packages one: what was begun before the lines stop still comes out.
  // Makers hold a stock of weeks, so that the first year loses as much as the second.
  CHECK(ratio("2027-01-01", "2028-01-01") < 0.75);
  CHECK(ratio("2028-01-01", "2029-01-01") < 0.75);
  const char *eve = "2028-12-01", *day = "2029-01-01";
  CHECK(all(hit, "chips.stock", eve, day) < 0.9 * all(spared, "chips.stock", eve, day));
  CHECK(all(hit, "compute.owned", day, how.end) < all(spared, "compute.owned", day, how.end));
}

TEST_CASE("lobbying that is paid for raises licences, and what is not paid for is not heard", "[laws]") {
  const auto granted = [](const Played& run) {
    const auto& events = run.content.events.rows;
    return std::count_if(events.begin(), events.end(), [](const Event& e) { return e.kind == "licence_granted"; });
  };
  for (const std::uint64_t seed : {1, 2, 3}) {
    Play how;
    how.seed = seed;
    how.end = "2026-01-01";
    how.record = {"policy.sway", "designers.lobbying"};
    const Played heard = play(how);
    how.changes = {{"accounts.lobbying.effort", "0"}};
    const Played silent = play(how);
    CHECK(heard.sum("designers.lobbying", "2025-01-01", how.end) > 0);
    CHECK(heard.path("policy.sway", "us").back() > 0.05);
    CHECK(heard.path("policy.sway", "cn").back() == 0);
    CHECK(silent.sum("policy.sway", "2022-01-01", how.end) == 0);
    // The same draws meet a greater chance.
    CHECK(granted(heard) > granted(silent));
  }
}
