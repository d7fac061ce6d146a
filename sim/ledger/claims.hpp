#pragma once
/// Claims and bills, row by row.

#include "sim/ledger/purposes.hpp"

namespace exarace {

/// Changes what `creditor` holds of `debtor`; a claim that becomes zero is forgotten.
void change_claim(Accounts& accounts, ClaimKind kind, AccountId creditor, AccountId debtor, Money change);

/// Bills of `payer` to `payee`, due or not.
Money bills(const Accounts& accounts, AccountId payer, AccountId payee);

/// Removes that much of the bills of `payer` to `payee`, oldest first.
void cancel_bills(Accounts& accounts, AccountId payer, AccountId payee, Money amount);

}  // namespace exarace
