#pragma once
/// What public budgets in force pay to an account: read by those who pay it out and by those who plan with it.

#include <initializer_list>

#include "sim/state/world.hpp"

namespace exarace {

/// Part of a budget line that a recipient gets: by its outlays of the last year.
inline double share_of_line(const World& world, const BudgetLine& line, AccountId recipient) {
  double all = 0;
  for (const AccountId other : line.recipients) all += world.accounts.outlay_rate[other];
  return all > 0 ? world.accounts.outlay_rate[recipient] / all : 1.0 / static_cast<double>(line.recipients.size());
}

/// Public money for some purposes that an account gets under the law of this step [USD/year].
inline double public_pay(const World& world, AccountId account, std::initializer_list<BudgetPurpose> purposes) {
  double rate = 0;
  for (const BudgetLine& line : world.regimes.budgets) {
    bool meant = false;
    for (const BudgetPurpose purpose : purposes) meant |= line.purpose == purpose;
    if (!meant) continue;
    for (const AccountId recipient : line.recipients)
      if (recipient == account) rate += line.rate * share_of_line(world, line, account);
  }
  return rate;
}

}  // namespace exarace
