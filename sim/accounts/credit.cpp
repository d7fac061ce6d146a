#include "sim/accounts/credit.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"

namespace exarace {

namespace {

/// Accounts whose losses the state carries: their bank lends on the state's credit.
std::vector<unsigned char> carried(const World& world) {
  std::vector<unsigned char> on(world.accounts.size());
  for (const FabId fab : world.fabs.rows())
    if (world.fabs.state_backed[fab]) on[world.fabs.account[fab].index] = 1;
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.public_fund[cloud]) on[world.clouds.account[cloud].index] = 1;
  return on;
}

double backing(const Accounts& accounts, AccountId account) {
  return accounts.of(Item::inventory, account).usd() + accounts.of(Item::receivables, account).usd() +
         accounts.of(Item::fixed_capital, account).usd();
}

}  // namespace

const Fields& Credit::fields() {
  using T = Credit;
  static const Fields all = {
      key("earnings_multiple", &T::earnings_multiple)
          .range(0, 10)
          .about("Credit line over yearly earnings before interest, tax and depreciation.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("asset_share", &T::asset_share)
          .range(0, 1)
          .about("Least credit line over stocks, bills to come in and fixed capital.")
          .assumed()
          .prior(lognormal(0.1, 0.4)),
      key("payment_term", &T::payment_term)
          .unit("day")
          .range(0, 365)
          .about("Term of trade credit.")
          .assumed()
          .prior(lognormal(45, 0.25)),
      key("cash_buffer", &T::cash_buffer)
          .unit("year")
          .range(0, 5)
          .about("Outlays kept in cash before a credit line is paid back.")
          .assumed(),
      key("smoothing", &T::smoothing)
          .unit("year")
          .range(0.05, 10)
          .about("Time over which outlays and earnings are smoothed.")
          .assumed()
          .prior(lognormal(1, 0.4)),
  };
  return all;
}

void Credit::set_limits(World& world) const {
  // Enterprises stand for the whole economy of a country beyond the model: no line of theirs binds.
  constexpr double kEnterpriseLine = 1e13;
  Accounts& accounts = world.accounts;
  const auto state_carried = carried(world);
  accounts.payment_term = static_cast<int>(payment_term);
  for (const AccountId account : accounts.rows()) {
    const double by_earnings = earnings_multiple * std::max(0.0, accounts.earnings_rate[account]);
    const double share = state_carried[account.index] ? 1.0 : asset_share;
    double limit = std::max(by_earnings, share * backing(accounts, account));
    if (accounts.sector[account] == Sector::enterprise) limit = kEnterpriseLine;
    accounts.credit_limit[account] = from_usd(limit);
  }
}

void Credit::assess(World& world, Movements& out) const {
  Accounts& accounts = world.accounts;
  for (const AccountId account : accounts.rows()) {
    const auto follow = [&](double& rate, Money now) {
      rate = smoothed(rate, now.usd() / world.years, 1 / smoothing, world.years);
    };
    follow(accounts.outlay_rate[account], accounts.outlays[account]);
    follow(accounts.earnings_rate[account], accounts.earnings[account]);
    const Sector sector = accounts.sector[account];
    if (is_outside(sector) || accounts.credit_drawn[account].cents <= 0) continue;
    const double spare = accounts.cash(account).usd() - cash_buffer * accounts.outlay_rate[account];
    out.pay(account, world.countries.bank[accounts.country[account]],
            min(accounts.credit_drawn[account], from_usd(std::max(0.0, spare))), Flow::credit_repayment);
  }
  set_limits(world);
}

}  // namespace exarace
