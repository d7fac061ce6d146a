#include <algorithm>
#include <string>

#include "sim/core/error.hpp"
#include "sim/ledger/audit.hpp"

namespace exarace {

namespace {

std::string usd(Money amount) {
  const std::string text = std::to_string(std::abs(amount.cents) % 100);
  return (amount.cents < 0 ? "-" : "") + std::to_string(std::abs(amount.cents) / 100) + "." +
         (text.size() < 2 ? "0" + text : text) + " USD";
}

/// Says whose books broke: phase, sector, account, its last purpose.
[[noreturn]] void breach(const World& world, AccountId account, std::string_view phase, const std::string& what) {
  const Accounts& a = world.accounts;
  throw AuditError("audit of sector " + std::string(name_of(a.sector[account])) + " after " + std::string(phase) +
                   " on " + to_string(world.today) + ": " + a.name[account] + ": " + what +
                   "; last purpose booked: " + name_of(a.last_flow[account]));
}

void audit_net_worth(const World& world, const Snapshot& before, std::string_view phase) {
  const Accounts& a = world.accounts;
  for (const AccountId account : a.rows()) {
    const Money opening = account.index < before.net_worth.size() ? before.net_worth[account.index] : Money{};
    const Money change = a.net_worth(account) - opening, explained = a.saving[account] + a.revaluation[account];
    if (change != explained)
      breach(world, account, phase,
             "net worth changed by " + usd(change) + ", saving and revaluation explain " + usd(explained));
  }
}

void audit_signs(const World& world, std::string_view phase) {
  const Accounts& a = world.accounts;
  for (std::size_t i = 0; i < kItems; ++i) {
    const auto item = static_cast<Item>(i);
    for (const AccountId account : a.rows())
      if (a.of(item, account).cents < 0 && !(item == Item::deposits && a.sector[account] == Sector::bank))
        breach(world, account, phase, std::string(name_of(item)) + " is below zero: " + usd(a.of(item, account)));
  }
}

/// Throws unless the rows of claims add up to that line of every account.
void audit_item(const World& world, std::vector<Money>& rows, Item item, std::string_view phase) {
  for (const AccountId account : world.accounts.rows())
    if (rows[account.index] != world.accounts.of(item, account))
      breach(world, account, phase,
             std::string(name_of(item)) + " is " + usd(world.accounts.of(item, account)) +
                 ", the claims of both sides add up to " + usd(rows[account.index]));
  std::fill(rows.begin(), rows.end(), Money{});
}

void audit_claims(const World& world, std::string_view phase) {
  const Accounts& a = world.accounts;
  std::vector<Money> creditors(a.size()), debtors(a.size());
  for (std::size_t i = 0; i < kClaimKinds; ++i) {
    const auto kind = static_cast<ClaimKind>(i);
    for (const Claim& claim : a.of(kind)) {
      creditors[claim.creditor.index] += claim.amount;
      debtors[claim.debtor.index] += claim.amount;
    }
    audit_item(world, creditors, asset_of(kind), phase);
    audit_item(world, debtors, liability_of(kind), phase);
  }
  for (const Payable& bill : a.payables) {
    creditors[bill.payee.index] += bill.amount;
    debtors[bill.payer.index] += bill.amount;
  }
  audit_item(world, creditors, Item::receivables, phase);
  audit_item(world, debtors, Item::payables, phase);
}

Money sum_of_deposits(const Accounts& accounts) {
  Money sum;
  for (const AccountId account : accounts.rows()) sum += accounts.cash(account);
  return sum;
}

}  // namespace

Snapshot snapshot(const World& world) {
  Snapshot now;
  now.net_worth.reserve(world.accounts.size());
  for (const AccountId account : world.accounts.rows()) now.net_worth.push_back(world.accounts.net_worth(account));
  now.deposits = sum_of_deposits(world.accounts);
  return now;
}

void audit_money(const World& world, const Snapshot& before, std::string_view phase) {
  audit_net_worth(world, before, phase);
  audit_claims(world, phase);
  audit_signs(world, phase);
  const Money deposits = sum_of_deposits(world.accounts);
  if (deposits != before.deposits)
    throw AuditError("audit of money after " + std::string(phase) + " on " + to_string(world.today) +
                     ": deposits of all accounts, banks included, add up to " + usd(deposits) + " instead of " +
                     usd(before.deposits));
}

}  // namespace exarace
