#include "outputs/file/result.hpp"

#include <cmath>

#include "outputs/file/digest.hpp"
#include "outputs/file/place.hpp"
#include "outputs/file/read_result.hpp"
#include "outputs/file/reader.hpp"
#include "outputs/file/writer.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;
using test::Folder;

namespace {

/// A result on disk.
struct Written {
  Folder folder;
  std::string path = folder / "small.h5";
  explicit Written(const WriteOptions& options = {}) { write_result(path, test::small_content(), options); }
};

std::string fact(const std::string& path, const std::string& name) {
  for (const auto& [key, text] : read_provenance(path))
    if (key == name) return text;
  return "(none)";
}

}  // namespace

TEST_CASE("a series comes back bit for bit with its unit and dimensions") {
  const Written file;
  const Recording recording = test::small_recording({"all"});
  CHECK(read_series_names(file.path) ==
        std::vector<std::string>{"test.number", "test.by_cloud", "test.pairs", "other.rare"});
  for (const char* name : {"test.number", "test.by_cloud", "test.pairs"}) {
    const ReadSeries series = read_series(file.path, name);
    CHECK(series.values == recording.find(name)->values);
    CHECK(series.shape == recording.shape(*recording.find(name)));
  }
  const ReadSeries pairs = read_series(file.path, "test.pairs");
  CHECK(pairs.dims == std::vector<std::string>{"time", "country", "cloud"});
  CHECK(read_series(file.path, "test.by_cloud").unit == "H100e");
  CHECK(std::isnan(read_series(file.path, "other.rare").values.at(0)));
}

TEST_CASE("many texts are a block of characters that comes back, and those of any length are still read") {
  const Folder folder;
  FileWriter file;
  file.attribute({"exarace_layout", std::int32_t{1}});
  GroupWriter& group = file.group("events");
  const std::vector<std::string> words = {"", "Café — “now”", "x"};
  group.axis("event", 3);
  group.texts("packed", {"event"}, words, {});
  group.texts("none", {}, {""}, {});
  group.variable("loose", {"event"}, words, {});
  file.group("provenance").attribute({"scenario_text", std::string("seed = 7")});
  put_in_place(folder / "old.h5", file.finish(), Existing::keep);
  const FileReader reader(folder / "old.h5");
  for (const char* name : {"packed", "loose"}) {
    CAPTURE(name);
    CHECK(reader.holds_texts("events", name));
    CHECK(reader.texts("events", name) == words);
    CHECK(reader.numbers("events", name, false).shape == std::vector<std::size_t>{3});
    CHECK(reader.numbers("events", name, false).dims == std::vector<std::string>{"event"});
    CHECK_THROWS_AS(reader.bytes("events", name), ResultError);
  }
  CHECK(reader.texts("events", "none") == std::vector<std::string>{""});
  CHECK(fact(folder / "old.h5", "scenario_text") == "seed = 7");
}

TEST_CASE("single precision halves the numbers and is close") {
  const Folder folder;
  ResultContent content = test::small_content();
  std::vector<double>& exact = content.recording.records[1].values;
  exact[0] = 1.0 / 3;
  write_result(folder / "single.h5", content, {false, true});
  const ReadSeries series = read_series(folder / "single.h5", content.recording.records[1].name);
  CHECK(series.values[0] != exact[0]);
  for (std::size_t i = 0; i < exact.size(); ++i) CHECK(series.values[i] == Approx(exact[i]).epsilon(1e-6));
}

TEST_CASE("time is the first day of each step, and the labels are the rows' ids") {
  const Written file;
  const FileReader reader(file.path);
  const Variable time = reader.numbers("series", "time");
  CHECK(time.unit == "days since 1970-01-01");
  CHECK(time.values.at(1) == make_date(2022, 2, 1).days);
  CHECK(reader.texts("series", "cloud") == std::vector<std::string>{"aws", "azure", "alibaba"});
}

TEST_CASE("provenance says what was run and on what, never where or by whom") {
  const Written file;
  CHECK(fact(file.path, "scenario_text") == "[run]\nseed = 7  # “seven”\n");
  CHECK(fact(file.path, "scenario_sha256") == sha256("[run]\nseed = 7  # “seven”\n"));
  CHECK(fact(file.path, "seed") == "7");
  CHECK(fact(file.path, "command") == "exarace run small.toml");
  for (const char* name : {"version", "git_commit", "compiler", "compiler_flags", "c_library", "cpu"})
    CHECK(fact(file.path, name).size() > 1);
  CHECK(fact(file.path, "user") == "(none)");
  CHECK(fact(file.path, "host") == "(none)");
}

TEST_CASE("tables at the end of the run keep money, flags, choices, references and days") {
  const Written file;
  const FileReader reader(file.path);
  const Variable cash = reader.numbers("final", "clouds.cash");
  CHECK(cash.values == std::vector<double>{0, 12.34, 0});
  CHECK(cash.unit == "USD");
  CHECK(cash.dims == std::vector<std::string>{"cloud"});
  CHECK(reader.numbers("final", "clouds.defaulted").values == std::vector<double>{0, 0, 1});
  CHECK(reader.numbers("final", "countries.bloc").values == std::vector<double>{0, 1});
  CHECK(reader.texts("final", "clouds.country") == std::vector<std::string>{"us", "us", ""});
  CHECK(reader.texts("final", "clouds.name").at(0) == "Café aws");
  CHECK(reader.numbers("final", "labs.last_release").values == std::vector<double>{double(kNever.days)});
  const auto names = reader.variables("final");
  for (const std::string& name : names) {
    CHECK(name.find("skus") == std::string::npos);  // no rows, no columns
    CHECK(name != "clouds.operating_cash_flow");    // a time series is not one value
  }
}

