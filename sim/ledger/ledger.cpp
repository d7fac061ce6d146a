#include "sim/ledger/ledger.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "sim/core/error.hpp"
#include "sim/ledger/claims.hpp"

namespace exarace {

namespace {

/// Books one movement after another into one world.
class Books {
 public:
  explicit Books(World& world) : world_(world), accounts_(world.accounts) {}
  void book(const Movement& movement);
  /// Pays a bill as far as cash and credit go; returns what was paid.
  Money pay(const Payable& bill);

 private:
  void check(const Movement& movement, const ChartRow& row) const;
  Money bookable(const Movement& movement, const ChartRow& row, const std::optional<ClaimUse>& use) const;
  Money raise(AccountId payer, Money need) {
    const bool has = accounts_.cash(payer) >= need || accounts_.sector[payer] == Sector::bank;
    return has ? need : draw(payer, need);
  }
  Money draw(AccountId payer, Money need);
  void hand_over(AccountId from, AccountId to, Money cash);
  void owe(const Movement& movement, Money bill);
  void enter(AccountId account, const Booking& side, Money amount, const ChartRow& row);
  void count(const Movement& movement, Money amount, const ChartRow& row);
  void limit_drawn(AccountId debtor);
  Money& item(Item line, AccountId account) { return accounts_.balance[static_cast<std::size_t>(line)][account]; }

