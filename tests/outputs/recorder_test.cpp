#include "outputs/record/recorder.hpp"

#include <cmath>

#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;
using test::by_cloud;

namespace {

/// A world of `steps` steps with room for one more cloud to come.
World world_of(std::uint32_t steps) {
  World world = test::small_world();
  world.calendar.end = world.calendar.first_day(steps);
  return world;
}

void add_cloud(World& world) {
  world.clouds.id.push_back("tencent");
  world.clouds.name.push_back("Tencent");
}

}  // namespace

TEST_CASE("a recording holds every step of every chosen series, time first") {
  const Recording recording = test::small_recording();
  REQUIRE(recording.steps == 12);
  REQUIRE(recording.records.size() == 3);
  const Record& clouds = *recording.find("test.by_cloud");
  CHECK(recording.shape(clouds) == std::vector<std::size_t>{12, 3});
  for (std::uint32_t step = 0; step < 12; ++step)
    for (std::size_t i = 0; i < 3; ++i) CHECK(clouds.values.at(step * 3 + i) == by_cloud(step, i));
  const Record& pairs = *recording.find("test.pairs");
  CHECK(recording.shape(pairs) == std::vector<std::size_t>{12, 2, 3});
  CHECK(pairs.values.at(7 * 6 + 4) == 704.0);
  CHECK(recording.find("other.rare") == nullptr);
  CHECK(recording.axes[Dim::cloud].ids == std::vector<std::string>{"aws", "azure", "alibaba"});
  CHECK(recording.axes[Dim::cloud].names[0] == "Café aws");
}

TEST_CASE("days are the first of each step and of the step after the last") {
  const auto days = test::small_recording().days();
  REQUIRE(days.size() == 13);
  CHECK(to_string(days.front()) == "2022-01-01");
  CHECK(to_string(days[1]) == "2022-02-01");
  CHECK(to_string(days.back()) == "2023-01-01");
}

TEST_CASE("whole numbers are kept as they are, others to seven digits") {
  const auto kept = [](double value) {
    World world = world_of(1);
    const SeriesList list = {
        {"test.one", {}, "1", "One number.", true, [value](const World&, double* out) { *out = value; }}};
    Recorder recorder(choose_series(list, {}), world.calendar, axes_of(world));
    recorder.sample(world);
    return std::move(recorder).finish().find("test.one")->values.at(0);
  };
  for (const double value : {0.0, -3.0, 9007199254740991.0, 123456789012.0, 0.375}) CHECK(kept(value) == value);
  CHECK(std::isnan(kept(std::nan(""))));
  CHECK(std::isinf(kept(INFINITY)));
  for (const double value : {1.0 / 3, -1e-9 / 7, 1e12 / 7}) {
    CHECK(kept(value) == Approx(value).epsilon(1e-7));
    CHECK(kept(value) != value);
    CHECK(kept(kept(value)) == kept(value));
  }
}

TEST_CASE("buffers stay where they were laid out before the first step") {
  const SeriesList list = test::small_series();
  World world = world_of(12);
  Recorder recorder(choose_series(list, {"all"}), world.calendar, axes_of(world));
  std::vector<const double*> before, after;
  for (const Record& record : recorder.so_far().records) before.push_back(record.values.data());
  for (world.step = 0; world.step < 12; ++world.step) recorder.sample(world);
  for (const Record& record : recorder.so_far().records) after.push_back(record.values.data());
  CHECK(before == after);
}

TEST_CASE("a row that appears during the run gets its column, steps before hold no value") {
  const SeriesList list = test::small_series();
  World world = world_of(4);
  Recorder recorder(choose_series(list, {}), world.calendar, axes_of(world));
  for (world.step = 0; world.step < 2; ++world.step) recorder.sample(world);
  add_cloud(world);
  for (; world.step < 4; ++world.step) recorder.sample(world);
  const Recording recording = std::move(recorder).finish();
  const Record& clouds = *recording.find("test.by_cloud");
  REQUIRE(recording.shape(clouds) == std::vector<std::size_t>{4, 4});
  CHECK(clouds.values[1 * 4 + 2] == by_cloud(1, 2));
  CHECK(std::isnan(clouds.values[1 * 4 + 3]));
  CHECK(clouds.values[3 * 4 + 3] == by_cloud(3, 3));
  const Record& pairs = *recording.find("test.pairs");
  REQUIRE(recording.shape(pairs) == std::vector<std::size_t>{4, 2, 4});
  CHECK(pairs.values[(1 * 2 + 1) * 4 + 0] == 103.0);  // was number 3 of a step when there were three clouds
  CHECK(std::isnan(pairs.values[(1 * 2 + 1) * 4 + 3]));
  CHECK(pairs.values[(3 * 2 + 1) * 4 + 3] == 307.0);
  CHECK(recording.axes[Dim::cloud].ids.back() == "tencent");
}

TEST_CASE("a run that goes on from a checkpoint records the same as one that never stopped") {
  const SeriesList list = test::small_series();
  World world = world_of(6);
  Recorder first(choose_series(list, {"test.*"}), world.calendar, axes_of(world));
  for (world.step = 0; world.step < 2; ++world.step) first.sample(world);
  add_cloud(world);
  Recorder second(choose_series(list, {"all"}), world.calendar, axes_of(world));
  second.go_on(first.so_far());
  for (; world.step < 6; ++world.step) first.sample(world), second.sample(world);
  const Recording whole = std::move(first).finish(), resumed = std::move(second).finish();
  CHECK(resumed.steps == 6);
  const Record &a = *whole.find("test.pairs"), &b = *resumed.find("test.pairs");
  REQUIRE(a.values.size() == b.values.size());
  for (std::size_t i = 0; i < a.values.size(); ++i)
    CHECK((a.values[i] == b.values[i] || (std::isnan(a.values[i]) && std::isnan(b.values[i]))));
}

TEST_CASE("a checkpoint of other rows is refused") {
  const SeriesList list = test::small_series();
  World world = world_of(6);
  const Recorder first(choose_series(list, {}), world.calendar, axes_of(world));
  world.clouds.id[CloudId(0)] = "renamed";
  Recorder second(choose_series(list, {}), world.calendar, axes_of(world));
  CHECK_THROWS_AS(second.go_on(first.so_far()), ScenarioError);
}

TEST_CASE("a run that was stopped early keeps only the steps it made") {
  const SeriesList list = test::small_series();
  World world = world_of(12);
  Recorder recorder(choose_series(list, {}), world.calendar, axes_of(world));
  for (world.step = 0; world.step < 5; ++world.step) recorder.sample(world);
  const Recording recording = std::move(recorder).finish();
  CHECK(recording.find("test.by_cloud")->values.size() == 15);
  CHECK(recording.days().size() == 6);
}

TEST_CASE("steps past the calendar, and rows that vanish, are errors of the program") {
  const SeriesList list = test::small_series();
  World world = world_of(1);
  Recorder recorder(choose_series(list, {}), world.calendar, axes_of(world));
  recorder.sample(world);
  CHECK_THROWS_AS(recorder.sample(world), Error);
  World shrinking = world_of(2);
  Recorder other(choose_series(list, {}), shrinking.calendar, axes_of(shrinking));
  shrinking.clouds.id.resize(2);
  CHECK_THROWS_AS(other.sample(shrinking), Error);
}
