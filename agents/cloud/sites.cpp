#include "agents/cloud/sites.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"
#include "sim/core/units.hpp"

namespace exarace {

double sites_in_sight(const World& world, const CloudHabits& habits, CloudId cloud) {
  const Date then{world.today.days + static_cast<int>(habits.plug_ahead * kDaysPerYear)};
  double power = world.clouds.power_site[cloud];
  for (const Pipeline::Site& site : world.pipeline.sites)
    if (site.cloud == cloud && site.due <= then) power += site.power;
  return power;
}

double pluggable_share(const World& world, const CloudHabits& habits, CloudId cloud, double in_sight, double waiting) {
  const double used = world.clouds.power_used[cloud];
  const double room = in_sight - used - waiting;
  return std::clamp(room / (habits.plug_margin * (used + habits.plug_start)), 0.0, 1.0);
}

void order_sites(const World& world, const CloudHabits& habits, CloudId cloud, double spend, double in_sight,
                 double waiting, const ChipChoice& choice, Orders& orders) {
  const double rate = chips_of_capital(world.technology, spend / world.years) * choice.power_per_usd;
  const double needed = world.clouds.power_used[cloud] + waiting;
  const double have = world.clouds.power_site[cloud] + world.clouds.power_on_order[cloud];
  const double wanted = habits.site_headroom * (needed + rate * habits.power_lead) - have;
  const double soon = habits.site_headroom * (needed + rate * habits.plug_ahead) - in_sight;
  constexpr double kLeastOrder = 0.01;  // a handful of servers [MW]
  if (wanted <= kLeastOrder) return;
  const double step = closing(habits.site_speed, world.years);
  orders.sites.push_back({cloud, wanted * step, std::clamp(soon, 0.0, wanted) * step});
}

}  // namespace exarace