  World& world_;
  Accounts& accounts_;
};

static_assert(kFlows <= 64);
constexpr std::uint64_t bit_of(Flow flow) { return std::uint64_t{1} << static_cast<unsigned>(flow); }

bool operating(const ChartRow& row) {
  constexpr std::uint64_t others = bit_of(Flow::wages) | bit_of(Flow::public_wages) | bit_of(Flow::subsidy) |
                                   bit_of(Flow::sales_levy) | bit_of(Flow::cost_of_sales);
  return row.cls == FlowClass::trade || (others & bit_of(row.flow)) != 0;
}

[[noreturn]] void refuse(const Accounts& accounts, const Movement& m, const std::string& why) {
  const auto name = [&](AccountId id) { return id && id.index < accounts.size() ? accounts.name[id] : "no account"; };
  throw AuditError("ledger: " + std::string(name_of(m.flow)) + " from " + name(m.from) + " to " + name(m.to) + " of " +
                   std::to_string(m.amount.usd()) + " USD: " + why);
}

void Books::check(const Movement& m, const ChartRow& row) const {
  const std::size_t accounts = accounts_.size();
  if (m.from.index >= accounts || m.to.index >= accounts)  // none() is beyond all
    refuse(accounts_, m, "both sides must be accounts");
  if (m.amount.cents < 0 && m.flow != Flow::equity_revaluation)
    refuse(accounts_, m, "an amount must be positive; book the opposite purpose instead");
  if (row.cls == FlowClass::own && m.from != m.to)
    refuse(accounts_, m, "an entry within one account must name the same account twice");
  const bool draw = m.flow == Flow::credit_draw;
  if (draw || m.flow == Flow::credit_repayment) {
    const AccountId bank = draw ? m.from : m.to, debtor = draw ? m.to : m.from;
    if (bank != world_.countries.bank[accounts_.country[debtor]])
      refuse(accounts_, m, "a credit line is with the bank at home");
  }
}

/// The amount, cut to what stands in the books.
Money Books::bookable(const Movement& m, const ChartRow& row, const std::optional<ClaimUse>& use) const {
  if (use) {
    const AccountId creditor = use->payer_is_creditor ? m.from : m.to;
    const AccountId debtor = use->payer_is_creditor ? m.to : m.from;
    if (m.flow == Flow::credit_repayment) return min(m.amount, accounts_.credit_drawn[debtor]);  // part of the claim
    if (use->sign < 0) return min(m.amount, accounts_.claim(use->kind, creditor, debtor));
    if (m.amount.cents < 0) return max(m.amount, -accounts_.claim(use->kind, creditor, debtor));
    return m.amount;
  }
  if (m.flow == Flow::payable_write_off) return min(m.amount, bills(accounts_, m.to, m.from));
  const bool takes_goods = !row.pays() && row.payer.item_sign < 0;
  return takes_goods ? min(m.amount, accounts_.of(row.payer.item, m.from)) : m.amount;
}

/// Cash that a payer who is short of it has for a payment, after drawing on its credit.
Money Books::draw(AccountId payer, Money need) {
  const Sector sector = accounts_.sector[payer];
  const Money cash = accounts_.cash(payer);
  const Money room = max({}, accounts_.credit_limit[payer] - accounts_.credit_drawn[payer]);
  const bool unlimited = is_outside(sector) || sector == Sector::government;
  const Money lent = unlimited ? need - cash : min(need - cash, room);
  if (lent.cents > 0)
    book({world_.countries.bank[accounts_.country[payer]], payer, lent,
          sector == Sector::government ? Flow::bond : Flow::credit_draw});
  return min(need, accounts_.cash(payer));
}

void Books::hand_over(AccountId from, AccountId to, Money cash) {
  item(Item::deposits, from) -= cash;
  item(Item::deposits, to) += cash;
}

void Books::owe(const Movement& m, Money bill) {
  item(Item::payables, m.from) += bill;
  item(Item::receivables, m.to) += bill;
  const int term = m.means == Means::trade_credit ? accounts_.payment_term : 0;
  accounts_.payables.push_back({m.from, m.to, bill, Date{world_.today.days + term}});
}

[[gnu::always_inline]] inline void Books::enter(AccountId account, const Booking& side, Money amount,
                                                const ChartRow& row) {
  const auto signed_by = [amount](int sign) { return Money{sign * amount.cents}; };
  if (side.item_sign != 0) item(side.item, account) += signed_by(side.item_sign);
  const Money result = signed_by(side.result_sign);
  if (side.result == Result::saving) {
    accounts_.saving[account] += result;
    if (operating(row)) accounts_.earnings[account] += result;
    if (row.taxed) accounts_.profit[account] += result;
    if (row.cls == FlowClass::trade && side.result_sign > 0) accounts_.sales[account] += amount;
  } else if (side.result == Result::revaluation) {
    accounts_.revaluation[account] += result;
  }
  accounts_.last_flow[account] = row.flow;
}

void Books::count(const Movement& m, Money amount, const ChartRow& row) {
  FlowTable& flows = accounts_.flows;
  const Sector from = accounts_.sector[m.from], to = accounts_.sector[m.to];
  flows.amounts[FlowTable::index(m.flow, from, to)] += amount;
  if (m.by) {
    if (flows.by_instrument.size() <= m.by.index) flows.by_instrument.resize(m.by.index + 1);
    flows.by_instrument[m.by.index] += amount;
  }
  if (!row.turns_over()) return;
  accounts_.outlays[m.from] += amount;
  flows.turnover += amount;
  if (is_outside(from) || is_outside(to)) flows.outside += amount;
}

/// What is drawn on the credit line cannot exceed what the bank at home is owed.
void Books::limit_drawn(AccountId debtor) {
  const AccountId bank = world_.countries.bank[accounts_.country[debtor]];
  accounts_.credit_drawn[debtor] = min(accounts_.credit_drawn[debtor], accounts_.claim(ClaimKind::loan, bank, debtor));
}

void Books::book(const Movement& m) {
  const ChartRow& row = chart_row(m.flow);
  check(m, row);
  if (m.from == m.to && row.cls != FlowClass::own) return;
  const auto& use = claim_use(m.flow);
  Money amount = bookable(m, row, use);
  Money cash;
  if (row.pays()) {
    if (m.means == Means::deposits) cash = raise(m.from, amount);
    if (m.means == Means::deposits && row.if_short == IfShort::leave) amount = cash;
    hand_over(m.from, m.to, cash);
    if (amount > cash) owe(m, amount - cash);
  }
  if (amount != m.amount) accounts_.flows.clipped += max(m.amount - amount, amount - m.amount);
  if (amount.cents == 0) return;
  enter(m.from, row.payer, amount, row);
  if (row.cls != FlowClass::own) enter(m.to, row.payee, amount, row);
  if (use) {
    const AccountId creditor = use->payer_is_creditor ? m.from : m.to;
    const AccountId debtor = use->payer_is_creditor ? m.to : m.from;
    change_claim(accounts_, use->kind, creditor, debtor, Money{use->sign * amount.cents});
    if (m.flow == Flow::credit_draw) accounts_.credit_drawn[debtor] += amount;
    if (m.flow == Flow::credit_repayment) accounts_.credit_drawn[debtor] -= amount;
    if (use->kind == ClaimKind::loan && use->sign < 0) limit_drawn(debtor);
  }
  if (m.flow == Flow::payable_write_off) cancel_bills(accounts_, m.to, m.from, amount);
  count(m, amount, row);
}

Money Books::pay(const Payable& bill) {
  const Money cash = raise(bill.payer, bill.amount);
  hand_over(bill.payer, bill.payee, cash);
  item(Item::payables, bill.payer) -= cash;
  item(Item::receivables, bill.payee) -= cash;
  return cash;
}

}  // namespace

void open_step(World& world) {
  Accounts& accounts = world.accounts;
  for (auto* column : {&accounts.saving, &accounts.revaluation, &accounts.sales, &accounts.outlays, &accounts.earnings})
    column->assign(accounts.size(), {});
  accounts.flows.clear();
}

void post(World& world, Movements& movements) {
  Books books(world);
  for (const Movement& movement : movements.rows) books.book(movement);
  movements.rows.clear();
}

void settle(World& world) {
  Accounts& accounts = world.accounts;
  Books books(world);
  accounts.arrears.assign(accounts.size(), {});
  accounts.arrears_since.assign(accounts.size(), kNever);
  const Date end = world.tomorrow();
  for (Payable& bill : accounts.payables) {
    if (bill.due >= end) continue;
    bill.amount -= books.pay(bill);
    if (bill.amount.cents == 0) continue;
    accounts.arrears[bill.payer] += bill.amount;
    accounts.arrears_since[bill.payer] = std::min(accounts.arrears_since[bill.payer], bill.due);
  }
  std::erase_if(accounts.payables, [](const Payable& bill) { return bill.amount.cents == 0; });
}

}  // namespace exarace
