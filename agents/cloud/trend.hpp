#pragma once
/// The usual cloud: AI capital in proportion to the demand that it extrapolates.

#include "agents/cloud/capex.hpp"

namespace exarace {

/// Trend-expecting cloud: wants capital for the AI services and internal work that it expects over its horizon, closes
/// the gap to what it has and has on order, within cash, credit and power. Its keys stand in CloudHabits.
struct TrendCloud {
  static constexpr const char* kind = "trend";
  static constexpr const char* about = "AI capital in proportion to extrapolated demand.";

  void decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind, Orders& orders) const;
  static const Fields& fields();
};

}  // namespace exarace
