#include "sim/production/knowledge.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A leader and a follower with the same research compute.
struct Two {
  World world = small_world(make_date(2024, 1, 1));
  LabId leader = add(120), follower = add(100);

  LabId add(double level) {
    const LabId lab = add_lab(world, "lab" + std::to_string(world.labs.size()), CountryId{0}, CloudId{0});
    world.labs.algorithms[lab] = level;
    world.labs.research_hours[lab] = 1e6;
    world.labs.founded[lab] = make_date(2015, 1, 1);
    return lab;
  }
  Two() {
    for (int month = 24; month >= 0; --month)
      world.signals.algorithms_history.push_back({Date{world.today.days - 30 * month}, 120 - 0.6 * month});
  }
  void months(int count, const Knowledge& rule = {}) {
    for (int month = 0; month < count; ++month) {
      rule.advance(world);
      ++world.step;
      world.today = world.calendar.first_day(world.step);
    }
  }
  double level(LabId lab) const { return world.labs.algorithms[lab]; }
};

}  // namespace

TEST_CASE("the lab with the most research moves the frontier at its pace", "[production]") {
  Two two;
  two.months(12);
  CHECK(two.level(two.leader) == Approx(120 + Knowledge{}.frontier_pace).epsilon(0.01));
}

TEST_CASE("a follower learns from the leader, and does not pass it by learning", "[production]") {
  Two two;
  two.months(3);
  CHECK(two.level(two.follower) > 104);  // own pace alone brings 1.8
  two.months(117);
  CHECK(two.level(two.follower) < two.level(two.leader));
  CHECK(two.level(two.follower) > two.level(two.leader) - 10);
}

TEST_CASE("less research is a slower pace, and none learns nothing", "[production]") {
  Knowledge alone;
  alone.spillover = alone.open_spillover = 0;
  Two two;
  two.world.labs.research_hours[two.follower] = 1e5;
  two.months(12, alone);
  const double gain = two.level(two.follower) - 100;
  CHECK(gain == Approx(alone.frontier_pace * std::pow(0.1, alone.research_elasticity)).epsilon(0.01));
  two.world.labs.research_hours[two.follower] = 0;
  two.months(12);
  CHECK(two.level(two.follower) == Approx(100 + gain));
}

TEST_CASE("what the frontier lab publishes is learned sooner", "[production]") {
  Two open, closed;
  open.world.signals.frontier = open.world.signals.open_frontier = 140;
  closed.world.signals.frontier = 140;
  closed.world.signals.open_frontier = 100;
  open.months(3);
  closed.months(3);
  CHECK(open.level(open.follower) > closed.level(closed.follower) + 0.5);
}

TEST_CASE("what is learned alone never passes the leader of three months ago", "[production]") {
  Knowledge eager;
  eager.frontier_pace = 0;
  eager.spillover = 1000;
  Two two;
  two.world.signals.frontier = two.world.signals.open_frontier = 140;
  two.months(1, eager);
  CHECK(two.level(two.follower) == Approx(120 - 4 * 0.6));
}
