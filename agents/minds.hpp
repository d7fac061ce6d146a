#pragma once
/// All behaviours of a run, with their keys.

#include "agents/broker.hpp"
#include "agents/cloud/cloud.hpp"
#include "agents/designer/designer.hpp"
#include "agents/enterprise.hpp"
#include "agents/fab/fab.hpp"
#include "agents/government.hpp"
#include "agents/investor.hpp"
#include "agents/lab/lab.hpp"
#include "agents/toolmaker.hpp"

namespace exarace {

/// One behaviour per agent type.
struct Minds {
  GovernmentBehaviour government;
  DesignerBehaviour designer;
  FabBehaviour fab;
  ToolmakerBehaviour toolmaker;
  CloudBehaviour cloud;
  LabBehaviour lab;
  EnterpriseBehaviour enterprise;
  InvestorBehaviour investor;
  BrokerBehaviour broker;
};

}  // namespace exarace
