#include "sim/accounts/insolvency.hpp"

#include <algorithm>

namespace exarace {

namespace {

/// Whether the sector consists of firms that can fail.
bool can_fail(Sector sector) {
  return sector == Sector::designer || sector == Sector::fab || sector == Sector::toolmaker ||
         sector == Sector::cloud || sector == Sector::lab || sector == Sector::broker;
}

bool carried_by_state(const World& world, AccountId account) {
  for (const FabId fab : world.fabs.rows())
    if (world.fabs.account[fab] == account) return world.fabs.state_backed[fab];
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.account[cloud] == account) return world.clouds.public_fund[cloud];
  return false;
}

void mark(World& world, AccountId account) {
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.account[cloud] == account) world.clouds.defaulted[cloud] = true;
  for (const LabId lab : world.labs.rows())
    if (world.labs.account[lab] == account) world.labs.defaulted[lab] = true;
  const Money owed = world.accounts.of(Item::loans_owed, account) + world.accounts.of(Item::payables, account);
  world.events.add({world.today, "defaulted", world.accounts.name[account], "", "", 0, owed.usd(),
                    world.accounts.name[account] + " cannot pay its bills."});
}

/// One creditor of an insolvent account: what it is owed, how its share is paid and the rest written off.
struct Owed {
  AccountId creditor;
  Money amount;
  Flow payment;
  Flow write_off;
};

std::vector<Owed> creditors_of(const Accounts& accounts, AccountId account) {
  std::vector<Owed> all;
  for (const Claim& loan : accounts.of(ClaimKind::loan))
    if (loan.debtor == account) all.push_back({loan.creditor, loan.amount, Flow::loan_repayment, Flow::loan_write_off});
  for (const Claim& advance : accounts.of(ClaimKind::advance))
    if (advance.debtor == account)
      all.push_back({advance.creditor, advance.amount, Flow::refund, Flow::advance_write_off});
  return all;
}

}  // namespace

const Fields& Insolvency::fields() {
  using T = Insolvency;
  static const Fields all = {
      key("patience", &T::patience)
          .unit("day")
          .range(0, 1000)
          .about("Age of the oldest unpaid bill that makes a firm insolvent.")
          .assumed(),
  };
  return all;
}

std::vector<AccountId> Insolvency::assess(World& world) const {
  const Accounts& accounts = world.accounts;
  const Date limit{world.today.days - static_cast<int>(patience)};
  std::vector<AccountId> failed;
  for (const AccountId account : accounts.rows()) {
    if (accounts.arrears[account].cents <= 0 || accounts.arrears_since[account] >= limit) continue;
    if (!can_fail(accounts.sector[account]) || carried_by_state(world, account)) continue;
    mark(world, account);
    failed.push_back(account);
  }
  return failed;
}

void wind_up(const World& world, AccountId account, Movements& out) {
  const Accounts& accounts = world.accounts;
  for (const Payable& bill : accounts.payables)
    if (bill.payer == account) out.pay(bill.payee, account, bill.amount, Flow::payable_write_off);
  const std::vector<Owed> lenders = creditors_of(accounts, account);
  Money owed;
  for (const Owed& lender : lenders) owed += lender.amount;
  const double share = owed.cents > 0 ? std::min(1.0, accounts.cash(account).usd() / owed.usd()) : 0.0;
  for (const Owed& lender : lenders) {
    const Money paid{static_cast<std::int64_t>(static_cast<double>(lender.amount.cents) * share)};
    out.pay(account, lender.creditor, paid, lender.payment);
    out.pay(lender.creditor, account, lender.amount - paid, lender.write_off);
  }
  for (const Claim& stake : accounts.of(ClaimKind::equity))
    if (stake.debtor == account) out.pay(account, stake.creditor, -stake.amount, Flow::equity_revaluation);
}

}  // namespace exarace
