#include "sim/production/construction.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"
#include "sim/core/units.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/outside_demand.hpp"

namespace exarace {

/// Orders differ in what a year without power costs them, and so do the sites behind one order: evenly from nothing to
/// twice the mean.
struct Construction::Urgent {
  struct Order {
    std::size_t at;  ///< place in Orders::sites
    double power;    ///< needed soon [MW]
    double worth;    ///< mean of what a hall now is worth over the wait for the grid [USD/MW]
    double taken(double premium) const {
      return worth > 0 ? power * std::clamp(1 - premium / (2 * worth), 0.0, 1.0) : 0.0;
    }
  };
  CountryId country;
  std::vector<Order> orders;
  double later = 0;  ///< what generation on site is worth less than a hall, since it comes later [USD/MW]

  double wanted(double premium) const {
    double sum = 0;
    for (const Order& order : orders) sum += order.taken(premium);
    return sum;
  }
};

const Fields& Construction::fields() {
  using T = Construction;
  static const Fields all = {
      key("conversion_speed", &T::conversion_speed)
          .unit("1/year")
          .range(0, 10)
          .about("Part of the halls whose owners would give them up that change hands in a year.")
          .assumed()
          .prior(lognormal(0.6, 0.4)),
      key("conversion_time", &T::conversion_time)
          .unit("year")
          .range(0.05, 5)
          .about("Conversion of a hall of another use.")
          .assumed()
          .prior(lognormal(0.4, 0.3)),
      key("hall_price", &T::hall_price)
          .unit("USD/MW")
          .range(0, 5e7)
          .about("Premium at which half of the halls of other uses are given up.")
          .assumed()
          .prior(lognormal(3e6, 0.6)),
      key("grid_lead", &T::grid_lead)
          .unit("year")
          .range(0.05, 5)
          .about("Time before it is energised at which a connection is given away for the last time.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("wait_memory", &T::wait_memory)
          .unit("year")
          .range(0.05, 5)
          .about("Time over which the expected wait for power is smoothed.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("most_worth", &T::most_worth)
          .range(1, 20)
          .about("AI capital wanted over what is owned, beyond which nobody bids more for power.")
          .assumed()
          .prior(lognormal(3, 0.25)),
      key("new_rate", &T::new_rate)
          .unit("H100/MW")
          .range(10, 1e5)
          .about("Serving rate on a MW of a cloud that has no fleet yet.")
          .assumed(),
  };
  return all;
}

double Construction::rent_of_power(const World& world, CloudId cloud) const {
  const auto& clouds = world.clouds;
  const double worth = std::min(most_worth, clouds.desired_capital[cloud] / std::max(1.0, clouds.ai_capital[cloud]));
  const double rate = clouds.power_used[cloud] > 0 ? clouds.serving_rate[cloud] / clouds.power_used[cloud] : new_rate;
  const std::size_t market = Signals::market(clouds.country[cloud], clouds.fleet_class[cloud]);
  return std::max(0.0, worth - 1) * world.signals.user_cost[market] * sellable_hours(world.technology, 1) * rate;
}

void Construction::advance(World& world) const {
  finish_lines(world);
  finish_sites(world);
}

double Construction::halls_offered(const World& world, CountryId country, double premium) const {
  const double known = world.countries.halls_known[country], left = world.countries.convertible_power[country];
  if (known <= 0 || left <= 0) return 0;
  // Owners differ in what they ask: half of them at most the price of the key, the last of them any price.
  const double willing = hall_price > 0 ? premium / (premium + hall_price) : 1.0;
  return std::min(left, std::max(0.0, willing * known - (known - left))) * closing(conversion_speed, world.years);
}

double Construction::clearing_premium(const World& world, const Urgent& urgent) const {
  const auto excess = [&](double premium) {
    return urgent.wanted(premium) - halls_offered(world, urgent.country, premium) -
           generation.offered(world, urgent.country, premium - urgent.later);
  };
  double low = 0, high = 0;
  for (const auto& order : urgent.orders) high = std::max(high, 2 * order.worth);
  if (excess(0) <= 0) return 0;
  constexpr int kHalvings = 40;  // to a part in 1e12 of what power is worth
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (excess(middle) > 0 ? low : high) = middle;
  }
  return high;
}

std::vector<double> Construction::sell_soon(World& world, CountryId country) const {
  const auto& asked = world.orders.sites;
  auto& countries = world.countries;
  std::vector<double> got(asked.size());
  Urgent urgent{country, {}, 0};
  double rents = 0, power = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (world.clouds.country[asked[i].cloud] != country || asked[i].soon <= 0) continue;
    const double saved = std::max(0.0, countries.power_wait[country] - conversion_time);
    const double rent = rent_of_power(world, asked[i].cloud);
    urgent.orders.push_back({i, asked[i].soon, rent * saved});
    rents += rent * asked[i].soon;
    power += asked[i].soon;
  }
  countries.power_premium[country] = 0;
  if (power <= 0) return got;
  urgent.later = rents / power * std::max(0.0, generation.lead_time - conversion_time);
  const double premium = clearing_premium(world, urgent);
  const double wanted = urgent.wanted(premium);
  const double halls = halls_offered(world, country, premium);
  const double on_site = generation.offered(world, country, premium - urgent.later);
  const double fill = wanted > 0 ? std::min(1.0, (halls + on_site) / wanted) : 0.0;
  const double from_halls = halls + on_site > 0 ? halls / (halls + on_site) : 0.0;
  countries.power_premium[country] = premium;
  double sold = 0;
  for (const auto& order : urgent.orders) {
    const CloudId cloud = asked[order.at].cloud;
    const double share = got[order.at] = fill * order.taken(premium);
    place(world, cloud, share * from_halls, PowerSource::halls, conversion_time);
    place(world, cloud, share * (1 - from_halls), PowerSource::on_site, generation.lead_time);
    const double paid = share * (premium - (1 - from_halls) * std::min(premium, urgent.later));
    world.clouds.power_premium[cloud] += paid;
    world.movements.pay(world.clouds.account[cloud], countries.other_inputs[country], from_usd(paid),
                        Flow::other_capex);
    sold += share;
  }
  countries.convertible_power[country] = std::max(0.0, countries.convertible_power[country] - sold * from_halls);
  generation.expand(world, country, sold * (1 - from_halls));
  return got;
}

void Construction::connect(World& world, CountryId country, const std::vector<double>& got) const {
  auto& countries = world.countries;
  const auto& orders = world.orders.sites;
  double asked = 0;
  for (std::size_t i = 0; i < orders.size(); ++i)
    if (world.clouds.country[orders[i].cloud] == country) asked += std::max(0.0, orders[i].power - got[i]);
  const Date energised{world.today.days + static_cast<int>(grid_lead * kDaysPerYear)};
  const double coming = countries.grid_growth[country].at(energised) * equipment_left(world, country) * world.years;
  const double given = std::min(asked, coming);
  for (std::size_t i = 0; i < orders.size(); ++i)
    if (asked > 0 && world.clouds.country[orders[i].cloud] == country)
      place(world, orders[i].cloud, given * std::max(0.0, orders[i].power - got[i]) / asked, PowerSource::grid,
            grid_lead);
  // Others take what AI leaves, and may give it up later.
  countries.convertible_power[country] += coming - given;
  countries.halls_known[country] += coming - given;
  const double refused = asked > 0 ? 1 - given / asked : 0.0;
  const double wait = grid_lead + refused * countries.connection_delay[country];
  countries.power_wait[country] = smoothed(countries.power_wait[country], wait, 1 / wait_memory, world.years);
}

void Construction::queue_sites(World& world) const {
  for (double& paid : world.clouds.power_premium) paid = 0;
  for (const CountryId country : world.countries.rows()) connect(world, country, sell_soon(world, country));
}

void Construction::place(World& world, CloudId cloud, double power, PowerSource source, double wait) const {
  if (power <= 0) return;
  world.pipeline.sites.push_back(
      {cloud, power, Date{world.today.days + static_cast<int>(wait * kDaysPerYear)}, source});
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
  auto& countries = world.countries;
  for (auto& added : countries.power_added) added.assign(kPowerSources, 0.0);
  const Date last = world.last_finished();
  for (const auto& site : building) {
    if (site.due > last) continue;
    const CountryId country = world.clouds.country[site.cloud];
    world.clouds.power_site[site.cloud] += site.power;
    world.clouds.power_on_order[site.cloud] = std::max(0.0, world.clouds.power_on_order[site.cloud] - site.power);
    countries.power_on_order[country] = std::max(0.0, countries.power_on_order[country] - site.power);
    countries.power_added[country][static_cast<std::size_t>(site.source)] += site.power;
  }
  std::erase_if(building, [&](const auto& site) { return site.due <= last; });
}

}  // namespace exarace
