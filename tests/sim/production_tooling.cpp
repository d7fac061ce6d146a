#include "sim/production/tooling.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A Chinese line at 7 nm without EUV, with two classes of tools.
struct Tooled {
  World world = small_world(make_date(2023, 1, 1));
  CountryId cn = world.countries.find("cn");
  FabId smic = add_fab(world, "smic", cn);
  LineId n7 = add_line(world, "smic_n7", smic, cn, Product::logic, 7);

  Tooled() {
    auto& lines = world.lines;
    lines.tool_shares[n7] = {0, 0.2, 0.2, 0.2, 0, 0.1};
    lines.class_service[n7].assign(kToolClasses, 1.0);
    world.restrictions.tools_open_to_china.assign(kToolClasses, 0.0);
  }
  void months(int count, const Tooling& rule = {}) {
    for (int month = 0; month < count; ++month) rule.advance(world);
  }
  double working() const { return world.lines.working(n7) / world.lines.capacity[n7]; }
};

}  // namespace

TEST_CASE("serviced tools keep their output", "[production]") {
  Tooled line;
  line.months(60);
  CHECK(line.working() == Approx(1.0));
}

TEST_CASE("tools without service run on spares first, then fail by class, ever more slowly", "[production]") {
  Tooled line;
  line.world.lines.class_service[line.n7][etch] = 0;
  line.months(9);
  CHECK(line.working() == Approx(1.0));  // three quarters of a year of spares
  line.months(12);
  const double after_a_year = line.working();
  CHECK(after_a_year < 0.95);
  CHECK(line.world.lines.class_condition[line.n7][etch] == Approx(after_a_year));
  CHECK(line.world.lines.class_condition[line.n7][deposition] == Approx(1.0));
  line.months(12);
  const double lost_first = 1 - after_a_year, lost_second = after_a_year - line.working();
  CHECK(lost_second > 0);
  CHECK(lost_second < lost_first);  // its own people learn
}

TEST_CASE("the scarcest class binds, and vendors who come back repair", "[production]") {
  Tooled line;
  line.world.lines.class_service[line.n7][etch] = 0.5;
  line.world.lines.class_service[line.n7][process_control] = 0;
  line.months(36);
  const auto& condition = line.world.lines.class_condition[line.n7];
  CHECK(condition[process_control] < condition[etch]);
  CHECK(line.working() == Approx(condition[process_control]));
  const double before = line.working();
  line.world.lines.class_service[line.n7].assign(kToolClasses, 1.0);
  line.months(24);
  CHECK(line.working() > before + 0.5 * (1 - before));
}

TEST_CASE("a line that gets EUV exposes layers once and makes more", "[production]") {
  Tooled line;
  line.months(24);
  CHECK(line.world.lines.euv_share[line.n7] == 0);
  line.world.restrictions.tools_open_to_china[euv] = 1;
  line.months(24);
  const double gain = line.working();
  CHECK(gain > 1.05);
  line.months(240);
  const Tooling rule;
  CHECK(line.working() == Approx(1 + rule.exposure_share * rule.extra_exposures).epsilon(0.01));
}
