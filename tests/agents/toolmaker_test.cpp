#include "agents/toolmaker.hpp"

#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

struct Makers {
  World world = minded_world();
  ToolmakerId asml = add_toolmaker(world, "asml", world.countries.find("tw"));
  ToolmakerId naura = add_toolmaker(world, "naura", world.countries.find("cn"));

  Makers() {
    for (const ToolmakerId maker : world.toolmakers.rows()) {
      world.toolmakers.capacity[maker] = 1e10;
      world.toolmakers.backlog[maker] = 7e9;
      world.toolmakers.revenue_rate[maker] = 9e9;
      world.toolmakers.price_index[maker] = world.toolmakers.home_gain[maker] = 1;
      world.toolmakers.quality[maker] = 0.3;
    }
  }
  ToolmakerMind after(ToolmakerId maker) const { return ToolmakerBehaviour{}.decide(world, maker).mind; }
};

}  // namespace

TEST_CASE("a toolmaker with a long backlog raises prices", "[agents]") {
  Makers makers;
  makers.world.toolmakers.backlog[makers.asml] = 2e10;
  CHECK(makers.after(makers.asml).price_index > 1);
  makers.world.toolmakers.backlog[makers.asml] = 0;
  CHECK(makers.after(makers.asml).price_index < 1);
}

TEST_CASE("a Chinese toolmaker learns faster when foreign tools are closed", "[agents]") {
  Makers makers;
  const double open = makers.after(makers.naura).quality;
  makers.world.restrictions.tools_open_to_china.assign(kToolClasses, 0.0);
  CHECK(makers.after(makers.naura).quality > open);
  CHECK(makers.after(makers.naura).home_gain > 1);
  CHECK(makers.after(makers.asml).quality == Approx(0.3));
}

TEST_CASE("a toolmaker's capacity follows its sales, up and down", "[agents]") {
  Makers makers;
  makers.world.toolmakers.revenue_rate[makers.asml] = 2e10;
  CHECK(makers.after(makers.asml).capacity > 1.02e10);
  makers.world.toolmakers.revenue_rate[makers.asml] = 1e9;
  CHECK(makers.after(makers.asml).capacity < 1e10);
}
