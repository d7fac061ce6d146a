#pragma once
/// Chart of accounts: how the two sides of a movement book each purpose. One row per Flow, checked when it is compiled.

#include <array>
#include <optional>
#include <string>

#include "sim/state/accounts.hpp"

namespace exarace {

/// Where the value of a booking shows in net worth.
enum class Result : unsigned char { none, saving, revaluation };

/// What one side books. The change of net worth by cash and item together is the result.
struct Booking {
  int cash = 0;                ///< -1 pays, +1 receives, 0 no money moves
  Item item = Item::deposits;  ///< line that changes beside cash, where item_sign is not 0
  int item_sign = 0;
  Result result = Result::none;
  int result_sign = 0;

  constexpr int change_of_net_worth() const { return cash + (is_liability(item) ? -item_sign : item_sign); }
  constexpr bool balances() const { return change_of_net_worth() == (result == Result::none ? 0 : result_sign); }
};

/// Sort of a flow: decides what counts as turnover, earnings and sales.
enum class FlowClass : unsigned char {
  trade,     ///< goods and services
  income,    ///< of work and of capital
  transfer,  ///< taxes, subsidies, penalties
  finance,   ///< claims that are made or redeemed
  own,       ///< within one account
  change     ///< revaluation, write-off, assets that change hands unpaid
};

/// What happens to the part that the payer cannot pay: it stays a bill, or the payment is not made.
enum class IfShort : unsigned char { owe, leave };

/// One row of the chart of accounts.
struct ChartRow {
  Flow flow;
  FlowClass cls;
  Booking payer;
  Booking payee;  ///< unused by flows of class `own`
  IfShort if_short;
  bool taxed;           ///< counts in the taxable profit of both sides
  const char* meaning;  ///< one line

  /// Whether money moves from payer to payee.
  constexpr bool pays() const { return payer.cash != 0; }
  /// Whether it counts as turnover of the economy.
  constexpr bool turns_over() const {
    return cls == FlowClass::trade || cls == FlowClass::income || cls == FlowClass::transfer;
  }
};

/// The whole chart, in order of Flow.
const std::array<ChartRow, kFlows>& chart();

/// How a purpose is booked.
const ChartRow& chart_row(Flow flow);

/// Claim that a purpose makes, changes or redeems.
struct ClaimUse {
  ClaimKind kind = ClaimKind::advance;
  bool payer_is_creditor = false;
  int sign = 0;  ///< +1 grows with the amount, -1 shrinks
};
const std::optional<ClaimUse>& claim_use(Flow flow);

/// How both sides book a purpose, in words for the reference: "payer: inventory +; payee: income".
std::string describe(const ChartRow& row);

}  // namespace exarace
