#include "sim/ledger/purposes.hpp"

namespace exarace {

namespace {

constexpr bool kTaxed = true, kUntaxed = false;
constexpr FlowClass trade = FlowClass::trade, income = FlowClass::income, transfer = FlowClass::transfer,
                    finance = FlowClass::finance, own = FlowClass::own, change = FlowClass::change;
constexpr IfShort owe = IfShort::owe, leave = IfShort::leave;

// What a payer books against the money that leaves.
constexpr Booking expense{-1, Item::deposits, 0, Result::saving, -1};
constexpr Booking buys(Item asset) { return {-1, asset, 1, Result::none, 0}; }
constexpr Booking redeems(Item liability) { return {-1, liability, -1, Result::none, 0}; }
// What a payee books against the money that arrives.
constexpr Booking earns{1, Item::deposits, 0, Result::saving, 1};
constexpr Booking incurs(Item liability) { return {1, liability, 1, Result::none, 0}; }
constexpr Booking is_repaid(Item asset) { return {1, asset, -1, Result::none, 0}; }
// Without money: an asset or liability against the result.
constexpr Booking less(Item asset, Result result = Result::saving) { return {0, asset, -1, result, -1}; }
constexpr Booking more(Item asset, Result result = Result::saving) { return {0, asset, 1, result, 1}; }
constexpr Booking owes_less(Item liability, Result result = Result::saving) { return {0, liability, -1, result, 1}; }
constexpr Booking owes_more(Item liability, Result result = Result::saving) { return {0, liability, 1, result, -1}; }
constexpr Booking nothing{};

constexpr Result revalued = Result::revaluation;

// clang-format off
constexpr std::array<ChartRow, kFlows> kChart = {{
  {Flow::chip_capex, trade, buys(Item::fixed_capital), earns, owe, kTaxed, "Chips bought to be installed, with network and levies."},
  {Flow::chip_stock, trade, buys(Item::inventory), earns, owe, kTaxed, "Chips bought to be sold again."},
  {Flow::wafers, trade, buys(Item::inventory), earns, owe, kTaxed, "Processed wafers."},
  {Flow::hbm_stacks, trade, buys(Item::inventory), earns, owe, kTaxed, "HBM stacks."},
  {Flow::packaging, trade, buys(Item::inventory), earns, owe, kTaxed, "Advanced packaging."},
  {Flow::tools, trade, buys(Item::fixed_capital), earns, owe, kTaxed, "Tools for fabs."},
  {Flow::other_capex, trade, buys(Item::fixed_capital), earns, owe, kTaxed, "Buildings, sites, and other investment."},
  {Flow::service_of_tools, trade, expense, earns, owe, kTaxed, "Service and spare parts of tools."},
  {Flow::compute_rent, trade, expense, earns, owe, kTaxed, "Rented compute hours."},
  {Flow::ai_services, trade, expense, earns, owe, kTaxed, "AI services sold to their users."},
  {Flow::revenue_share, trade, expense, earns, owe, kTaxed, "Share of a lab's revenue that its main cloud takes."},
  {Flow::core_income, trade, expense, earns, owe, kUntaxed, "Cash flow of businesses outside the model, stated after tax."},
  {Flow::wages, income, expense, earns, owe, kTaxed, "Pay of people."},
  {Flow::energy, trade, expense, earns, owe, kTaxed, "Electricity."},
  {Flow::other_inputs, trade, expense, earns, owe, kTaxed, "Materials and services from outside the model."},
  {Flow::research, trade, expense, earns, owe, kTaxed, "Bought research and development."},
  {Flow::interest, income, expense, earns, owe, kTaxed, "Interest on loans and bonds."},
  {Flow::corporate_tax, transfer, expense, earns, owe, kUntaxed, "Tax on profit."},
  {Flow::sales_levy, transfer, expense, earns, owe, kTaxed, "Levy or tariff on a sale under an export regime."},
  {Flow::fine, transfer, expense, earns, owe, kUntaxed, "Fine for a breach of the law."},
  {Flow::lobbying, trade, expense, earns, owe, kTaxed, "Spending to sway the law."},
  {Flow::subsidy, transfer, expense, earns, owe, kTaxed, "Public money towards current cost."},
  {Flow::grant_for_capital, transfer, expense, earns, owe, kUntaxed, "Public money towards investment."},
  {Flow::public_wages, income, expense, earns, owe, kTaxed, "Pay of licensing and enforcement staff."},
  {Flow::procurement, trade, expense, earns, owe, kTaxed, "Goods and services bought by the state."},
  {Flow::loan, finance, buys(Item::loans_given), incurs(Item::loans_owed), owe, kUntaxed, "Loan; the lender pays."},
  {Flow::loan_repayment, finance, redeems(Item::loans_owed), is_repaid(Item::loans_given), leave, kUntaxed, "Loan paid back."},
  {Flow::bond, finance, buys(Item::bonds_held), incurs(Item::bonds_issued), owe, kUntaxed, "Bond; the buyer pays its issuer."},
  {Flow::bond_repayment, finance, redeems(Item::bonds_issued), is_repaid(Item::bonds_held), leave, kUntaxed, "Bond paid back."},
  {Flow::equity_round, finance, buys(Item::equity_held), incurs(Item::equity_issued), owe, kUntaxed, "New equity; the investor pays."},
  {Flow::dividend, income, expense, earns, leave, kUntaxed, "Payout to owners, buy-backs of listed shares included."},
  {Flow::prepayment, finance, buys(Item::advances_paid), incurs(Item::advances_received), owe, kUntaxed, "Payment ahead of delivery."},
  {Flow::prepayment_used, trade, less(Item::advances_paid), owes_less(Item::advances_received), leave, kTaxed, "Delivery against an earlier prepayment, by the one who prepaid."},
  {Flow::refund, finance, redeems(Item::advances_received), is_repaid(Item::advances_paid), owe, kUntaxed, "Prepayment given back by the seller."},
  {Flow::consumption, trade, expense, earns, owe, kTaxed, "Spending of households on the product market."},
  {Flow::supplier_income, trade, expense, earns, owe, kTaxed, "What suppliers outside the model pass on to households."},
  {Flow::cost_of_sales, own, less(Item::inventory), nothing, leave, kTaxed, "Goods that leave the stock, at cost."},
  {Flow::write_down, own, less(Item::inventory), nothing, leave, kTaxed, "Goods that lost their worth or were seized."},
  {Flow::depreciation, own, less(Item::fixed_capital), nothing, leave, kTaxed, "Wear of fixed capital."},
  {Flow::capitalise, own, more(Item::fixed_capital), nothing, leave, kUntaxed, "Own work that becomes fixed capital."},
  {Flow::disposal, own, less(Item::fixed_capital), nothing, leave, kTaxed, "Book value of capital that is sold, fails or is scrapped."},
  {Flow::equity_revaluation, change, owes_more(Item::equity_issued, revalued), more(Item::equity_held, revalued), leave, kUntaxed, "New value of equity, from its issuer to its holder; negative when it falls."},
  {Flow::loan_write_off, change, less(Item::loans_given, revalued), owes_less(Item::loans_owed, revalued), leave, kUntaxed, "Loan that the lender gives up."},
  {Flow::asset_transfer, change, less(Item::fixed_capital, revalued), more(Item::fixed_capital, revalued), leave, kUntaxed, "Capital that changes hands unpaid."},
  {Flow::contract_penalty, transfer, expense, earns, owe, kTaxed, "Fee for leaving a contract."},
  {Flow::payable_write_off, change, less(Item::receivables, revalued), owes_less(Item::payables, revalued), leave, kUntaxed, "Bill that the seller gives up."},
  {Flow::advance_write_off, change, less(Item::advances_paid, revalued), owes_less(Item::advances_received, revalued), leave, kUntaxed, "Prepayment that the buyer gives up."},
  {Flow::credit_draw, finance, buys(Item::loans_given), incurs(Item::loans_owed), owe, kUntaxed, "Credit line that is drawn when cash is short."},
  {Flow::credit_repayment, finance, redeems(Item::loans_owed), is_repaid(Item::loans_given), leave, kUntaxed, "Credit line that is paid back."},
  {Flow::general_budget, transfer, expense, earns, owe, kTaxed, "Public receipts that AI and chips do not need, spent elsewhere."},
  {Flow::outside_sales, trade, expense, earns, owe, kTaxed, "Goods and services sold outside the model."},
}};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < kFlows; ++i)
    if (kChart[i].flow != static_cast<Flow>(i)) return false;
  return true;
}

