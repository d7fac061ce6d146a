#pragma once
/// Designers: prices, production, next generations, compliant variants.

#include "agents/designer/book.hpp"
#include "agents/designer/forecast.hpp"
#include "agents/designer/powered.hpp"
#include "agents/repertoire.hpp"

namespace exarace {

/// All behaviours of designers; a new one is a pair of files and an entry here.
using DesignerKinds = std::variant<ForecastDesigner, BookDesigner, PoweredDesigner>;

/// A designer decides as its row says, or as is usual.
struct DesignerBehaviour {
  DesignerHabits habits;
  Repertoire<DesignerKinds> repertoire;

  Decided<DesignerMind> decide(const World& world, DesignerId designer) const;
};

}  // namespace exarace
