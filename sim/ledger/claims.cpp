#include "sim/ledger/claims.hpp"

#include <algorithm>

namespace exarace {

namespace {

std::optional<ClaimUse> find_use(const ChartRow& row) {
  if (row.cls == FlowClass::own) return {};
  for (std::size_t i = 0; i < kClaimKinds; ++i) {
    const auto kind = static_cast<ClaimKind>(i);
    if (row.payer.item_sign != 0 && row.payer.item == asset_of(kind)) return ClaimUse{kind, true, row.payer.item_sign};
    if (row.payee.item_sign != 0 && row.payee.item == asset_of(kind)) return ClaimUse{kind, false, row.payee.item_sign};
  }
  return {};
}

}  // namespace

const std::optional<ClaimUse>& claim_use(Flow flow) {
  static const auto uses = [] {
    std::array<std::optional<ClaimUse>, kFlows> all;
    for (const ChartRow& row : chart()) all[static_cast<std::size_t>(row.flow)] = find_use(row);
    return all;
  }();
  return uses[static_cast<std::size_t>(flow)];
}

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