constexpr bool balanced() {
  for (const ChartRow& row : kChart)
    if (!row.payer.balances() || !row.payee.balances()) return false;
  return true;
}

/// Money that leaves arrives, and a claim grows or shrinks on both sides.
constexpr bool matching() {
  for (const ChartRow& row : kChart) {
    if (row.cls == FlowClass::own) continue;
    if (row.payer.cash + row.payee.cash != 0) return false;
    const bool real = row.payer.item == Item::fixed_capital || row.payer.item == Item::inventory;
    const bool claim = row.payer.item_sign != 0 && !real;
    if (claim && row.payer.item_sign != row.payee.item_sign) return false;
    if (!claim && row.pays() && row.payee.item_sign != 0) return false;
  }
  return true;
}

static_assert(in_order() && balanced() && matching(), "a row of the chart of accounts does not balance");

constexpr std::optional<ClaimUse> find_use(const ChartRow& row) {
  if (row.cls == FlowClass::own) return {};
  for (std::size_t i = 0; i < kClaimKinds; ++i) {
    const auto kind = static_cast<ClaimKind>(i);
    if (row.payer.item_sign != 0 && row.payer.item == asset_of(kind)) return ClaimUse{kind, true, row.payer.item_sign};
    if (row.payee.item_sign != 0 && row.payee.item == asset_of(kind)) return ClaimUse{kind, false, row.payee.item_sign};
  }
  return {};
}

constexpr auto kUses = [] {
  std::array<std::optional<ClaimUse>, kFlows> all;
  for (std::size_t i = 0; i < kFlows; ++i) all[i] = find_use(kChart[i]);
  return all;
}();

std::string describe(const Booking& side) {
  std::string text = side.cash < 0 ? "pays" : side.cash > 0 ? "receives" : "";
  const auto add = [&text](std::string_view part) { text += (text.empty() ? "" : ", ") + std::string(part); };
  if (side.item_sign != 0) add(std::string(name_of(side.item)) + (side.item_sign > 0 ? " +" : " -"));
  if (side.result != Result::none)
    add(std::string(side.result == Result::saving ? "saving" : "revaluation") + (side.result_sign > 0 ? " +" : " -"));
  return text;
}

}  // namespace

const std::array<ChartRow, kFlows>& chart() { return kChart; }

const ChartRow& chart_row(Flow flow) { return kChart[static_cast<std::size_t>(flow)]; }

const std::optional<ClaimUse>& claim_use(Flow flow) { return kUses[static_cast<std::size_t>(flow)]; }

std::string describe(const ChartRow& row) {
  if (row.cls == FlowClass::own) return describe(row.payer);
  return "payer: " + describe(row.payer) + "; payee: " + describe(row.payee);
}

}  // namespace exarace
