#pragma once
/// Claims and bills, row by row.

#include <optional>

#include "sim/ledger/purposes.hpp"

namespace exarace {

/// Claim that a purpose makes, changes or redeems.
struct ClaimUse {
  ClaimKind kind;
  bool payer_is_creditor;
  int sign;  ///< +1 grows with the amount, -1 shrinks
};
const std::optional<ClaimUse>& claim_use(Flow flow);

/// Changes what `creditor` holds of `debtor`; a claim that becomes zero is forgotten.
void change_claim(Accounts& accounts, ClaimKind kind, AccountId creditor, AccountId debtor, Money change);

/// Bills of `payer` to `payee`, due or not.
Money bills(const Accounts& accounts, AccountId payer, AccountId payee);

/// Removes that much of the bills of `payer` to `payee`, oldest first.
void cancel_bills(Accounts& accounts, AccountId payer, AccountId payee, Money amount);

}  // namespace exarace
