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

/// A table whose rows decide by a behaviour.
template <class Table, class Rule>
struct Decider {
  Table World::*table;
  Rule Minds::*rule;
};
template <class Table, class Rule>
Decider(Table World::*, Rule Minds::*) -> Decider<Table, Rule>;

/// All of them, in the order in which their orders are listed; enterprises decide all at once.
inline constexpr auto kDeciders =
    std::tuple(Decider{&World::governments, &Minds::government}, Decider{&World::toolmakers, &Minds::toolmaker},
               Decider{&World::fabs, &Minds::fab}, Decider{&World::designers, &Minds::designer},
               Decider{&World::clouds, &Minds::cloud}, Decider{&World::labs, &Minds::lab},
               Decider{&World::investors, &Minds::investor}, Decider{&World::brokers, &Minds::broker});

}  // namespace exarace
