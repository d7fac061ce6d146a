#include "sim/accounts/energy.hpp"

#include "sim/state/chip_terms.hpp"

namespace exarace {

double Energy::bill(const World& world, CloudId cloud) {
  return energy_bill(world, world.clouds.country[cloud], world.clouds.power_used[cloud], world.years);
}

void Energy::assess(const World& world, Movements& out) const {
  for (const CloudId cloud : world.clouds.rows())
    out.pay(world.clouds.account[cloud], world.countries.other_inputs[world.clouds.country[cloud]],
            from_usd(bill(world, cloud)), Flow::energy, Means::trade_credit);
}

}  // namespace exarace
