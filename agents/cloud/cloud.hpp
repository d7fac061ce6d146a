#pragma once
/// Clouds: how much AI capital, which chips, which sites, what to rent out.

#include "agents/cloud/trend.hpp"
#include "agents/cloud/value.hpp"
#include "agents/repertoire.hpp"

namespace exarace {

/// All behaviours of clouds; a new one is a pair of files and an entry here.
using CloudKinds = std::variant<TrendCloud, ValueCloud>;

/// A cloud decides as its row says, or as is usual.
struct CloudBehaviour {
  CloudHabits habits;
  Repertoire<CloudKinds> repertoire;

  Decided<CloudMind> decide(const World& world, CloudId cloud) const;
};

}  // namespace exarace
