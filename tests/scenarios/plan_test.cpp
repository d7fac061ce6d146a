/// From the text of a design to its points.

#include "scenarios/runner/sweep/plan.hpp"

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "scenarios/runner/read/files.hpp"
#include "scenarios/runner/sweep/design_check.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

/// Plan of a design that consists of this text after its scenario and a short calendar.
SweepManifest planned(const std::string& text) {
  const auto file = std::filesystem::temp_directory_path() / ("plan_test_" + std::to_string(::getpid()) + ".toml");
  std::ofstream(file) << "scenario = \"baseline\"\n" << text << "\n[set]\nrun.end = 2022-03-01\n";
  SweepManifest plan = make_plan(read_design(file.string()), {"exarace", "sweep"});
  std::filesystem::remove(file);
  return plan;
}

}  // namespace

TEST_CASE("a grid combines all values, the last factor fastest") {
  const SweepManifest plan = planned(R"(
sampler = "grid"
replicates = 3
[[factor]]
key = "mechanisms.M1"
role = "lever"
values = [true, false]
[[factor]]
key = "behaviour.cloud.horizon"
low = 2.0
high = 4.0
count = 3)");
  CHECK(plan.points == 6);
  CHECK(plan.runs() == 18);
  CHECK(plan.factors[0].texts == std::vector<std::string>{"true", "true", "true", "false", "false", "false"});
  CHECK(plan.factors[1].numbers == std::vector<double>{2, 3, 4, 2, 3, 4});
  CHECK(plan.factors[0].role == "lever");
  CHECK(plan.factors[1].unit == "year");
  CHECK(plan.point_of(7) == 2);
  CHECK(plan.replicate_of(7) == 1);
}

TEST_CASE("of more than nine factors each keeps its own values", "[plan]") {
  std::string text = "sampler = \"list\"\n";
  const std::vector<std::string> keys = {"horizon",      "build_ahead", "build_start", "stockpile_time",
                                         "legal_relief", "loan_cover",  "cash_use",    "credit_use",
                                         "dilution",     "core_floor",  "site_speed"};
  for (std::size_t i = 0; i < keys.size(); ++i)
    text += "[[factor]]\nkey = \"behaviour.cloud." + keys[i] + "\"\nvalues = [0.5]\n";
  text.replace(text.rfind("0.5"), 3, "7.5");  // beyond what the others may be
  const SweepManifest plan = planned(text);
  REQUIRE(plan.factors.size() == keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) CHECK(plan.factors[i].key == "behaviour.cloud." + keys[i]);
  CHECK(plan.factors.back().numbers == std::vector<double>{7.5});
}

TEST_CASE("a list takes the values of all factors together, and whole numbers stay whole") {
  const SweepManifest plan = planned(R"(
sampler = "list"
[[factor]]
key = "run.enterprises"
values = [200, 300]
[[factor]]
key = "behaviour.cloud.horizon"
values = [2.5, 3.0])");
  CHECK(plan.points == 2);
  CHECK(plan.factors[0].text(1) == "300");
  CHECK(plan.factors[1].text(0) == "2.5");
  const PlannedRuns runs(plan);
  const Scenario second = runs.scenario(1);
  CHECK(*at_path(second.document, "run.enterprises")->as<std::int64_t>() == 300);
  CHECK(*at_path(second.document, "behaviour.cloud.horizon")->as<double>() == 3.0);
}

TEST_CASE("a factor takes the place of a random draw, and draws of whole numbers reach both ends") {
  const SweepManifest plan = planned(R"(
sampler = "random"
points = 200
[[factor]]
key = "run.enterprises"
low = 200
high = 203
[[factor]]
key = "behaviour.cloud.horizon"
dist = "lognormal"
median = 3.0
sigma = 0.2)");
  int counts[4] = {};
  for (const double value : plan.factors[0].numbers) ++counts[static_cast<int>(value) - 200];
  for (const int count : counts) CHECK(count > 25);
  double below = 0;
  for (const double value : plan.factors[1].numbers) below += value < 3 ? 1 : 0;
  CHECK(std::abs(below / 200 - 0.5) < 0.15);
}

