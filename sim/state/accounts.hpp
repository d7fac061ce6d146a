#pragma once
/// Who holds money, the balance sheet of each, and movements: what other rooms ask the ledger to book.

#include <array>
#include <string>
#include <vector>

#include "sim/core/column.hpp"
#include "sim/core/money.hpp"

namespace exarace {

/// Sector of an account; identities are audited per sector.
enum class Sector : unsigned char {
  government, designer, fab, toolmaker, cloud, lab, enterprise, investor, broker,
  household, bank, product_market, other_inputs
};
inline constexpr std::size_t kSectors = 13;
inline constexpr std::array<const char*, kSectors> kSectorNames = {
    "government", "designer", "fab", "toolmaker", "cloud", "lab", "enterprise", "investor", "broker",
    "household", "bank", "product_market", "other_inputs"};

/// Lines of a balance sheet. Assets count positive in net worth, liabilities negative.
enum class Item : unsigned char {
  deposits,            ///< asset of its holder; the bank's own column is minus the money it has issued
  receivables, payables,
  advances_paid, advances_received,
  loans_given, loans_owed,
  bonds_held, bonds_issued,
  equity_held, equity_issued,
  inventory,           ///< goods at cost
  fixed_capital        ///< chips installed, sites, fabs at cost less depreciation
};
inline constexpr std::size_t kItems = 13;
inline constexpr std::array<const char*, kItems> kItemNames = {
    "deposits", "receivables", "payables", "advances_paid", "advances_received", "loans_given", "loans_owed",
    "bonds_held", "bonds_issued", "equity_held", "equity_issued", "inventory", "fixed_capital"};
constexpr bool is_liability(Item item) {
  return item == Item::payables || item == Item::advances_received || item == Item::loans_owed ||
         item == Item::bonds_issued || item == Item::equity_issued;
}

/// All accounts, with their balance sheets.
struct Accounts {
  Column<std::string, AccountId> name;      ///< "clouds/microsoft", "countries/us/bank"
  Column<Sector, AccountId> sector;
  Column<CountryId, AccountId> country;     ///< residence
  Column<CountryId, AccountId> parent;      ///< country of the ultimate parent
  std::array<Column<Money, AccountId>, kItems> balance;
  /// Of the present step, in net worth: income less expense, and revaluation [cents].
  Column<Money, AccountId> saving;
  Column<Money, AccountId> revaluation;
  Column<Flag, AccountId> listed_firm;      ///< named on an entity list in force (published by the regime)

  std::size_t size() const { return name.size(); }
  Money of(Item item, AccountId account) const { return balance[static_cast<std::size_t>(item)][account]; }
  Money cash(AccountId account) const { return of(Item::deposits, account); }
  Money net_worth(AccountId account) const {
    Money total;
    for (std::size_t i = 0; i < kItems; ++i)
      total += is_liability(static_cast<Item>(i)) ? -balance[i][account] : balance[i][account];
    return total;
  }
};

/// Why money moves. sim/ledger/purposes.cpp holds the chart of accounts: how each side books each purpose.
enum class Flow : unsigned char {
  // Goods.
  chip_capex, chip_stock, wafers, hbm_stacks, packaging, tools, other_capex, service_of_tools,
  // Compute and services.
  compute_rent, ai_services, revenue_share, core_income,
  // Costs.
  wages, energy, other_inputs, research, interest, corporate_tax, sales_levy, fine, lobbying,
  // Public money.
  subsidy, grant_for_capital, public_wages, procurement,
  // Finance.
  loan, loan_repayment, bond, bond_repayment, equity_round, dividend, prepayment, prepayment_used, refund,
  // Outside circuit.
  consumption, supplier_income,
  // Within one account: no money moves.
  cost_of_sales, write_down, depreciation, capitalise, disposal,
  // Revaluation and default.
  equity_revaluation, loan_write_off, asset_transfer, contract_penalty,
};

/// How the payer pays.
enum class Means : unsigned char { deposits, trade_credit };

/// A posting that a room asks for: only the step hands it to the ledger.
struct Movement {
  AccountId from;
  AccountId to;      ///< the same as `from` for entries within one account
  Money amount;
  Flow flow;
  Means means = Means::deposits;
};

/// Movements in the order in which they were asked for.
struct Movements {
  std::vector<Movement> rows;
  void pay(AccountId from, AccountId to, Money amount, Flow flow, Means means = Means::deposits) {
    if (amount.cents != 0) rows.push_back({from, to, amount, flow, means});
  }
  void note(AccountId account, Money amount, Flow flow) { pay(account, account, amount, flow); }
};

}  // namespace exarace
