#include "scenarios/runner/read/fill.hpp"

#include "tests/scenarios/small_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using small::kScenario;

namespace {

/// A world filled from the small scenario with a text after it and some keys set.
struct Filled {
  small::World world;

  explicit Filled(const std::string& more = "", const std::vector<Change>& changes = {}, std::uint64_t seed = 1) {
    Scenario scenario = read_scenario_text("small.toml", kScenario + more);
    if (!changes.empty()) scenario = with_changes(std::move(scenario), "with_[1]", changes);
    fill(small::catalogue_of(world), scenario, seed);
  }
};

std::vector<std::string> messages_of(const std::string& more, const std::vector<Change>& changes = {}) {
  try {
    Filled filled(more, changes);
  } catch (const ScenarioErrors& errors) {
    return errors.messages;
  }
  return {};
}

/// First line of the only message.
std::string message_of(const std::string& more, const std::vector<Change>& changes = {}) {
  const auto all = messages_of(more, changes);
  REQUIRE(all.size() == 1);
  return all[0].substr(0, all[0].find('\n'));
}

}  // namespace

TEST_CASE("a scenario fills keys, columns, kinds and elements") {
  const Filled filled;
  const small::World& w = filled.world;
  CHECK(w.run.end == make_date(2028, 1, 1));
  CHECK(w.run.start == make_date(2022, 1, 1));
  REQUIRE(w.countries.size() == 3);
  const CountryId us = w.countries.find("us"), china = w.countries.find("china"),
                  malaysia = w.countries.find("malaysia");
  CHECK(w.countries.bloc[china] == small::Bloc::china);
  CHECK(w.countries.grid[us].at(make_date(2025, 1, 1)) == 100);
  CHECK(w.countries.grid[china].at(make_date(2023, 1, 1)) == Approx(20).margin(0.1));
  CHECK(w.countries.grid[malaysia].at(make_date(2023, 1, 1)) == 7);
  REQUIRE(w.clouds.size() == 2);
  const CloudId microsoft = w.clouds.find("microsoft");
  CHECK(w.clouds.cash[microsoft].cents == 150'000'000'000);
  CHECK(w.clouds.country[w.clouds.find("alibaba")] == china);
  CHECK(w.clouds.share[microsoft] == 0.5);
  CHECK(w.clouds.serves[microsoft] == std::vector{us, malaysia});
  CHECK(w.clouds.plan[microsoft] == std::vector{1.0, 2.5});
  CHECK(w.clouds.revenue.size() == 2);
  REQUIRE(w.regimes.size() == 2);
  const auto& threshold = std::get<small::Threshold>(w.regimes[1].rule);
  REQUIRE(threshold.clauses.size() == 2);
  CHECK(threshold.clauses[1].id == "b");
  CHECK(threshold.clauses[1].tpp_min == 1600);
  CHECK(std::get<small::Quota>(w.regimes[0].rule).cap == 50000);
}

TEST_CASE("rows stand in the order of their ids, wherever files have them") {
  const Filled filled("[[countries]]\nid = \"australia\"\nbloc = \"other\"\n");
  const auto& countries = filled.world.countries;
  const std::vector<std::string> ids(countries.id.begin(), countries.id.end());
  CHECK(ids == std::vector<std::string>{"australia", "china", "malaysia", "us"});
  CHECK(filled.world.regimes[0].id == "diffusion");
}

TEST_CASE("keys that stand once take the first kind unless they say another") {
  CHECK(std::holds_alternative<small::Patient>(Filled().world.investor));
  const Filled hasty("[behaviour.investor]\nkind = \"hasty\"\ndays = 9\n");
  CHECK(std::get<small::Hasty>(hasty.world.investor).days == 9);
}

TEST_CASE("a key path with ids reaches a row, an element and a whole list") {
  const Filled filled("", {{"regimes.us_2023_11.clauses.a.tpp_min", "2400"}, {"clouds.alibaba.country", "malaysia"}});
  CHECK(std::get<small::Threshold>(filled.world.regimes[1].rule).clauses[0].tpp_min == 2400);
  CHECK(filled.world.clouds.country[filled.world.clouds.find("alibaba")] == filled.world.countries.find("malaysia"));
}

TEST_CASE("enabled = false removes a row and an element") {
  const Filled filled("", {{"regimes.diffusion.enabled", "false"}, {"regimes.us_2023_11.clauses.a.enabled", "false"}});
  REQUIRE(filled.world.regimes.size() == 1);
  CHECK(std::get<small::Threshold>(filled.world.regimes[0].rule).clauses.at(0).id == "b");
}

TEST_CASE("a reference to a removed row says that it is removed") {
  CHECK(message_of("", {{"countries.malaysia.enabled", "false"}}) ==
        "small.toml:26:17: clouds.microsoft.serves: unknown id 'malaysia' in countries; it is removed by enabled = "
        "false");
}

TEST_CASE("a random parameter is drawn from the run's seed and its key path") {
  const std::string text = "[behaviour.cloud]\nlambda = { dist = \"normal\", mean = 12.0, sd = 4 }\n";
  const double first = Filled(text, {}, 1).world.cloud.lambda;
  CHECK(first == Filled(text, {}, 1).world.cloud.lambda);
  CHECK(first != Filled(text, {}, 2).world.cloud.lambda);
  CHECK(first ==
        Filled("", {{"behaviour.cloud.lambda", "{ dist = \"normal\", mean = 12, sd = 4 }"}}, 1).world.cloud.lambda);
  CHECK(Filled(text, {{"behaviour.cloud.lambda", "3"}}).world.cloud.lambda == 3);
}

TEST_CASE("all that is wrong is told at once, in order of lines") {
  const auto all = messages_of("[behaviour.cloud]\nlambda = -1\npatient = 3\nlamda = 1\n");
  REQUIRE(all.size() == 3);
  CHECK(all[0].find("lambda: expected a number between 0 and 50 [1/year], found -1") != std::string::npos);
  CHECK(all[1].find("patient: expected true or false, found 3") != std::string::npos);
  CHECK(all[2].find("unknown key 'lamda' in behaviour.cloud; did you mean 'lambda'?") != std::string::npos);
}

TEST_CASE("a message shows the line with a caret below the place") {
  const auto all = messages_of("[behaviour.cloud]\n\tlambda\t= -1\n");
  REQUIRE(all.size() == 1);
  const std::string lines = all[0].substr(all[0].find('\n'));
  CHECK(lines == "\n   56 | \tlambda\t= -1\n      | \t      \t  ^");
}

TEST_CASE("a message about a set key names the layer") {
  CHECK(message_of("", {{"behaviour.cloud.lambda", "99"}}) ==
        "with_[1]:behaviour.cloud.lambda: expected a number between 0 and 50 [1/year], found 99");
  CHECK(message_of("", {{"behaviour.cloud.lamda", "9"}}) ==
        "with_[1]:behaviour.cloud.lamda: unknown key 'lamda' in behaviour.cloud; did you mean 'lambda'?");
}

TEST_CASE("rows say which kind they are, and keys of another kind are told apart") {
  CHECK(
      message_of("[[regimes]]\nid = \"x\"\nannounced = 2025-01-01\neffective = 2025-01-01\nkind = \"quta\"\n") ==
      "small.toml:59:8: regimes.x: expected a kind, one of 'chip_threshold', 'quota', found text 'quta'; did you mean "
      "'quota'?");
  CHECK(message_of("[[regimes]]\nid = \"x\"\nannounced = 2025-01-01\neffective = 2025-01-01\n") ==
        "small.toml:55:1: regimes.x: expected a kind, one of 'chip_threshold', 'quota', found none");
  CHECK(
      message_of("", {{"regimes.diffusion.tpp_min", "1"}}) ==
      "with_[1]:regimes.diffusion.tpp_min: unknown key 'tpp_min' in regimes.diffusion (kind quota); it belongs to kind "
      "'chip_threshold'");
}

TEST_CASE("a row that lacks keys was perhaps meant to change another") {
  CHECK(message_of("[[clouds]]\nid = \"microsft\"\n") ==
        "small.toml:55:1: clouds.microsft lacks 'country'; did you mean to change 'microsoft'?");
}

TEST_CASE("a check across keys is told at the key it names") {
  CHECK(message_of("", {{"regimes.diffusion.effective", "2024-12-31"}}) ==
        "with_[1]:regimes.diffusion.effective: 2024-12-31 lies before announced, 2025-01-13");
}

TEST_CASE("computed columns cannot be set") {
  CHECK(message_of("", {{"clouds.alibaba.revenue", "1"}}) ==
        "with_[1]:clouds.alibaba.revenue: is computed by the run and cannot be set");
}

TEST_CASE("a number that the program cannot hold is refused") {
  CHECK(message_of("", {{"run.enterprises", "5_000_000_000"}}) ==
        "with_[1]:run.enterprises: the number is too large, found 5000000000");
  CHECK(message_of("", {{"clouds.alibaba.cash", "1e17"}}).find("expected an amount [USD], found 1e+17") !=
        std::string::npos);
}

TEST_CASE("a value with a prior is read as the value, and a factor scales it") {
  const Filled priors(
      "", {{"behaviour.cloud.lambda", "{ value = 3.0, prior = { dist = \"lognormal\", median = 3, sigma = 0.2 } }"}});
  CHECK(priors.world.cloud.lambda == 3.0);
  const Filled twice("", {{"times:behaviour.cloud.lambda", "0.5"}, {"times:behaviour.cloud.lambda", "0.5"}});
  CHECK(twice.world.cloud.lambda == Approx(12.7 / 4));
  const Filled pattern("", {{"times:countries.*.grid", "2"}});
  const auto& countries = pattern.world.countries;
  CHECK(countries.grid[countries.find("us")].at(make_date(2025, 1, 1)) == 200);
  CHECK(countries.grid[countries.find("malaysia")].at(make_date(2023, 1, 1)) == 14);
  const Filled over("", {{"times:behaviour.cloud.lambda", "0.5"}, {"behaviour.cloud.lambda", "2.0"}});
  CHECK(over.world.cloud.lambda == 2.0);
}

TEST_CASE("a factor that leads out of the range, or meets no date, is refused") {
  CHECK(message_of("", {{"times:behaviour.cloud.lambda", "1000"}}).find("times 1000") != std::string::npos);
  CHECK(message_of("", {{"times:countries.us.grid.2031-05-05", "2"}}).find("no value at 2031-05-05") !=
        std::string::npos);
  CHECK(message_of("", {{"times:countries.xx.grid", "2"}}).find("nothing is called") != std::string::npos);
}
