#pragma once
/// A designer that makes what is ordered.

#include "agents/designer/forecast.hpp"

namespace exarace {

/// Decides as the usual one, but expects no sales beyond its book: it makes to order, holds no stock, and begins a new
/// chip when somebody has ordered it.
struct BookDesigner {
  static constexpr const char* kind = "book";
  static constexpr const char* about = "Makes chips that are ordered, and no others.";

  void decide(const World& world, const DesignerHabits& habits, DesignerId designer, DesignerMind& mind,
              Orders& orders) const;
  static const Fields& fields();
};

}  // namespace exarace
