#include "sim/ledger/claims.hpp"

#include <algorithm>

namespace exarace {

void change_claim(Accounts& accounts, ClaimKind kind, AccountId creditor, AccountId debtor, Money change) {
  auto& all = accounts.claims[static_cast<std::size_t>(kind)];
  const auto place = std::lower_bound(all.begin(), all.end(), Claim{creditor, debtor, {}}, Claim::before);
  if (place == all.end() || place->creditor != creditor || place->debtor != debtor) {
    all.insert(place, {creditor, debtor, change});
    return;
  }
  place->amount += change;
  if (place->amount.cents == 0) all.erase(place);
}

Money bills(const Accounts& accounts, AccountId payer, AccountId payee) {
  Money sum;
  for (const Payable& bill : accounts.payables)
    if (bill.payer == payer && bill.payee == payee) sum += bill.amount;
  return sum;
}

void cancel_bills(Accounts& accounts, AccountId payer, AccountId payee, Money amount) {
  for (Payable& bill : accounts.payables) {
    if (bill.payer != payer || bill.payee != payee) continue;
    const Money part = min(bill.amount, amount);
    bill.amount -= part;
    amount -= part;
  }
  std::erase_if(accounts.payables, [](const Payable& bill) { return bill.amount.cents == 0; });
}

}  // namespace exarace
