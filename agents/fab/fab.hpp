#pragma once
/// Fabs: investment in lines, prices by use.

#include "agents/fab/accelerator.hpp"
#include "agents/fab/value.hpp"
#include "agents/repertoire.hpp"

namespace exarace {

/// All behaviours of fabs; a new one is a pair of files and an entry here.
using FabKinds = std::variant<ValueFab, AcceleratorFab>;

/// A fab decides as its row says, or as is usual.
struct FabBehaviour {
  FabHabits habits;
  Repertoire<FabKinds> repertoire;

  Decided<FabMind> decide(const World& world, FabId fab) const;
};

}  // namespace exarace