TEST_CASE("a sequence of fewer dimensions than the factors want is refused") {
  std::string text = "sampler = \"saltelli\"\npoints = 2\n";
  for (int i = 0; i < 1834; ++i)
    text += "[[factor]]\nkey = \"labs.lab_" + std::to_string(i) + ".cash\"\nlow = 1\nhigh = 2\n";
  std::string refusal;
  try {
    planned(text);
  } catch (const ScenarioError& error) {
    refusal = error.what();
  }
  CHECK(refusal.find("the sampler 'saltelli' has at most 3667 dimensions, and 1834 factors want 3668") != refusal.npos);
}

TEST_CASE("the same design has the same digest, another one differs and says where") {
  const std::string text = "sampler = \"list\"\n[[factor]]\nkey = \"behaviour.cloud.horizon\"\nvalues = [2.0, 3.0]\n";
  const SweepManifest plan = planned(text), again = planned("# a remark\n" + text),
                      other = planned("seed = 2\n" + text);
  CHECK(plan.digest() == again.digest());
  CHECK(differences(plan, again).empty());
  CHECK(plan.digest() != other.digest());
  CHECK(differences(plan, other) == std::vector<std::string>{"seed is '1' there and '2' here"});
}

TEST_CASE("a manifest comes back from its file as it was") {
  SweepManifest plan = planned(
      "sampler = \"sobol\"\npoints = 8\n[[factor]]\nkey = \"behaviour.cloud.horizon\"\nlow = 2\nhigh = 4\n"
      "[output]\nseries = [\"chips.sold\"]\nreductions = [\"final\", \"yearly_mean\"]\nquantiles = [0.1, 0.9]\n");
  plan.block = 5;
  const std::string file =
      (std::filesystem::temp_directory_path() / ("manifest_test_" + std::to_string(::getpid()) + ".h5")).string();
  const std::vector<char> bytes = manifest_bytes(plan);
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const SweepManifest read = read_manifest(file);
  std::filesystem::remove(file);
  CHECK(differences(plan, read).empty());
  CHECK(read.digest() == plan.digest());
  CHECK(read.block == 5);
  CHECK(read.quantiles == plan.quantiles);
  CHECK(read.factors.at(0).numbers == plan.factors.at(0).numbers);
  CHECK(read.factors.at(0).unit_numbers == plan.factors.at(0).unit_numbers);
  CHECK(read.layout.days == plan.layout.days);
  REQUIRE(read.layout.kept.size() == 2);
  CHECK(read.layout.kept[0].name == "chips.sold.yearly");
  CHECK(read.layout.kept[1].over == Over::end);
  CHECK(read.layout.axes[Dim::sku].ids == plan.layout.axes[Dim::sku].ids);
  CHECK(manifest_bytes(read).size() == bytes.size());
}

TEST_CASE("of a walk of Morris the place is told that flags, lists and whole numbers really go to") {
  const SweepManifest plan = planned(R"(
sampler = "morris"
points = 20
levels = 1000
[[factor]]
key = "mechanisms.M1"
values = [true, false]
[[factor]]
key = "behaviour.fab.headroom"
values = [1.0, 1.15, 1.3]
[[factor]]
key = "run.enterprises"
low = 100
high = 103)");
  for (std::uint64_t point = 0; point < plan.points; ++point) {
    CHECK(plan.factors[0].unit_numbers[point] == (plan.factors[0].texts[point] == "true" ? 0.0 : 1.0));
    CHECK(plan.factors[1].unit_numbers[point] == Approx((plan.factors[1].numbers[point] - 1.0) / 0.3));
    CHECK(plan.factors[2].unit_numbers[point] == Approx((plan.factors[2].numbers[point] - 100) / 3));
  }
}

TEST_CASE("whole numbers stay within the ends of their factor, wherever those lie") {
  const SweepManifest plan = planned(R"(
sampler = "random"
points = 50
[[factor]]
key = "run.enterprises"
low = 100.2
high = 102.9)");
  for (const double number : plan.factors[0].numbers) CHECK((number == 101 || number == 102));
  const SweepManifest grid = planned(R"(
sampler = "grid"
[[factor]]
key = "run.enterprises"
low = 100.2
high = 102.9
count = 2)");
  CHECK(grid.factors[0].numbers == std::vector<double>{101, 102});
}

