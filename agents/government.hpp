#pragma once
/// Governments that react: escalation, retaliation, truces.

#include "sim/state/world.hpp"

namespace exarace {

/// A scheduled government follows the dates of the scenario. A reactive one draws each step whether to escalate: the
/// hazard rises with detected diversion, with a narrowing gap, with a rival's last step, and falls with lost sales.
struct GovernmentBehaviour {
  double retaliation = 0.15;   ///< hazard added per level that the rival is ahead [1/month]
  double lobby_weight = 0.5;   ///< hazard taken off per share of chip sales lost [1/month]
  double truce_hazard = 0.02;  ///< of a truce while both have escalated [1/month]
  double truce_length = 1.0;   ///< [year]
  double tightening = 0.7;     ///< factor on thresholds of a step
  double ally_lag = 1.0;       ///< after which allies follow the United States [year]

  void decide(const World& world, GovernmentId government, Governments& mind, Orders& orders) const;
  /// Hazard of a step of escalation [1/month].
  double hazard(const World& world, GovernmentId government) const;
  static const Fields& fields();

 private:
  void escalate(const World& world, GovernmentId government, Orders& orders) const;
};

}  // namespace exarace
