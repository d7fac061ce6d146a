#pragma once
/// A cloud that wants AI capital in proportion to the demand that it extrapolates.

#include "agents/cloud/capex.hpp"

namespace exarace {

/// Trend-expecting cloud: wants capital for the AI services and internal work that it expects over its horizon, closes
/// the gap to what it has and has on order, within cash, credit and power. No rent, utilisation or interest enters, and
/// without limits it collapses in most draws: kept to show that.
struct TrendCloud {
  static constexpr const char* kind = "trend";
  static constexpr const char* about = "AI capital in proportion to extrapolated demand.";

  double horizon = 3.0;            ///< over which demand is extrapolated [year]
  double greatest_growth = 1.2;    ///< of AI revenue that it dares to expect [1/year, log]
  double capital_per_value = 3.5;  ///< AI capital wanted per yearly value of services [year]
  double internal_capital = 2.4;   ///< AI capital wanted per yearly value of internal workloads [year]
  double closing_time = 1.1;       ///< of the gap [year]
  double greatest_step = 3.3;      ///< AI capex over that of the last 12 months
  double entry_share = 0.15;       ///< of operating cash flow that a newcomer may put into AI at once

  void decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind, Orders& orders) const;
  static const Fields& fields();

 private:
  double desired_capital(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const;
  /// Most AI capex after that of the last 12 months [USD/year].
  double step_limit(const World& world, const CloudHabits& habits, CloudId cloud) const;
};

}  // namespace exarace