TEST_CASE("one name is one file: scenarios of a factor are looked up as that of the design is") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("names_test_" + std::to_string(::getpid()));
  fs::create_directory(folder);
  std::ofstream(folder / "baseline.toml")
      << "extends = \"" << find_scenario("baseline").string() << "\"\ntitle = \"My own\"\n[mechanisms]\nM1 = false\n";
  const std::string common = "scenario = \"baseline\"\n[set]\nrun.end = 2022-02-01\n";
  std::ofstream(folder / "one.toml") << "sampler = \"list\"\n" << common;
  std::ofstream(folder / "two.toml") << "sampler = \"grid\"\n"
                                     << common
                                     << "[[factor]]\nkey = \"scenario\"\nvalues = [\"baseline\", \"no_controls\"]\n";
  const auto of_baseline = [&](const char* name) {
    const SweepManifest plan = make_plan(read_design((folder / name).string()), {});
    return plan.scenarios.front().second;
  };
  CHECK(of_baseline("one.toml").find("M1 = false") != std::string::npos);
  CHECK(of_baseline("one.toml") == of_baseline("two.toml"));
  fs::remove_all(folder);
}

TEST_CASE("a sequence whose points are no power of two is told of") {
  Design design;
  design.keys.sampler = Sampler::saltelli;
  design.keys.points = 10;
  CHECK(warnings_of(design).size() == 1);
  design.keys.points = 16;
  CHECK(warnings_of(design).empty());
}

TEST_CASE("uncertain keys become factors, and those that are set stay out") {
  const SweepManifest plan = planned(R"(
sampler = "latin_hypercube"
points = 50
factors = ["behaviour.cloud.*", "countries.us.*"]
[[factor]]
key = "behaviour.cloud.horizon"
values = [2.5])");
  const auto named = [&](const std::string& key) {
    return std::find_if(plan.factors.begin(), plan.factors.end(), [&](const PlannedFactor& f) { return f.key == key; });
  };
  REQUIRE(named("times:countries.us.grid_growth") != plan.factors.end());
  REQUIRE(named("countries.us.convertible_power") != plan.factors.end());
  CHECK(named("behaviour.cloud.horizon")->numbers == std::vector<double>(50, 2.5));
  for (const double factor : named("times:countries.us.grid_growth")->numbers) CHECK(factor > 0);
}

TEST_CASE("with one replicate a point each run has its own luck, unless told to pair") {
  const std::string factor = "[[factor]]\nkey = \"behaviour.cloud.horizon\"\nvalues = [2.0, 3.0]";
  CHECK(planned("sampler = \"list\"\n" + factor).luck_of(1) == 1);
  CHECK(planned("sampler = \"list\"\nluck = \"paired\"\n" + factor).luck_of(1) == 0);
  CHECK(planned("sampler = \"list\"\nreplicates = 2\n" + factor).luck_of(2) == 0);
}

TEST_CASE("a seed may be a factor, and replicates need none") {
  const SweepManifest seeds = planned("[[factor]]\nkey = \"run.seed\"\nvalues = [11, 12]");
  CHECK(!PlannedRuns(seeds).options(1).seed);
  CHECK(planned("replicates = 5").runs() == 5);
}

TEST_CASE("a factor that multiplies reaches the run as a change of what stands there") {
  const SweepManifest plan =
      planned("[[factor]]\nkey = \"countries.us.convertible_power\"\ntimes = true\nvalues = [2.0]");
  CHECK(plan.changes(0) ==
        std::vector<std::pair<std::string, std::string>>{{"times:countries.us.convertible_power", "2.0"}});
}

TEST_CASE("correlated factors keep their values and share their ranks") {
  const std::string factors = R"(
[[factor]]
key = "behaviour.cloud.horizon"
low = 2.0
high = 4.0
[[factor]]
key = "technology.wear"
low = 0.2
high = 0.3)";
  const SweepManifest free = planned("sampler = \"latin_hypercube\"\npoints = 400\n" + factors);
  const SweepManifest bound = planned(
      "sampler = \"latin_hypercube\"\npoints = 400\n"
      "correlations = [{ a = \"behaviour.cloud.horizon\", b = \"technology.wear\", value = 0.8 }]\n" +
      factors);
  const auto ranks = [](const SweepManifest& plan) {
    const auto &x = plan.factors[0].numbers, &y = plan.factors[1].numbers;
    double together = 0;
    for (std::size_t i = 0; i < x.size(); ++i) together += (x[i] - 3) * (y[i] - 0.25) / (0.577350 * 0.0288675);
    return together / static_cast<double>(x.size());
  };
  CHECK(std::abs(ranks(free)) < 0.15);
  CHECK(ranks(bound) == Approx(0.79).margin(0.06));
  auto a = free.factors[1].numbers, b = bound.factors[1].numbers;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  CHECK(a == b);
}
