#include "sim/policy/wafer_tariff.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {
namespace {

bool is_charged(const WaferTariff& rule, InstrumentId self, const World& world, LineId line) {
  const Bindings& bound = world.regimes.bound;
  return world.lines.product[line] == Product::logic && world.lines.node[line] >= rule.node_min &&
         bound.target(self, world.lines.site[line]) != 0;
}

}  // namespace

std::vector<InstrumentId> tariffs_of(const World& world, GovernmentId issuer) {
  std::vector<InstrumentId> found;
  for (const InstrumentId id : world.regimes.rows())
    if (world.regimes.issuer[id] == issuer && world.regimes.law.on(id) && world.regimes.as<WaferTariff>(id))
      found.push_back(id);
  return found;
}

UnderTariff under_tariffs(const World& world, const std::vector<InstrumentId>& tariffs, LineId line) {
  double rate = 0, share = 0, elasticity = 0;
  for (const InstrumentId id : tariffs) {
    const auto* rule = world.regimes.as<WaferTariff>(id);
    if (!is_charged(*rule, id, world, line)) continue;
    rate += rule->rate.at(world.today);
    share = std::max(share, rule->market_share);
    elasticity = std::max(elasticity, rule->elasticity);
  }
  const double bought = share * math::pow(1 + rate, -elasticity);
  return {1 - share + bought, bought * rate};
}

}  // namespace exarace
