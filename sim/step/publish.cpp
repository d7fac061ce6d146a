#include "sim/step/publish.hpp"

#include "sim/signals/signals.hpp"

namespace exarace {

void publish_signals(World& world, const Laws& laws) {
  publish_chips(world);
  publish_refusals(world);
  publish_industry(world);
  publish_clouds(world);
  for (const CloudId cloud : world.clouds.rows())
    world.clouds.capex[cloud] =
        world.clouds.ai_capex[cloud] + laws.core_business.core_capex(world, cloud) * world.years;
  publish_ecosystems(world);
  publish_services(world);
  publish_capability(world);
  publish_prices(world);
}

}  // namespace exarace
