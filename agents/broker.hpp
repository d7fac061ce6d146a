#pragma once
/// Brokers: divert chips while the premium pays for cost and risk.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Expands its flow in proportion to the premium over what it needs for its risk, up to what its route can carry;
/// the fuller the route, the more it needs.
struct BrokerBehaviour {
  double needed_premium = 0.25;   ///< premium at which the flow stays [share of price]
  double speed = 5.0;             ///< growth of the flow per unit of log premium [1/year]
  double capacity_share = 0.15;   ///< of the route's legal resales that diversion can hide in
  double least_flow = 2000;       ///< of a route that is open [chips/year]
  double risk_aversion = 2.0;     ///< premium asked per detection probability
  double common_shipments = 1e5;  ///< of a chip that is had as easily as any [chips/year]
  double rare_worth = 0.01;       ///< of a chip of which none is shipped, over that of one that is common
  double greatest_change = 6.0;   ///< of a flow [1/year, logarithmic]
  double thin_flow = 0.1;         ///< over `least_flow`, below which a route is given up
  double crowding = 0.8;          ///< premium asked on top by a route that is full

  Decided<BrokerMind> decide(const World& world, BrokerId broker) const;
  static const Fields& fields();

 private:
  /// Chips a year that its legal trade can hide.
  double room(const World& world, BrokerId broker) const;
  /// Premium at which it would keep a flow.
  double asked(const World& world, BrokerId broker, double flow) const;
};

}  // namespace exarace
