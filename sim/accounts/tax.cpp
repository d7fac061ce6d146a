#include "sim/accounts/tax.hpp"

#include "sim/state/rule.hpp"

namespace exarace {

namespace {

/// Whether the sector consists of firms that pay tax.
bool taxed(Sector sector) {
  return sector == Sector::designer || sector == Sector::fab || sector == Sector::toolmaker ||
         sector == Sector::cloud || sector == Sector::lab;
}

/// Account of the government that rules each country (that of its union for a member); none where nobody does.
std::vector<AccountId> treasuries(const World& world) {
  std::vector<AccountId> of(world.countries.size());
  for (const CountryId country : world.countries.rows()) of[country.index] = treasury_of(world, country);
  return of;
}

}  // namespace

const Fields& Tax::fields() {
  using T = Tax;
  static const Fields all = {
      key("effective", &T::effective)
          .range(0, 2)
          .about("Effective over statutory rate of corporate tax.")
          .assumed()
          .prior(lognormal(1, 0.1)),
      key("earmarked", &T::earmarked)
          .range(0, 1)
          .about("Part of corporate tax that stays with the budget of AI and chips; the rest is general revenue.")
          .assumed(),
  };
  return all;
}

void Tax::assess(World& world, Movements& out) const {
  Accounts& accounts = world.accounts;
  const auto treasury = treasuries(world);
  for (const AccountId account : accounts.rows()) {
    const CountryId country = accounts.country[account];
    const AccountId receiver = treasury[country.index];
    if (!taxed(accounts.sector[account]) || !receiver) continue;
    const Money gained = accounts.profit[account] - accounts.profit_taxed[account];
    if (gained.cents <= 0) continue;
    accounts.profit_taxed[account] = accounts.profit[account];
    const double due = gained.usd() * effective * world.countries.corporate_tax[country];
    out.pay(account, receiver, from_usd(due), Flow::corporate_tax);
    out.pay(receiver, world.countries.product_market[country], from_usd(due * (1 - earmarked)), Flow::general_budget);
  }
}

}  // namespace exarace
