#pragma once
/// Brokers: divert chips while the premium pays for cost and risk.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Expands its flow in proportion to the premium over what it needs for its risk, up to what its route can carry;
/// the fuller the route, the more it needs.
struct BrokerBehaviour {
  double needed_premium = 0.25;  ///< premium at which the flow stays [share of price]
  double speed = 5.0;            ///< growth of the flow per unit of log premium [1/year]
  double capacity_share = 0.15;  ///< of the route's legal resales that diversion can hide in
  double least_flow = 2000;      ///< of a route that is open [chips/year]
  double risk_aversion = 2.0;    ///< premium asked per detection probability
  double crowding = 0.8;         ///< premium asked on top by a route that is full

  Decided<BrokerMind> decide(const World& world, BrokerId broker) const;
  static const Fields& fields();

 private:
  /// Chips a year that its legal trade can hide.
  double room(const World& world, BrokerId broker) const;
  /// Premium at which it would keep a flow.
  double asked(const World& world, BrokerId broker, double flow) const;
};

}  // namespace exarace
