#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Two years with enough enterprises for several blocks of rows.
Play two_years() {
  Play how;
  how.end = "2024-01-01";
  how.changes = {{"run.enterprises", "20000"}};
  return how;
}

}  // namespace

TEST_CASE("one, two and four threads record the same bits, and so does a second run", "[laws]") {
  Play how = two_years();
  const Played one = play(how);
  for (const int threads : {1, 2, 4}) {
    INFO(threads << " threads");
    how.threads = threads;
    CHECK(first_difference(one.recording(), play(how).recording()) == "");
  }
}

TEST_CASE("another seed records other bits", "[laws]") {
  Play how = two_years();
  const Played one = play(how);
  how.seed = 2;
  CHECK(first_difference(one.recording(), play(how).recording()) != "");
}

TEST_CASE("what is recorded changes nothing of what happens", "[laws]") {
  Play how = two_years();
  const Played all = play(how);
  how.record = {"default"};
  CHECK(first_difference(play(how).recording(), all.recording()) == "");
  how.record = {"money.services"};
  const Played one = play(how);
  REQUIRE(one.recording().records.size() == 1);
  CHECK(first_difference(one.recording(), all.recording()) == "");
  CHECK(one.content.events.rows.size() == all.content.events.rows.size());
}
