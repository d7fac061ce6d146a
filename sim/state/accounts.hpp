#pragma once
/// Who holds money, the balance sheet of each, who owes what to whom, and the flows of the present step.

#include <array>
#include <string>
#include <vector>

#include "sim/core/calendar.hpp"
#include "sim/core/column.hpp"
#include "sim/core/money.hpp"
#include "sim/state/flows.hpp"

namespace exarace {

/// Sector of an account; identities are audited per sector.
enum class Sector : unsigned char {
  government,
  designer,
  fab,
  toolmaker,
  cloud,
  lab,
  enterprise,
  investor,
  broker,
  household,
  bank,
  product_market,
  other_inputs
};
inline constexpr std::size_t kSectors = 13;
inline constexpr std::array<const char*, kSectors> kSectorNames = {
    "government", "designer", "fab",       "toolmaker", "cloud",          "lab",         "enterprise",
    "investor",   "broker",   "household", "bank",      "product_market", "other_inputs"};
constexpr const char* name_of(Sector sector) { return kSectorNames[static_cast<std::size_t>(sector)]; }
/// Whether the sector is the outside world of a country: its cash is not limited, its rules are few.
constexpr bool is_outside(Sector sector) { return sector >= Sector::household; }

/// Lines of a balance sheet. Assets count positive in net worth, liabilities negative.
enum class Item : unsigned char {
  deposits,  ///< asset of its holder; a bank's own line is minus the money it has issued
  receivables,
  payables,
  advances_paid,
  advances_received,
  loans_given,
  loans_owed,
  bonds_held,
  bonds_issued,
  equity_held,
  equity_issued,
  inventory,     ///< goods at cost
  fixed_capital  ///< chips bought, sites, fabs at cost less depreciation
};
inline constexpr std::size_t kItems = 13;
inline constexpr std::array<const char*, kItems> kItemNames = {
    "deposits",   "receivables",  "payables",    "advances_paid", "advances_received", "loans_given",  "loans_owed",
    "bonds_held", "bonds_issued", "equity_held", "equity_issued", "inventory",         "fixed_capital"};
constexpr const char* name_of(Item item) { return kItemNames[static_cast<std::size_t>(item)]; }
constexpr bool is_liability(Item item) {
  return item == Item::payables || item == Item::advances_received || item == Item::loans_owed ||
         item == Item::bonds_issued || item == Item::equity_issued;
}

/// Claims between two accounts that last: an asset of the creditor, a liability of the debtor.
enum class ClaimKind : unsigned char { advance, loan, bond, equity };
inline constexpr std::size_t kClaimKinds = 4;
constexpr Item asset_of(ClaimKind kind) {
  constexpr std::array items = {Item::advances_paid, Item::loans_given, Item::bonds_held, Item::equity_held};
  return items[static_cast<std::size_t>(kind)];
}
constexpr Item liability_of(ClaimKind kind) {
  constexpr std::array items = {Item::advances_received, Item::loans_owed, Item::bonds_issued, Item::equity_issued};
  return items[static_cast<std::size_t>(kind)];
}

/// What one account has lent to, prepaid to, or holds of another.
struct Claim {
  AccountId creditor;
  AccountId debtor;
  Money amount;
  /// Order of claims: by creditor, then debtor.
  static constexpr bool before(const Claim& a, const Claim& b) {
    return a.creditor != b.creditor ? a.creditor < b.creditor : a.debtor < b.debtor;
  }
};

/// A bill: goods or services received and not paid.
struct Payable {
  AccountId payer;
  AccountId payee;
  Money amount;
  Date due;
};

/// Money flows of one step, by purpose, paying sector and receiving sector; entries within one account count too.
struct FlowTable {
  std::vector<Money> amounts = std::vector<Money>(kFlows * kSectors * kSectors);
  std::vector<Money> by_instrument;  ///< paid under each law or budget line, as long as the last one that paid
  Money turnover;                    ///< of all goods, services, incomes and transfers
  Money outside;                     ///< part of the turnover in which an outside account takes part
  Money clipped;  ///< asked for and not booked: more than stood in the books, or a payout without cash

