#include "tests/support/small_result.hpp"

#include <stdlib.h>

#include <limits>

namespace exarace::test {

namespace fs = std::filesystem;

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "exarace-test-XXXXXX").string();
  path = ::mkdtemp(name.data());
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(path)) out.push_back(entry.path().filename().string());
  return out;
}

World small_world() {
  World world;
  const auto fill = [](auto& table, const std::vector<std::string>& ids) {
    using Table = std::decay_t<decltype(table)>;
    resize_table(table, ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      table.id[typename Table::Id(i)] = ids[i];
      table.name[typename Table::Id(i)] = "Café " + ids[i];
    }
  };
  fill(world.countries, {"us", "china"});
  fill(world.clouds, {"aws", "azure", "alibaba"});
  fill(world.labs, {"openai"});
  world.countries.bloc[CountryId(1)] = Bloc::china;
  world.clouds.country[CloudId(0)] = world.clouds.country[CloudId(1)] = CountryId(0);
  world.clouds.cash[CloudId(1)] = from_usd(12.34);
  world.clouds.defaulted[CloudId(2)] = true;
  world.labs.last_release[LabId(0)] = kNever;
  return world;
}

SeriesList small_series() {
  const auto all_clouds = [](const World& world, double* out) {
    for (const CloudId cloud : world.clouds.rows()) out[cloud.index] = by_cloud(world.step, cloud.index);
  };
  const auto pairs = [](const World& world, double* out) {
    const std::size_t clouds = world.clouds.size();
    for (std::size_t i = 0; i < world.countries.size() * clouds; ++i) out[i] = double(i) + 100.0 * world.step;
  };
  return {
      {"test.number", {}, "USD", "A number.", true, [](const World& w, double* out) { *out = 0.1 * w.step; }},
      {"test.by_cloud", {Dim::cloud}, "H100e", "One for each cloud.", true, all_clouds},
      {"test.pairs", {Dim::country, Dim::cloud}, "1", "One for each pair.", true, pairs},
      {"other.rare",
       {},
       "1",
       "Not by default, and never a value.",
       false,
       [](const World&, double* out) { *out = std::numeric_limits<double>::quiet_NaN(); }},
  };
}

Recording small_recording(const std::vector<std::string>& patterns, std::uint32_t steps) {
  static const SeriesList list = small_series();
  World world = small_world();
  world.calendar.end = world.calendar.first_day(steps);
  Recorder recorder(choose_series(list, patterns), world.calendar, axes_of(world));
  for (world.step = 0; world.step < steps; ++world.step) recorder.sample(world);
  return std::move(recorder).finish();
}

ResultContent small_content() {
  ResultContent content;
  content.title = "A small run";
  content.recording = small_recording({"all"});
  content.events.add(
      {make_date(2022, 10, 7), "enacted", "regimes/us_2022_10", "", "us_2022_10", 0, 0, "In force — now."});
  content.events.add({make_date(2023, 2, 1), "denied", "clouds/alibaba", "skus/h100", "us_2022_10", 1000, 3e7, ""});
  content.parameters = {{"behaviour.cloud.k", 1.8, "", "Capital wanted."},
                        {"run.step", std::string("month"), "", "Step."}};
  content.final = final_tables(small_world());
  content.provenance.scenario = "small";
  content.provenance.scenario_text = "[run]\nseed = 7  # “seven”\n";
  content.provenance.seed = 7;
  content.provenance.command = "exarace run small.toml";
  content.provenance.started = "2025-06-01T12:00:00Z";
  content.provenance.finished = "2025-06-01T12:00:01Z";
  return content;
}

}  // namespace exarace::test
