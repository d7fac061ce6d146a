#include "agents/broker.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/whole.hpp"

namespace exarace {
namespace {

/// Chip that the law keeps from the destination and that is worth most there, of those that resellers get.
SkuId best_restricted(const World& world, CountryId destination, double common, double rare) {
  SkuId best = SkuId::none();
  double most = 0;
  for (const SkuId sku : world.skus.rows()) {
    const DesignerId designer = world.skus.designer[sku];
    if (!world.skus.on_sale[sku] || !world.designers.merchant[designer] || !world.skus.datacentre[sku]) continue;
    if (world.in_china(world.designers.parent[designer])) continue;
    if (world.restrictions.open[world.restrictions.at(sku, destination)] > 0.5) continue;
    const double worth = world.skus.serving_rate[sku] * std::min(1.0, world.skus.shipment_rate[sku] / common + rare);
    if (worth > most) most = worth, best = sku;
  }
  return best;
}

}  // namespace

const Fields& BrokerBehaviour::fields() {
  using T = BrokerBehaviour;
  static const Fields all = {
      key("needed_premium", &T::needed_premium)
          .range(0, 3)
          .prior(lognormal(0.25, 0.5))
          .about("Premium at which the flow stays.")
          .assumed(),
      key("speed", &T::speed)
          .unit("1/year")
          .range(0, 50)
          .about("Growth of the flow per unit of log premium.")
          .assumed()
          .prior(lognormal(5, 0.4)),
      key("capacity_share", &T::capacity_share)
          .range(0, 1)
          .prior(lognormal(0.15, 0.6))
          .about("Part of the route's legal resales that diversion can hide in.")
          .assumed(),
      key("least_flow", &T::least_flow)
          .unit("chips/year")
          .range(0, 1e6)
          .about("Flow of a route that has just opened.")
          .assumed()
          .prior(lognormal(2000, 0.8)),
      key("risk_aversion", &T::risk_aversion)
          .range(0, 50)
          .about("Premium asked per probability of detection.")
          .assumed()
          .prior(lognormal(2, 0.5)),
      key("crowding", &T::crowding)
          .range(0, 20)
          .prior(lognormal(0.8, 0.5))
          .about(
              "Premium asked on top when a route carries all that its legal trade can hide; it rises with the square.")
          .assumed(),
      key("common_shipments", &T::common_shipments)
          .unit("chips/year")
          .range(1, 1e8)
          .about("Shipments of a chip that is had as easily as any.")
          .assumed()
          .prior(lognormal(1e5, 0.5)),
      key("rare_worth", &T::rare_worth)
          .range(0, 1)
          .about("Worth to a broker of a chip of which none is shipped, over one that is common.")
          .assumed()
          .prior(lognormal(0.01, 0.7)),
      key("greatest_change", &T::greatest_change)
          .unit("1/year")
          .range(0, 50)
          .about("Greatest growth or fall of a flow, logarithmic.")
          .assumed()
          .prior(lognormal(6, 0.3)),
      key("thin_flow", &T::thin_flow)
          .range(0, 1)
          .about("Part of the flow of a route that has just opened below which it is given up.")
          .assumed()
          .prior(lognormal(0.1, 0.5)),
  };
  return all;
}

double BrokerBehaviour::room(const World& world, BrokerId broker) const {
  return capacity_share * world.brokers.reseller_sales[broker] * world.signals.merchant_growth;
}

double BrokerBehaviour::asked(const World& world, BrokerId broker, double flow) const {
  const double filled = flow / std::max(1.0, room(world, broker));
  return needed_premium + risk_aversion * world.brokers.detection_now[broker] + crowding * filled * filled;
}

Decided<BrokerMind> BrokerBehaviour::decide(const World& world, BrokerId broker) const {
  const auto& brokers = world.brokers;
  const SkuId sku = best_restricted(world, brokers.destination[broker], common_shipments, rare_worth);
  if (!sku || world.today < brokers.closed_until[broker] || !world.mechanisms.on(Mechanism::diversion)) return {};
  const double premium = world.signals.grey_premium;
  // One premium pays for all routes, so that safe and empty ones grow where risky and full ones shrink.
  double flow = std::max(brokers.flow[broker], premium > asked(world, broker, 0) ? least_flow : 0.0);
  const double growth = speed * math::log((1 + premium) / (1 + asked(world, broker, flow)));
  flow = std::clamp(flow * math::exp(std::clamp(growth, -greatest_change, greatest_change) * world.years), 0.0,
                    room(world, broker));
  // A trade too thin to pay for its channels is given up.
  Decided<BrokerMind> decided{{flow < thin_flow * least_flow ? 0.0 : flow}, {}};
  const auto units = whole_part(decided.mind.flow * world.years + 0.5);
  if (units > 0) decided.orders.diversions.push_back({broker, sku, units});
  return decided;
}

}  // namespace exarace
