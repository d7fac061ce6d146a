#include "sim/production/construction.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"
#include "sim/ledger/goods/move.hpp"

namespace exarace {

const Fields& Construction::fields() {
  using T = Construction;
  static const Fields all = {
      key("conversion_speed", &T::conversion_speed)
          .unit("1/year")
          .range(0, 10)
          .prior(lognormal(0.6, 0.4))
          .about("Part of convertible power that can be taken over.")
          .assumed(),
      key("conversion_time", &T::conversion_time)
          .unit("year")
          .range(0.05, 5)
          .about("Conversion of a hall of another use.")
          .assumed(),
  };
  return all;
}

void Construction::advance(World& world) const {
  finish_lines(world);
  finish_sites(world);
}

void Construction::queue_sites(World& world) const {
  auto& countries = world.countries;
  std::vector<double> wanted(countries.size()), soon(countries.size());
  for (const SiteOrder& order : world.orders.sites) {
    wanted[world.clouds.country[order.cloud].index] += order.power;
    soon[world.clouds.country[order.cloud].index] += order.soon;
  }
  for (const CountryId country : countries.rows()) {
    const double asked = wanted[country.index], urgent = soon[country.index];
    if (asked <= 0) continue;
    // Halls of other uses go to those who need power soon, connections to the grid to all who look ahead.
    const double halls =
        std::min(urgent, countries.convertible_power[country] * closing(conversion_speed, world.years));
    const double lines = std::min(asked - halls, countries.grid_growth[country].at(world.today) * world.years);
    countries.convertible_power[country] -= halls;
    for (const SiteOrder& order : world.orders.sites) {
      if (world.clouds.country[order.cloud] != country) continue;
      const double hall = urgent > 0 ? halls * order.soon / urgent : 0.0;
      place(world, order.cloud, hall, conversion_time);
      if (asked > halls)
        place(world, order.cloud, lines * (order.power - hall) / (asked - halls), countries.connection_delay[country]);
    }
  }
}

void Construction::place(World& world, CloudId cloud, double power, double wait) const {
  if (power <= 0) return;
  world.pipeline.sites.push_back({cloud, power, Date{world.today.days + static_cast<int>(wait * 365.25)}});
  world.clouds.power_on_order[cloud] += power;
  world.countries.power_on_order[world.clouds.country[cloud]] += power;
}

void Construction::finish_lines(World& world) const {
  auto& building = world.pipeline.capacity;
  const Date last = world.last_finished();
  for (const auto& batch : building) {
    if (batch.due > last) continue;
    move(world, batch.line, Tools::on_order, Tools::working, batch.capacity);
  }
  std::erase_if(building, [&](const auto& batch) { return batch.due <= last; });
}

void Construction::finish_sites(World& world) const {
  auto& building = world.pipeline.sites;
  const Date last = world.last_finished();
  for (const auto& site : building) {
    if (site.due > last) continue;
    world.clouds.power_site[site.cloud] += site.power;
    world.clouds.power_on_order[site.cloud] = std::max(0.0, world.clouds.power_on_order[site.cloud] - site.power);
    auto& queue = world.countries.power_on_order[world.clouds.country[site.cloud]];
    queue = std::max(0.0, queue - site.power);
  }
  std::erase_if(building, [&](const auto& site) { return site.due <= last; });
}

}  // namespace exarace
