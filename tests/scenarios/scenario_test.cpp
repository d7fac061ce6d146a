#include "scenarios/runner/read/scenario.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "outputs/file/digest.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "tests/scenarios/small_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
namespace fs = std::filesystem;

namespace {

/// A folder of files that is removed at the end of a test.
struct StoryFolder {
  fs::path path = fs::temp_directory_path() / ("exarace_scenario_test_" + std::to_string(::getpid()));
  StoryFolder() { fs::create_directories(path / "world"); }
  ~StoryFolder() { fs::remove_all(path); }

  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
    return (path / name).string();
  }
};

small::World world_of(const Scenario& scenario) {
  small::World world;
  fill(small::catalogue_of(world), scenario, 1);
  return world;
}

std::string refusal(const std::string& file) {
  try {
    read_scenario(file);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a scenario lies over what it includes, and that over what it extends") {
  const StoryFolder folder;
  folder.put("small.toml", small::kScenario);
  folder.put("world/clouds.toml", "[[clouds]]\nid = \"aws\"\ncountry = \"us\"\nshare = 0.1\nplan = [3]\n");
  const auto file = folder.put("mine.toml",
                               "extends = \"small\"\ninclude = [\"world/clouds.toml\"]\ntitle = \"Mine\"\n"
                               "[[clouds]]\nid = \"aws\"\nshare = 0.2\n[[clouds]]\nid = \"microsoft\"\nplan = [9]\n"
                               "[countries.china]\ngrid = { \"2023-01-01\" = 1 }\n");
  const Scenario scenario = read_scenario(file);
  CHECK(scenario.name == "mine");
  CHECK(scenario.title == "Mine");
  const small::World w = world_of(scenario);
  REQUIRE(w.clouds.size() == 3);
  const CloudId aws = w.clouds.find("aws");
  CHECK(w.clouds.share[aws] == 0.2);
  CHECK(w.clouds.plan[aws] == std::vector{3.0});
  CHECK(w.clouds.plan[w.clouds.find("microsoft")] == std::vector{9.0});
  CHECK(w.countries.grid[w.countries.find("china")].points.size() == 1);
}

TEST_CASE("reading the resolved text again gives the same text") {
  Scenario scenario = read_scenario_text("small.toml", small::kScenario);
  scenario = with_changes(std::move(scenario), "with_[1]",
                          {{"regimes.diffusion.enabled", "false"}, {"behaviour.cloud.lambda", "1e-3"}});
  const std::string text = resolved_text(scenario);
  const Scenario again = read_scenario_text("result", text);
  CHECK(resolved_text(again) == text);
  CHECK(sha256(text).size() == 64);
  CHECK(text.find("diffusion") == std::string::npos);
  CHECK(world_of(again).regimes.size() == 1);
  CHECK(world_of(again).cloud.lambda == 1e-3);
}

TEST_CASE("the resolved text does not depend on the order of keys") {
  const auto text = [](const char* toml) { return resolved_text(read_scenario_text("x", toml)); };
  CHECK(text("[run]\nend = 2028-01-01\nstart = 2022-01-01\n") ==
        text("run = { start = 2022-01-01, end = 2028-01-01 }\n"));
}

TEST_CASE("a set value is TOML, and a bare word is a text") {
  Scenario scenario = read_scenario_text("small.toml", small::kScenario);
  scenario = with_sets(std::move(scenario),
                       {"clouds.alibaba.country=us", "run.end=2027-01-01", "behaviour.cloud.patient=false",
                        "clouds.alibaba.plan=[4, 5]", "clouds.alibaba.name=Alibaba Cloud"});
  const small::World w = world_of(scenario);
  const CloudId alibaba = w.clouds.find("alibaba");
  CHECK(w.clouds.country[alibaba] == w.countries.find("us"));
  CHECK(w.run.end == make_date(2027, 1, 1));
  CHECK_FALSE(w.cloud.patient);
  CHECK(w.clouds.plan[alibaba] == std::vector{4.0, 5.0});
  CHECK(w.clouds.name[alibaba] == "Alibaba Cloud");
}

TEST_CASE("a set without a key, an equals sign or a value is refused") {
  const Scenario scenario = read_scenario_text("small.toml", small::kScenario);
  CHECK_THROWS_WITH(with_sets(scenario, {"run.end=2027-01-01", "run.end"}),
                    "--set[2]: expected KEY=VALUE, found 'run.end'; for example run.end=2028-01-01");
  CHECK_THROWS_WITH(with_sets(scenario, {"=3"}), Catch::Contains("--set[1]: expected KEY=VALUE"));
  CHECK_THROWS_WITH(with_sets(scenario, {"run.end="}), "--set[1]:run.end: no value; an empty text is \"\"");
  CHECK_THROWS_WITH(with_sets(scenario, {"clouds.alibaba.plan=[1,"}),
                    "--set[1]:clouds.alibaba.plan: not valid TOML: array: encountered end-of-file");
}

TEST_CASE("setting a key of an unknown row or below a value is reported with the rest") {
  Scenario scenario = read_scenario_text("small.toml", small::kScenario);
  scenario =
      with_sets(std::move(scenario), {"clouds.alibab.share=1", "countries.china.grid.2025-01-01=3", "run.end.x=1"});
  small::World world;
  try {
    fill(small::catalogue_of(world), scenario, 1);
    FAIL("nothing was reported");
  } catch (const ScenarioErrors& errors) {
    CHECK(errors.messages ==
          std::vector<std::string>{
              "--set[1]:clouds.alibab.share: unknown id 'alibab' in clouds; did you mean 'alibaba'?",
              "--set[2]:countries.china.grid.2025-01-01: 'countries.china.grid' is a table and can only be replaced "
              "whole",
              "--set[3]:run.end.x: 'run.end' is the date 2028-01-01 and can only be replaced whole"});
  }
}

TEST_CASE("files that extend each other in a circle are told") {
  const StoryFolder folder;
  folder.put("a.toml", "extends = \"b\"\n");
  folder.put("b.toml", "extends = \"c.toml\"\n");
  const auto file = folder.put("c.toml", "extends = \"a\"\n");
  const std::string text = refusal(file), in = folder.path.string() + "/";
  CHECK(text.find(":1:11: the files go round in a circle: " + in + "c.toml -> " + in + "a.toml -> " + in +
                  "b.toml -> " + in + "c.toml") != std::string::npos);
}

TEST_CASE("a file that is no scenario says what it is") {
  const StoryFolder folder;
  CHECK(refusal(folder.path / "none.toml").find("none.toml: no such file") != std::string::npos);
  CHECK(refusal(folder.path / "world/").find(": this is a folder") != std::string::npos);
  CHECK(refusal(folder.put("r.toml", "\x89HDF\r\n\x1a\n")).find("this is a result file") != std::string::npos);
  CHECK(refusal(folder.put("e.toml", "")).find("e.toml: empty: the file has neither") != std::string::npos);
  CHECK(refusal(folder.put("t.toml", "title = \"x\"\n# nothing\n")).find("empty: ") != std::string::npos);
  CHECK(refusal(folder.put("l.toml", "a = 1\nb = \"caf\xe9\"\n")).find("byte 9 of line 2 is no text (0xe9)") !=
        std::string::npos);
  CHECK(refusal(folder.put("z.toml", std::string("a\0b", 3))).find("byte 2 of line 1 is no text (0x00)") !=
        std::string::npos);
}

TEST_CASE("a file of more than 16 MB is refused, and so is a key of very many parts") {
  const StoryFolder folder;
  const auto file = folder.put("large.toml", "");
  fs::resize_file(file, (16u << 20) + 1);
  CHECK(refusal(file).find("the file is larger than 16 MB") != std::string::npos);
  std::string deep = "a";
  for (int i = 0; i < 100'000; ++i) deep += ".a";
  CHECK(refusal(folder.put("deep.toml", deep + " = 1\n")).find("too many parts") != std::string::npos);
  std::string nested(200, '[');
  CHECK(refusal(folder.put("nested.toml", "a = " + nested + std::string(200, ']') + "\n")).find("nested too deep") !=
        std::string::npos);
}

TEST_CASE("a name is looked up in the folders of the environment, and a near one is suggested") {
  const StoryFolder folder;
  folder.put("tight_rules.toml", small::kScenario);
  ::setenv("EXARACE_SCENARIOS", folder.path.c_str(), 1);
  CHECK(read_scenario("tight_rules").name == "tight_rules");
  CHECK(refusal("tigth_rules") == "no scenario is called 'tigth_rules'; did you mean 'tight_rules'?");
  ::unsetenv("EXARACE_SCENARIOS");
}
