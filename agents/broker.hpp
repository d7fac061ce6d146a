#pragma once
/// Brokers: divert chips while the premium pays for cost and risk.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Expands its flow in proportion to the premium over what it needs for its risk, up to what its route can carry.
struct BrokerBehaviour {
  double needed_premium = 0.25;  ///< premium at which the flow stays [share of price]
  double speed = 5.0;            ///< growth of the flow per unit of log premium [1/year]
  double capacity_share = 0.15;  ///< of the route's legal resales that diversion can hide in
  double least_flow = 2000;      ///< of a route that is open [chips/year]
  double risk_aversion = 2.0;    ///< premium asked per detection probability
  double route_switching = 4.0;  ///< growth per year and premium that a route leaves above the mean of open routes

  Decided<BrokerMind> decide(const World& world, BrokerId broker) const;
  static const Fields& fields();

 private:
  double asked(const World& world, BrokerId broker) const;
  double mean_asked(const World& world) const;
};

}  // namespace exarace
