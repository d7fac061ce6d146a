/// Claims, segments and index of a sweep, with runs that nobody played.

#include <cmath>
#include <filesystem>
#include <fstream>

#include "outputs/file/place.hpp"
#include "outputs/file/verify.hpp"
#include "outputs/sweep/claims.hpp"
#include "outputs/sweep/store.hpp"
#include "outputs/sweep/verify.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_sweep.hpp"

using namespace exarace;
using namespace exarace::test;
namespace fs = std::filesystem;

TEST_CASE("what is put is done, for this process and for the next") {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  {
    SweepProcess process(place.folder, {});
    SweepStore store(place.folder, sweep, process, false);
    store.put(0, records(sweep, 0, 3));
    store.put(2, records(sweep, 8, 8));
    CHECK(store.known() == 5);
    CHECK(store.done_blocks() == std::vector<bool>{true, false, false});
    CHECK(store.open_runs(2) == std::vector<std::uint64_t>{9});
  }
  SweepProcess process(place.folder, {});
  SweepStore store(place.folder, sweep, process, false);
  CHECK(store.known() == 5);
  store.put(2, records(sweep, 9, 9));
  CHECK(store.open_runs(2).empty());
  const auto read = read_segment(place.folder.segment({2, 1}).string(), sweep);
  REQUIRE(read.size() == 1);
  CHECK(read[0].run == 9);
  CHECK(read[0].values == record(sweep, 9).values);
  CHECK(verify_file(place.folder.segment({2, 1}).string()).empty());  // also when looked at alone
}

TEST_CASE("a run that two processes have made is written once") {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  SweepProcess one(place.folder, {}), two(place.folder, {});
  SweepStore first(place.folder, sweep, one, false), second(place.folder, sweep, two, false);
  first.put(0, records(sweep, 0, 1));
  second.put(0, records(sweep, 0, 3));
  first.put(0, records(sweep, 2, 3));
  const SweepReport report = verify_sweep(place.folder);
  CHECK(report.intact());
  CHECK(report.segments == 2);
  CHECK(report.state.done == 4);
}

TEST_CASE("a segment that no line tells of is found and told of") {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  {
    SweepProcess process(place.folder, {});
    SweepStore store(place.folder, sweep, process, false);
    store.put(1, records(sweep, 4, 7));
  }
  for (const auto& file : fs::directory_iterator(place.folder.index())) fs::resize_file(file.path(), 20);
  CHECK(read_index(place.folder, sweep).entries.empty());
  SweepProcess process(place.folder, {});
  SweepStore store(place.folder, sweep, process, false);
  CHECK(store.known() == 4);
  CHECK(read_index(place.folder, sweep).entries.size() == 1);
}

TEST_CASE("rows that a run adds lie beside those of others") {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  SweepProcess process(place.folder, {});
  SweepStore store(place.folder, sweep, process, false);
  RunRecord plain = record(sweep, 0), wide = record(sweep, 1), failed{2, "broke", {}, {}};
  wide.axes[Dim::sku].ids.push_back("b200");
  wide.values = {{1, 2, 3, 4, 5, 6}};
  store.put(0, {plain, wide, failed});
  const auto read = read_segment(place.folder.segment({0, 0}).string(), sweep);
  REQUIRE(read.size() == 3);
  CHECK(read[1].values == wide.values);
  CHECK(read[0].values[0][1] == plain.values[0][1]);
  CHECK(std::isnan(read[0].values[0][2]));
  CHECK(read[0].values[0][3] == plain.values[0][2]);
  CHECK(read[2].failure == "broke");
}

TEST_CASE("a block is claimed by one process at a time, and freed when that one is gone") {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  auto one = std::make_unique<SweepProcess>(place.folder, Shard{});
  SweepProcess two(place.folder, {});
  Claims first(place.folder, *one, {}, {false, false, true}), second(place.folder, two, {}, {false, false, true});
  CHECK(first.next().block == 0u);
  CHECK(second.next().block == 1u);
  CHECK_FALSE(first.next().block);
  CHECK(first.next().others);
  second.release(1);
  CHECK(first.next().block == 1u);
  first.done(1);
  CHECK_FALSE(second.next().block);
  CHECK(second.next().others);
  one.reset();  // the process ends with block 0 in its hands
  CHECK(second.next().block == 0u);
  second.done(0);
  CHECK_FALSE(second.next().others);
}

TEST_CASE("a process takes the blocks of its share, whatever the number of shares was before") {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  SweepProcess process(place.folder, {1, 3});
  Claims third(place.folder, process, {1, 3}, {false, false, false});
  CHECK(third.next().block == 1u);
  CHECK_FALSE(third.next().block);
  Claims half(place.folder, process, {0, 2}, {false, true, false});
  CHECK(half.next().block == 0u);
  CHECK(half.next().block == 2u);
  CHECK_THROWS_AS(SweepProcess(place.folder, Shard{1, 3}), FileError);
}

TEST_CASE("failed runs are open again when they are to be tried again") {
  const Place place;
  const SweepManifest sweep = settle_manifest(place.folder, small_sweep());
  {
    SweepProcess process(place.folder, {});
    SweepStore store(place.folder, sweep, process, false);
    std::vector<RunRecord> some = records(sweep, 0, 3);
    some[2] = {2, "broke", {}, {}};
    store.put(0, some);
    CHECK(store.done_blocks()[0]);
  }
  SweepProcess process(place.folder, {});
  SweepStore store(place.folder, sweep, process, true);
  CHECK(store.open_runs(0) == std::vector<std::uint64_t>{2});
  store.put(0, records(sweep, 2, 2));
  const SweepReport report = verify_sweep(place.folder);
  CHECK(report.intact());
  CHECK(report.state.failed == 0);
  CHECK(report.state.done == 4);
}

TEST_CASE("another design in the folder is refused with what differs") {
  const Place place;
  settle_manifest(place.folder, small_sweep());
  SweepManifest other = small_sweep();
  other.facts = {{"sampler", "grid"}, {"seed", "4"}};
  try {
    settle_manifest(place.folder, other);
    FAIL("it was taken");
  } catch (const FileError& error) {
    CHECK(
        std::string(error.what()).find("sampler is 'list' there and 'grid' here; seed is nothing there and '4' here") !=
        std::string::npos);
  }
}