  static std::size_t index(Flow flow, Sector from, Sector to) {
    return (static_cast<std::size_t>(flow) * kSectors + static_cast<std::size_t>(from)) * kSectors +
           static_cast<std::size_t>(to);
  }
  Money of(Flow flow, Sector from, Sector to) const { return amounts[index(flow, from, to)]; }
  /// Everything that moved for that purpose.
  Money total(Flow flow) const;
  /// Everything that one sector paid to another, by payer, then payee.
  std::array<Money, kSectors * kSectors> between_sectors() const;
  /// Share of the turnover that passes through the outside world.
  double outside_share() const { return turnover.cents > 0 ? outside.usd() / turnover.usd() : 0.0; }
  void clear();
};

/// All accounts, with their balance sheets. The ledger alone writes balances, claims and what it counts.
struct Accounts {
  Column<std::string, AccountId> name;  ///< "clouds/microsoft", "countries/us/bank"
  Column<Sector, AccountId> sector;
  Column<CountryId, AccountId> country;       ///< residence
  Column<CountryId, AccountId> parent;        ///< country of the ultimate parent
  Column<Flag, AccountId> listed_firm;        ///< named on an entity list in force (published by the regime)
  Column<double, AccountId> affiliate_share;  ///< part of its purchases that goes through affiliates nobody listed
  std::array<Column<Money, AccountId>, kItems> balance;

  // Counted by the ledger in the present step [cents].
  Column<Money, AccountId> saving;       ///< income less expense, transfers included
  Column<Money, AccountId> revaluation;  ///< other changes of net worth
  Column<Money, AccountId> sales;        ///< income from goods and services
  Column<Money, AccountId> outlays;      ///< paid or owed for goods, services, incomes, transfers
  Column<Money, AccountId> earnings;     ///< before interest, tax and depreciation
  Column<Flow, AccountId> last_flow;     ///< purpose of its last booking, to name the place of a breach
  // For taxes [cents].
  Column<Money, AccountId> profit;        ///< since the start, before tax; without income that is stated after tax
  Column<Money, AccountId> profit_taxed;  ///< part of it that tax has been paid on: its highest level so far

  // Credit. Limits are set by the accounts room.
  Column<Money, AccountId> credit_limit;    ///< most that the bank lends at once when cash is short
  Column<Money, AccountId> credit_drawn;    ///< part of loans_owed that was lent so
  Column<Money, AccountId> arrears;         ///< bills past their due date
  Column<Date, AccountId> arrears_since;    ///< due date of the oldest of them, kNever without
  Column<double, AccountId> outlay_rate;    ///< smoothed [USD/year]
  Column<double, AccountId> earnings_rate;  ///< smoothed [USD/year]
  int payment_term = 45;                    ///< of trade credit [days]

  std::array<std::vector<Claim>, kClaimKinds> claims;  ///< in order of creditor and debtor
  std::vector<Payable> payables;                       ///< in order of booking
  FlowTable flows;                                     ///< of the present step

  /// Adds an account with an empty balance sheet.
  AccountId add(std::string account_name, Sector of_sector, CountryId residence, CountryId of_parent);

  std::size_t size() const { return name.size(); }
  Rows<AccountId> rows() const { return Rows<AccountId>{size()}; }
  Money of(Item item, AccountId account) const { return balance[static_cast<std::size_t>(item)][account]; }
  Money cash(AccountId account) const { return of(Item::deposits, account); }
  /// What `creditor` has lent to, prepaid to, or holds of `debtor`.
  Money claim(ClaimKind kind, AccountId creditor, AccountId debtor) const;
  const std::vector<Claim>& of(ClaimKind kind) const { return claims[static_cast<std::size_t>(kind)]; }
  /// What can be spent now: cash and the rest of the credit line. Outside accounts and governments can always pay.
  Money spendable(AccountId account) const { return cash(account) + credit_limit[account] - credit_drawn[account]; }
  Money net_worth(AccountId account) const {
    Money total;
    for (std::size_t i = 0; i < kItems; ++i)
      total += is_liability(static_cast<Item>(i)) ? -balance[i][account] : balance[i][account];
    return total;
  }
};

}  // namespace exarace
