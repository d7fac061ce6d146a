#include "sim/accounts/outside.hpp"

namespace exarace {

namespace {

/// What is left of a debt after interest is the account's own: pays back a credit line, then the loan of the start.
void pay_back(const World& world, AccountId account, AccountId bank, Money cash, Movements& out) {
  const Money drawn = min(cash, world.accounts.credit_drawn[account]);
  out.pay(account, bank, drawn, Flow::credit_repayment);
  const Money owed = world.accounts.claim(ClaimKind::loan, bank, account) - world.accounts.credit_drawn[account];
  out.pay(account, bank, min(cash - drawn, owed), Flow::loan_repayment);
}

/// Earnings of a bank beyond the equity that it keeps.
Money bank_payout(const Accounts& accounts, AccountId bank, double equity) {
  const Money assets = accounts.of(Item::loans_given, bank) + accounts.of(Item::bonds_held, bank);
  return max({}, accounts.net_worth(bank) - from_usd(assets.usd() * equity));
}

}  // namespace

const Fields& Outside::fields() {
  using T = Outside;
  static const Fields all = {
      key("bank_equity", &T::bank_equity)
          .range(0, 1)
          .about("Net worth that a bank keeps, over its loans and bonds; more goes to households.")
          .assumed(),
  };
  return all;
}

void Outside::assess(const World& world, Movements& out) const {
  const Accounts& accounts = world.accounts;
  const auto& countries = world.countries;
  for (const CountryId country : countries.rows()) {
    const AccountId households = countries.households[country], bank = countries.bank[country];
    const AccountId market = countries.product_market[country], suppliers = countries.other_inputs[country];
    const Money supplied = accounts.cash(suppliers);
    const Money dividend = bank_payout(accounts, bank, bank_equity);
    out.pay(suppliers, households, supplied, Flow::supplier_income);
    out.pay(bank, households, dividend, Flow::dividend);
    const Money left = accounts.cash(households) + supplied + dividend;
    const Money debt = accounts.credit_drawn[households];
    if (left.cents > 0) out.pay(households, bank, min(left, debt), Flow::credit_repayment);
    const Money spent = max({}, left - debt);
    out.pay(households, market, spent, Flow::consumption);

    const AccountId users = countries.enterprises[country];
    const Money short_of = accounts.credit_drawn[users] + accounts.of(Item::payables, users) - accounts.cash(users);
    const Money backed = max({}, short_of);
    out.pay(market, users, backed, Flow::core_income);
    out.pay(users, bank, accounts.credit_drawn[users], Flow::credit_repayment);
    pay_back(world, market, bank, max({}, accounts.cash(market) + spent - backed), out);
  }
}

}  // namespace exarace
