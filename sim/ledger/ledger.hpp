#pragma once
/// The books: the only place that writes balances, claims, saving and revaluation.

#include "sim/state/world.hpp"

namespace exarace {

/// Starts the books of a step: clears what is counted per step, and at the turn of a year the profit for taxes.
void open_step(World& world);

/// Books the movements in their order and clears them; sim/ledger/purposes.hpp says how.
///
/// Who is short of cash draws first on the credit line of the bank at home (governments sell bonds to it instead,
/// without limit); what still cannot be paid becomes a bill past due, except repayments and payouts, which are then not
/// made. An amount above what stands in the books (a repayment of more than is owed, a sale of more than the stock at
/// cost) is cut to it and counted in FlowTable::clipped. Throws AuditError on a movement that cannot be meant: no
/// account, a negative amount.
void post(World& world, Movements& movements);

/// Pays the bills that fall due before the end of the step, oldest first, and counts the arrears of each account.
void settle(World& world);

}  // namespace exarace
