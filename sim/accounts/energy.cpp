#include "sim/accounts/energy.hpp"

namespace exarace {

const Fields& Energy::fields() {
  using T = Energy;
  static const Fields all = {
      key("load", &T::load).range(0.1, 1).about("Mean over full-load power of installed chips.").assumed(),
  };
  return all;
}

double Energy::bill(const World& world, CloudId cloud) const {
  constexpr double kHoursPerYear = 8766, kKilowattPerMegawatt = 1000;
  const auto& clouds = world.clouds;
  const double hours = kHoursPerYear * world.years;
  return clouds.power_used[cloud] * kKilowattPerMegawatt * hours * load *
         world.countries.electricity_price[clouds.country[cloud]];
}

void Energy::assess(const World& world, Movements& out) const {
  for (const CloudId cloud : world.clouds.rows())
    out.pay(world.clouds.account[cloud], world.countries.other_inputs[world.clouds.country[cloud]],
            from_usd(bill(world, cloud)), Flow::energy, Means::trade_credit);
}

}  // namespace exarace
