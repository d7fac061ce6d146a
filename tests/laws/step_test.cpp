/// What a step does beside what the books tell.

#include <cmath>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"

using namespace exarace;
using namespace exarace::support;

TEST_CASE("a case counts from the step in which it was found, and is forgotten over a year", "[laws]") {
  Play how;
  how.end = "2027-01-01";
  how.record = {"policy.cases"};
  const Played run = play(how);
  const std::vector<double> cases = run.path("policy.cases", "us");
  std::vector<double> found(cases.size());
  for (const Event& event : run.content.events.rows)
    if (event.kind == "seized") found.at(run.steps_before(to_string(event.date))) += 1;
  double known = 0, all = 0;
  for (std::size_t month = 0; month < cases.size(); ++month) {
    known = (known + found[month]) * std::exp(-1.0 / 12);
    all += found[month];
    CHECK(cases[month] == Approx(known).margin(1e-9));
  }
  CHECK(all > 0);
}
