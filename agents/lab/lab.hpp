#pragma once
/// Labs: compute, training runs, releases, prices, rounds.

#include "agents/lab/group.hpp"
#include "agents/lab/home.hpp"
#include "agents/repertoire.hpp"

namespace exarace {

/// All behaviours of labs; a new one is a pair of files and an entry here.
using LabKinds = std::variant<HomeLab, GroupLab>;

/// A lab decides as its row says, or as is usual.
struct LabBehaviour {
  LabHabits habits;
  Repertoire<LabKinds> repertoire;

  Decided<LabMind> decide(const World& world, LabId lab) const;
};

}  // namespace exarace
