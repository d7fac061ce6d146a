#include <array>
#include <vector>

#include "sim/signals/signals.hpp"

namespace exarace {

void publish_ecosystems(World& world) {
  auto& share = world.signals.ecosystem_share;
  for (auto& side : share) side.fill(0);
  std::array<double, 2> total = {};
  std::vector<std::size_t> side_of;
  for (const CloudId cloud : world.clouds.rows()) side_of.push_back(world.side_of(world.clouds.parent[cloud]));
  world.fleet.for_each_holding([&](CloudId cloud, SkuId sku, const Fleet::Holding& held) {
    const std::size_t side = side_of[cloud.index];
    const double rate = static_cast<double>(held.all()) * world.skus.serving_rate[sku];
    share[side][static_cast<std::size_t>(world.skus.ecosystem[sku])] += rate;
    total[side] += rate;
  });
  for (std::size_t side = 0; side < 2; ++side)
    for (double& part : share[side]) part = total[side] > 0 ? part / total[side] : 0.0;
}

}  // namespace exarace
