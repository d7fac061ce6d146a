#pragma once
/// Movements: what other rooms ask the ledger to book, and why.

#include <array>
#include <cstddef>
#include <vector>

#include "sim/core/id.hpp"
#include "sim/core/money.hpp"

namespace exarace {

// clang-format off
/// Why money moves. sim/ledger/purposes.hpp holds the chart of accounts: how each side books each purpose.
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
  payable_write_off, advance_write_off,
  // The ledger's own: a credit line that is drawn when cash is short, and paid back.
  credit_draw, credit_repayment,
  // Public receipts that AI and chips do not need.
  general_budget,
  // Sold outside the model, by firms of the model.
  outside_sales
};
inline constexpr std::size_t kFlows = 51;

/// Names of the purposes, in order; the same in series, docs and messages.
inline constexpr std::array<const char*, kFlows> kFlowNames = {
    "chip_capex", "chip_stock", "wafers", "hbm_stacks", "packaging", "tools", "other_capex", "service_of_tools",
    "compute_rent", "ai_services", "revenue_share", "core_income",
    "wages", "energy", "other_inputs", "research", "interest", "corporate_tax", "sales_levy", "fine", "lobbying",
    "subsidy", "grant_for_capital", "public_wages", "procurement",
    "loan", "loan_repayment", "bond", "bond_repayment", "equity_round", "dividend", "prepayment", "prepayment_used",
    "refund", "consumption", "supplier_income",
    "cost_of_sales", "write_down", "depreciation", "capitalise", "disposal",
    "equity_revaluation", "loan_write_off", "asset_transfer", "contract_penalty", "payable_write_off",
    "advance_write_off", "credit_draw", "credit_repayment", "general_budget",
    "outside_sales"};
// clang-format on
constexpr const char* name_of(Flow flow) { return kFlowNames[static_cast<std::size_t>(flow)]; }

/// How the payer pays: at once, or after the usual term of payment.
enum class Means : unsigned char { deposits, trade_credit };

/// A posting that a room asks for: only the step hands it to the ledger.
struct Movement {
  AccountId from;
  AccountId to;  ///< the same as `from` for entries within one account
  Money amount;  ///< positive; only a revaluation may be negative
  Flow flow;
  Means means = Means::deposits;
  InstrumentId by = {};  ///< law or budget line behind it, where there is one
};

/// Movements in the order in which they were asked for.
struct Movements {
  std::vector<Movement> rows;
  void pay(AccountId from, AccountId to, Money amount, Flow flow, Means means = Means::deposits,
           InstrumentId by = InstrumentId::none()) {
    if (amount.cents != 0) rows.push_back({from, to, amount, flow, means, by});
  }
  void note(AccountId account, Money amount, Flow flow) { pay(account, account, amount, flow); }
};

}  // namespace exarace
