#pragma once
/// What agents do, as the step sees it: one slot per agent type. Behaviours live in agents/; the step knows no mind.

#include <functional>

#include "sim/state/world.hpp"

namespace exarace {

/// One call per row. The table that is passed beside the world is the agent's own: a behaviour writes only the mind
/// columns of its own row there, and orders.
struct Behaviours {
  std::function<void(const World&, GovernmentId, Governments&, Orders&)> government;
  std::function<void(const World&, DesignerId, Designers&, Skus&, Orders&)> designer;
  std::function<void(const World&, FabId, Lines&, Orders&)> fab;
  std::function<void(const World&, ToolmakerId, Toolmakers&)> toolmaker;
  std::function<void(const World&, CloudId, Clouds&, Orders&)> cloud;
  std::function<void(const World&, LabId, Labs&, Orders&)> lab;
  std::function<void(const World&, Enterprises&, Cells&)> enterprise;
  std::function<void(const World&, InvestorId, Investors&)> investor;
  std::function<void(const World&, BrokerId, Brokers&, Orders&)> broker;
};

/// Lets every agent decide, in the order of tables and rows.
void decide(World& world, const Behaviours& minds);

}  // namespace exarace
