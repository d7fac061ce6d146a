#pragma once
/// Public money: the lines that are to be paid in a step.

#include "sim/policy/case.hpp"

namespace exarace {

/// Accounts that a budget pays.
std::vector<AccountId> recipients_of(const Budget& budget, InstrumentId self, const World& world);
/// Lines of all budgets among `active`.
std::vector<BudgetLine> budget_lines(const World& world, const std::vector<std::uint8_t>& active);

}  // namespace exarace
