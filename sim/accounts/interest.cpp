#include "sim/accounts/interest.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"
#include "sim/state/rule.hpp"

namespace exarace {

const Fields& Interest::fields() {
  using T = Interest;
  static const Fields all = {
      key("base_rate", &T::base_rate)
          .unit("1/year")
          .range(0, 0.3)
          .about("Interest of a safe loan without public borrowing.")
          .assumed()
          .prior(lognormal(0.05, 0.25)),
      key("risk", &T::risk)
          .unit("1/year")
          .range(0, 1)
          .about("Interest added per unit of debt over assets.")
          .assumed()
          .prior(lognormal(0.03, 0.4)),
      key("leverage", &T::leverage)
          .unit("1/year")
          .range(0, 0.1)
          .about("Interest added per year of earnings before interest, tax and depreciation that is owed.")
          .sourced("neocloud_loans", "2025-12")
          .prior(lognormal(0.006, 0.5)),
      key("most_years", &T::most_years)
          .unit("year")
          .range(1, 50)
          .about("Years of earnings owed beyond which the rate rises no more: lenders look at collateral alone.")
          .assumed()
          .prior(lognormal(8, 0.3)),
      key("bond_rate", &T::bond_rate)
          .unit("1/year")
          .range(0, 0.3)
          .about("Interest of public bonds.")
          .assumed()
          .prior(lognormal(0.035, 0.2)),
      key("crowding_out", &T::crowding_out)
          .unit("bp/point of GDP")
          .range(0, 20)
          .about("Added to all loans for public debt above that of the start.")
          .sourced("public_debt_and_rates", "2019-02"),
      key("greatest_spread", &T::greatest_spread)
          .unit("1/year")
          .range(0, 0.5)
          .about("Most that public borrowing adds to a rate; above it central banks and defaults set the price.")
          .assumed()
          .prior(lognormal(0.15, 0.3)),
      key("loan_life", &T::loan_life)
          .unit("year")
          .range(0.5, 40)
          .about("Time over which firms pay loans back.")
          .assumed()
          .prior(lognormal(7, 0.3)),
  };
  return all;
}

double Interest::spread(const World& world, CountryId country) const {
  if (!world.mechanisms.on(Mechanism::fab_subsidies)) return 0;
  const GovernmentId government = government_of(world, country);
  if (!government) return 0;
  const double added = world.accounts.of(Item::bonds_issued, world.governments.account[government]).usd() -
                       world.governments.debt[government].usd();
  const double points =
      100 * std::max(0.0, added) / std::max(1.0, world.countries.gdp[world.governments.country[government]]);
  return std::min(greatest_spread, crowding_out * points * 1e-4);
}

double Interest::loan_rate(const World& world, AccountId debtor) const {
  const Accounts& accounts = world.accounts;
  double assets = 0;
  for (const Item item : {Item::deposits, Item::receivables, Item::advances_paid, Item::loans_given, Item::bonds_held,
                          Item::equity_held, Item::inventory, Item::fixed_capital})
    assets += accounts.of(item, debtor).usd();
  const double owed = accounts.of(Item::loans_owed, debtor).usd();
  if (owed <= 0) return base_rate + world.countries.bank_spread[accounts.country[debtor]];
  const double years = std::min(most_years, owed / std::max(1.0, accounts.earnings_rate[debtor]));
  return base_rate + world.countries.bank_spread[accounts.country[debtor]] + risk * owed / std::max(owed, assets) +
         leverage * years;
}

std::vector<double> Interest::publish_rates(World& world) const {
  std::vector<double> spreads(world.accounts.size());
  auto& clouds = world.clouds;
  for (const CloudId cloud : clouds.rows()) {
    const AccountId account = clouds.account[cloud];
    spreads[account.index] = clouds.own_spread[cloud].at(world.today);
    clouds.loan_rate[cloud] = loan_rate(world, account) + spreads[account.index];
  }
  return spreads;
}

void Interest::assess(World& world, Movements& out) const {
  for (const CountryId country : world.countries.rows()) world.countries.bank_spread[country] = spread(world, country);
  const std::vector<double> spreads = publish_rates(world);
  const Accounts& accounts = world.accounts;
  const double instalment = closing(1 / loan_life, world.years);
  for (const Claim& loan : accounts.of(ClaimKind::loan)) {
    if (is_outside(accounts.sector[loan.debtor]) || loan.amount.cents <= 0) continue;
    const double rate = loan_rate(world, loan.debtor) + spreads[loan.debtor.index];
    out.pay(loan.debtor, loan.creditor, from_usd(loan.amount.usd() * rate * world.years), Flow::interest);
    const bool home = loan.creditor == world.countries.bank[accounts.country[loan.debtor]];
    const Money term = home ? loan.amount - accounts.credit_drawn[loan.debtor] : loan.amount;
    out.pay(loan.debtor, loan.creditor, from_usd(term.usd() * instalment), Flow::loan_repayment);
  }
  for (const Claim& bond : accounts.of(ClaimKind::bond)) {
    const double rate = bond_rate + world.countries.bank_spread[accounts.country[bond.debtor]];
    out.pay(bond.debtor, bond.creditor, from_usd(bond.amount.usd() * rate * world.years), Flow::interest);
  }
}

}  // namespace exarace