TEST_CASE("events are one variable per column") {
  const Written file;
  const FileReader reader(file.path);
  CHECK(reader.numbers("events", "date").values.at(0) == make_date(2022, 10, 7).days);
  CHECK(reader.texts("events", "kind") == std::vector<std::string>{"enacted", "denied"});
  CHECK(reader.texts("events", "text").at(0) == "In force — now.");
  CHECK(reader.numbers("events", "value").values.at(1) == 3e7);
}

TEST_CASE("parameters are a table of keys with numbers or texts") {
  const Written file;
  const FileReader reader(file.path);
  CHECK(reader.texts("parameters", "parameter") == std::vector<std::string>{"behaviour.cloud.k", "run.step"});
  const Variable value = reader.numbers("parameters", "value");
  CHECK(value.values.at(0) == 1.8);
  CHECK(std::isnan(value.values.at(1)));
  CHECK(reader.texts("parameters", "text") == std::vector<std::string>{"", "month"});
}

TEST_CASE("a run with no event, parameter or series still makes a whole file") {
  const Folder folder;
  ResultContent content;
  content.recording = test::small_recording({"other.*"}, 1);
  content.recording.records.clear();
  write_result(folder / "empty.h5", content);
  CHECK(read_series_names(folder / "empty.h5").empty());
  CHECK(FileReader(folder / "empty.h5").texts("events", "kind").empty());
}

TEST_CASE("a series over a table without rows is written, empty") {
  const Folder folder;
  static const SeriesList list = {
      {"test.lines", {Dim::country, Dim::broker}, "1", "Nobody there.", true, [](const World&, double*) { FAIL(); }}};
  const World world = test::small_world();
  Recorder recorder(choose_series(list, {}), world.calendar, axes_of(world));
  recorder.sample(world);
  ResultContent content;
  content.recording = std::move(recorder).finish();
  write_result(folder / "a.h5", content);
  CHECK(read_series(folder / "a.h5", "test.lines").shape == std::vector<std::size_t>{1, 2, 0});
}

TEST_CASE("large series are cut into pieces and come back whole") {
  const Folder folder;
  ResultContent content = test::small_content();
  Record& record = content.recording.records[1];
  content.recording.axes[Dim::cloud].ids.assign(30000, "x");
  content.recording.records = {record};
  Record& wide = content.recording.records[0];
  wide.width = 30000;
  wide.values.resize(12 * 30000);
  for (std::size_t i = 0; i < wide.values.size(); ++i) wide.values[i] = std::sqrt(double(i));
  write_result(folder / "wide.h5", content);
  CHECK(read_series(folder / "wide.h5", wide.name).values == wide.values);
}

TEST_CASE("the same run makes the same bytes") {
  const ResultContent content = test::small_content();
  bool same = false;  // the second at which it was made stands in one header of HDF5: one try may meet its change
  for (int attempt = 0; attempt < 5 && !same; ++attempt) same = result_bytes(content) == result_bytes(content);
  CHECK(same);
}

TEST_CASE("a series that a file does not hold is named with its nearest") {
  const Written file;
  CHECK_THROWS_WITH(read_series(file.path, "test.numbre"),
                    Catch::Contains("has no series 'test.numbre'; did you mean 'test.number'?"));
  CHECK_THROWS_AS(read_series(file.folder / "none.h5", "test.number"), ResultError);
}

TEST_CASE("values that do not fit their dimensions are refused before anything is written") {
  const Folder folder;
  ResultContent content = test::small_content();
  content.recording.records[1].values.pop_back();
  CHECK_THROWS_AS(write_result(folder / "a.h5", content), ResultError);
  CHECK(folder.names().empty());
}

TEST_CASE("the command line shows no folder, and keeps references") {
  CHECK(cut_paths({"/usr/bin/exarace", "run", "/srv/my study/a.toml", "-o", "../out/b.h5"}) ==
        "exarace run a.toml -o b.h5");
  CHECK(cut_paths({"exarace", "run", "base", "--set", "labs.x.fab=fabs/intel", "--set", "a.b=1/3"}) ==
        "exarace run base --set labs.x.fab=fabs/intel --set a.b=1/3");
  CHECK(cut_paths({"exarace", "run", "a", "--set", "a.b=\"/srv/ann/c\"", "--output=/srv/ann/c.h5"}) ==
        "exarace run a --set 'a.b=c\"' --output=c.h5");
}

TEST_CASE("the present time is written in the form of ISO 8601") {
  const std::string now = utc_now();
  REQUIRE(now.size() == 20);
  CHECK(now[10] == 'T');
  CHECK(now.back() == 'Z');
}
