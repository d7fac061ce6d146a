#pragma once
/// Capital: rounds of labs, debt of everybody else.

#include "sim/state/world.hpp"

namespace exarace {

/// Investors' money meets what labs ask; banks and bond buyers lend within loan-to-value and earnings limits.
struct CapitalMarket {
  double value_of_run_rate = 20;   ///< value of a lab over the revenue rate expected in 12 months
  double least_value = 3e8;        ///< value of a lab without revenue [USD]
  double greatest_dilution = 0.2;  ///< of one round
  double greatest_growth = 1.5;    ///< of a lab's revenue that investors extrapolate [1/year, log]
  double draw_cover = 0.5;         ///< of compute and wages for which promised equity is drawn [year]
  double partner_share = 0.3;      ///< of a home cloud's cash that it draws on at once
  double startup_part = 0.8;       ///< of money that labs did not take, put into other AI firms

  /// Value of all equity of a lab before new money [USD].
  double value(const World& world, LabId lab) const;
  void clear(World& world) const;
  void settle(World& world) const;
  /// Equity that home clouds have promised, drawn when a lab's cash is short.
  void draw_commitments(World& world) const;
  /// Savers' money for investors, and what investors put into other AI firms.
  void settle_savings(World& world) const;
  static const Fields& fields();
};

}  // namespace exarace
