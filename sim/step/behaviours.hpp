#pragma once
/// What agents do, as the step sees it: one slot per agent type. Behaviours live in agents/; the step knows no mind.

#include <functional>

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// One agent type: what a row decides, in the world as all rows see it.
template <class Id, class Mind>
using Behaviour = std::function<Decided<Mind>(const World&, Id)>;

struct Behaviours {
  Behaviour<GovernmentId, GovernmentMind> government;
  Behaviour<DesignerId, DesignerMind> designer;
  Behaviour<FabId, FabMind> fab;
  Behaviour<ToolmakerId, ToolmakerMind> toolmaker;
  Behaviour<CloudId, CloudMind> cloud;
  Behaviour<LabId, LabMind> lab;
  Behaviour<InvestorId, InvestorMind> investor;
  Behaviour<BrokerId, BrokerMind> broker;
  std::function<Demand(const World&)> enterprise;  ///< all of them
};

/// Lets every row of every table decide in the world of the last step; then all minds and orders become the world's.
/// The order of tables and rows orders the lists of orders, and nothing else.
void decide(World& world, const Behaviours& minds);

}  // namespace exarace
