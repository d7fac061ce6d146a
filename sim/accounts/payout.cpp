#include "sim/accounts/payout.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"

namespace exarace {

const Fields& Payout::fields() {
  using T = Payout;
  static const Fields all = {
      key("cash_needed", &T::cash_needed)
          .unit("year")
          .range(0, 10)
          .about("Outlays that a firm keeps in cash before it pays its owners.")
          .assumed()
          .prior(lognormal(0.4, 0.4)),
      key("speed", &T::speed)
          .unit("1/year")
          .range(0, 10)
          .about("Rate at which cash beyond need goes to the owners.")
          .assumed()
          .prior(lognormal(1.5, 0.4)),
  };
  return all;
}

void Payout::assess(const World& world, Movements& out) const {
  const Accounts& accounts = world.accounts;
  const double share = closing(speed, world.years);
  const auto pay_out = [&](AccountId account) {
    if (accounts.credit_drawn[account].cents > 0) return;
    const double excess = accounts.cash(account).usd() - cash_needed * accounts.outlay_rate[account];
    if (excess > 0)
      out.pay(account, world.countries.households[accounts.parent[account]], from_usd(excess * share), Flow::dividend);
  };
  for (const DesignerId designer : world.designers.rows()) pay_out(world.designers.account[designer]);
  for (const FabId fab : world.fabs.rows())
    if (!world.fabs.state_backed[fab]) pay_out(world.fabs.account[fab]);
  for (const ToolmakerId maker : world.toolmakers.rows()) pay_out(world.toolmakers.account[maker]);
  for (const CloudId cloud : world.clouds.rows())
    if (!world.clouds.public_fund[cloud]) pay_out(world.clouds.account[cloud]);
}

}  // namespace exarace
