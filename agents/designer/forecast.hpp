#pragma once
/// The usual designer: makes for a forecast, and holds a stock.

#include "agents/designer/plan.hpp"

namespace exarace {

/// Orders on a forecast of orders with its trend, holds a stock, and answers a closed market with a variant. Its keys
/// stand in DesignerHabits.
struct ForecastDesigner {
  static constexpr const char* kind = "forecast";
  static constexpr const char* about = "Makes chips for a forecast of orders, and a stock.";

  void decide(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
              Orders& orders) const;
  static const Fields& fields();
};

/// What all designers decide alike, given what they expect to sell: lists, inputs, generations, variants; or, of a
/// front, what it orders for its principal.
void decide_for(const World& world, const DesignerHabits& habits, DesignerId designer, const Expectation& expect,
                DesignerMind& mind, Orders& orders);

}  // namespace exarace
