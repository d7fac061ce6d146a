#include "sim/state/chip_terms.hpp"

namespace exarace {

double good_dies(const World& world, LineId line, SkuId die) {
  const double area = world.skus.die_area[die];
  return gross_dies(world.technology, area) * die_yield(world.technology, area, world.lines.defect_density[line]);
}

double energy_bill(const World& world, CountryId place, double megawatts, double years) {
  return energy_of(world.technology, megawatts, years) * world.countries.electricity_price[place];
}

double user_cost(const World& world, SkuId sku, CountryId place) {
  const double capital = capital_of_chips(world.technology, system_price(world, sku));
  const double yearly = capital * (world.countries.cost_of_capital[place] + world.technology.wear) +
                        energy_bill(world, place, site_power(world, sku, place), 1);
  return yearly / (sellable_hours(world.technology, 1) * world.skus.serving_rate[sku]);
}

double sellable_hours(const World& world, CloudId cloud) {
  return world.clouds.serving_rate[cloud] * sellable_hours(world.technology, world.years);
}

}  // namespace exarace
