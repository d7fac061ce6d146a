#pragma once
/// A designer that builds to powered orders.

#include "agents/designer/forecast.hpp"

namespace exarace {

/// Decides as the usual one, but makes what is ordered for sites that will have power, what it expects to be ordered
/// meanwhile, and a stock of weeks. Its keys stand in DesignerHabits.
struct PoweredDesigner {
  static constexpr const char* kind = "powered";
  static constexpr const char* about = "Makes chips that are ordered for sites with power, and holds a stock of weeks.";

  void decide(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
              Orders& orders) const;
  static const Fields& fields();
};

}  // namespace exarace
