#pragma once
/// What agents do, as the step sees it: one slot per agent type. Behaviours live in agents/; the step knows no mind.

#include <functional>
#include <memory>
#include <vector>

#include "sim/state/mind.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// What all rows of a type have decided: makes it the world's.
using Decisions = std::function<void(World&)>;
/// One agent type: its rows decide, in the world of the last step as all rows see it.
using Behaviour = std::function<Decisions(const World&)>;
/// All agent types, in the order in which their orders are listed.
using Behaviours = std::vector<Behaviour>;

/// Appends the orders of a row to those of all: every list that orders have, found by the compiler.
void join(Orders& all, Orders& own);

/// An agent type whose rows decide one by one, by `rule.decide(world, row)`. The rule must outlive the slot.
template <class Table, class Rule>
Behaviour every_row(Table World::*table, const Rule& rule) {
  return [table, &rule](const World& world) -> Decisions {
    using Row = decltype(rule.decide(world, typename Table::Id{}));
    auto decided = std::make_shared<std::vector<Row>>();
    decided->reserve((world.*table).size());
    for (const auto row : (world.*table).rows()) decided->push_back(rule.decide(world, row));
    return [table, decided](World& changed) {
      for (const auto row : (changed.*table).rows()) {
        Row& own = (*decided)[row.index];
        keep(changed.*table, row, own.mind);
        keep_others(changed, own.mind);
        join(changed.orders, own.orders);
      }
    };
  };
}

/// Lets every row of every table decide in the world of the last step; then all minds and orders become the world's.
/// The order of tables and rows orders the lists of orders, and nothing else.
void decide(World& world, const Behaviours& minds);

}  // namespace exarace
