#pragma once
/// Governments: scheduled, reactive, or supplied by a user.

#include <map>

#include "agents/observation.hpp"
#include "sim/state/decided.hpp"

namespace exarace {

/// A scheduled government follows the dates of the scenario. A reactive one draws each step whether to escalate: the
/// hazard rises with detected diversion, with a narrowing gap and with a rival's last step, and falls with lost sales;
/// what drives it decides which measure it reaches for. Truces answer what both sides lose and end on a day; firms that
/// lose sales get rules loosened; allies follow with a lag; offices on the buyers' side work their own gates.
struct GovernmentBehaviour {
  double retaliation = 0.15;   ///< hazard added per level that the rival is ahead [1/month]
  double lobby_weight = 0.1;   ///< hazard taken off per share of chip sales lost [1/month]
  double safe_gap = 6.0;       ///< lead over the rival below which a narrowing gap drives a step [month]
  double mineral_pain = 0.1;   ///< pressure per price of the dearest mineral over the start
  double truce_hazard = 0.02;  ///< of a truce while both have escalated [1/month]
  double truce_length = 1.0;   ///< [year]
  double tightening = 0.7;     ///< factor on thresholds of a step
  double ally_lag = 1.0;       ///< after which allies follow the United States [year]
  double rest = 0.25;          ///< least time between two steps of one government [year]
  double linkage = 0.15;       ///< hazard of a truce added per unit of what the side that loses less loses [1/month]
  double relaxation = 0.1;     ///< hazard of a loosened rule per share of chip sales lost [1/month]
  double loosening = 1.3;      ///< factor on approvals of a loosened rule
  double ally_exposure = 2.0;  ///< lag of allies over `ally_lag`, per share of their toolmakers' sales to China
  double gate_hazard = 0.25;   ///< that an office looks again at its gate [1/month]
  double least_gate = 0.02;    ///< that a gate lets in which nearly closes, so that it can be opened again
  double gate_step = 0.1;      ///< least change of what a gate lets in
  double customs_per_level = 0.25;  ///< closed by customs per level that the rival is ahead
  double full_substitution = 0.5;   ///< domestic share of wanted chips at which guidance lets nothing in
  double gate_gap = 6.0;            ///< capability gap at which guidance is half as open as it can be [month]

  /// Governments that a user decides for, by id.
  std::map<std::string, GovernmentPolicy> supplied;

  Decided<GovernmentMind> decide(const World& world, GovernmentId government) const;
  /// Hazard of a step of escalation [1/month].
  double hazard(const World& world, GovernmentId government) const;
  static const Fields& fields();

 private:
  /// What drives a step: the reason decides which measures come first.
  enum class Drive { cases, gap, retaliation, habit };
  Drive drive_of(const World& world, GovernmentId government) const;
  void react(const World& world, GovernmentId government, GovernmentMind& mind, Orders& orders) const;
  void escalate(const World& world, GovernmentId government, GovernmentMind& mind, Orders& orders) const;
  bool may_agree(const World& world, GovernmentId government) const;
  bool agree_truce(const World& world, GovernmentId government, GovernmentMind& mind, Orders& orders) const;
  void relax(const World& world, GovernmentId government, Orders& orders) const;
  void follow(const World& world, GovernmentId ally, Orders& orders) const;
  void work_gates(const World& world, GovernmentId government, Orders& orders) const;
  double gate_target(const World& world, GovernmentId government, Gate gate) const;
  double pressure(const World& world, GovernmentId government) const;
};

}  // namespace exarace
