#include "agents/cloud/choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/core/whole.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/restrictions.hpp"

namespace exarace {
namespace {

/// Whether a maker has chips left that the law has closed where they were cut for and that do, but for their links,
/// what the uncut chip does: those find buyers elsewhere.
bool left_over(const World& world, SkuId sku, SkuId parent) {
  const auto& skus = world.skus;
  return skus.maker_stock[sku] > 0 && skus.tpp[sku] >= skus.tpp[parent] &&
         skus.memory_bandwidth[sku] >= skus.memory_bandwidth[parent] &&
         !world.restrictions.free_for_china(spec_of(skus, sku));
}

/// Whether a cloud may see an offer: merchants sell to all, internal designers to their own group.
bool offered_to(const World& world, const CloudHabits& habits, CloudId cloud, SkuId sku) {
  const DesignerId designer = world.skus.designer[sku];
  if (!world.skus.on_sale[sku] || !world.skus.datacentre[sku]) return false;
  // What has a successor goes only to those whom the law denies that.
  const SkuId successor = world.skus.successor[sku];
  if (successor && may_go(world, successor, world.clouds.parent[cloud]) > habits.least_open) return false;
  // What was cut down for a law is offered where the law closes the uncut chip.
  const SkuId parent = world.skus.variant_of[sku];
  if (parent && world.restrictions.open[world.restrictions.at(parent, world.clouds.parent[cloud])] > 0.5 &&
      !left_over(world, sku, parent))
    return false;
  if (world.designers.merchant[designer]) return true;
  return world.designers.group[designer] && world.designers.group[designer] == world.clouds.group[cloud];
}

bool in_house(const World& world, CloudId cloud, SkuId sku) {
  const GroupId group = world.designers.group[world.skus.designer[sku]];
  return group && group == world.clouds.group[cloud];
}

double chip_power(const World& world, CloudId cloud, SkuId sku) {
  return site_power(world, sku, world.clouds.country[cloud]);
}

/// A cost per rate of a usual size, so that powers of it stay near one; it falls out of every share [USD/H100].
constexpr double kUsualCost = 4e4;

/// Cost of a chip with its energy and its part of a site, over what it does [USD/H100].
double cost_per_rate(const World& world, const CloudHabits& habits, CloudId cloud, SkuId sku) {
  const CountryId place = world.clouds.country[cloud];
  const double power = chip_power(world, cloud, sku);
  const double energy = energy_bill(world, place, power, habits.electricity_years);
  // Large models are spread over many chips: a slow link between them leaves the chips waiting.
  const double speed = world.skus.interconnect[sku];
  const double link = habits.link_half > 0 ? speed / (speed + habits.link_half) : 1.0;
  const double rate = (habits.training_weight * world.skus.training_rate[sku] +
                       (1 - habits.training_weight) * world.skus.serving_rate[sku]) *
                      link;
  return (system_price(world, sku) + energy + power * world.countries.site_cost[place]) / rate;
}

/// Chips of its book that come within its horizon, as the queue for them moves now.
double due_in_time(const World& world, const CloudHabits& habits, CloudId cloud, SkuId sku) {
  const double wait = world.skus.lead_time[sku];
  return double(world.book(cloud, sku)) * (wait > habits.order_horizon ? habits.order_horizon / wait : 1.0);
}

/// What an ecosystem that others use adds to the wish for its SKUs, by ecosystem: the same for all SKUs of one.
using Pulls = decltype(Signals::ecosystem_share)::value_type;

Pulls pulls_on(const World& world, const CloudHabits& habits, CloudId cloud) {
  const auto& shares = world.signals.ecosystem_share[world.side_of(world.clouds.parent[cloud])];
  Pulls pulls{};
  for (std::size_t family = 0; family < pulls.size(); ++family)
    pulls[family] = math::pow(std::max(habits.least_share, shares[family]), habits.ecosystem_pull);
  return pulls;
}

double choice_weight(const World& world, const CloudHabits& habits, CloudId cloud, SkuId sku, Ecosystem home,
                     const Pulls& pulls) {
  const CountryId parent = world.clouds.parent[cloud];
  double cost = cost_per_rate(world, habits, cloud, sku);
  const bool two_ecosystems = world.mechanisms.on(Mechanism::two_ecosystems);
  if (two_ecosystems && world.skus.ecosystem[sku] != home) cost *= 1 + habits.switching_cost;
  const bool domestic = world.in_china(parent) && world.in_china(world.designers.parent[world.skus.designer[sku]]);
  const double late = math::exp(-habits.impatience * std::min(world.skus.lead_time[sku], habits.longest_wait));
  const bool pulled = two_ecosystems && !in_house(world, cloud, sku);
  const double pull = pulled ? pulls[static_cast<std::size_t>(world.skus.ecosystem[sku])] : 1.0;
  // Who was cut off from foreign chips weighs those higher that nobody abroad can close.
  const double safe = domestic ? 1 + (habits.domestic_weight - 1) * world.clouds.cut_off[cloud] : 1.0;
  return late * pull * safe * math::pow(cost / kUsualCost, -habits.price_sensitivity);
}

}  // namespace

ChipStock look_at_chips(const World& world, const CloudHabits& habits, CloudId cloud) {
  ChipStock stock;
  for (const SkuId sku : world.skus.rows())
    if (world.book(cloud, sku) != 0)
      stock.power_waited_for += due_in_time(world, habits, cloud, sku) * chip_power(world, cloud, sku);
  std::array<double, 6> rate{};
  SkuId sku{0};
  for (const Fleet::Holding& held : world.fleet.holdings_of(cloud)) {
    if (held.all() > 0) {
      rate[static_cast<std::size_t>(world.skus.ecosystem[sku])] += double(held.all()) * world.skus.serving_rate[sku];
      stock.power_waited_for += double(held.waiting) * chip_power(world, cloud, sku);
    }
    ++sku.index;
  }
  stock.home = static_cast<Ecosystem>(std::max_element(rate.begin(), rate.end()) - rate.begin());
  return stock;
}

double chips_on_order(const World& world, const CloudHabits& habits, CloudId cloud) {
  double value = 0;
  for (const SkuId sku : world.skus.rows())
    if (world.book(cloud, sku) != 0) value += due_in_time(world, habits, cloud, sku) * system_price(world, sku);
  return value;
}

ChipChoice choose_chips(const World& world, const CloudHabits& habits, CloudId cloud, Ecosystem home) {
  ChipChoice choice;
  choice.part.resize(world.skus.size());
  const Pulls pulls = pulls_on(world, habits, cloud);
  double own = 0, others = 0, restricted = 0, trains_open = 0, trains_closed = 0;
  for (const SkuId sku : world.skus.rows()) {
    if (!offered_to(world, habits, cloud, sku)) continue;
    const std::size_t at = world.restrictions.at(sku, world.clouds.parent[cloud]);
    const double open = world.restrictions.open[at] * world.restrictions.accepted[at];
    const double wish = choice_weight(world, habits, cloud, sku, home, pulls);
    const double weight = open > habits.least_open ? open * wish : 0.0;
    choice.part[sku.index] = weight;
    restricted += (1 - world.restrictions.open[at]) * wish;
    (in_house(world, cloud, sku) ? own : others) += weight;
    choice.hazard += weight * world.restrictions.hazard[at];
    const double trains = world.skus.training_rate[sku] / system_price(world, sku);
    trains_open += weight * trains;
    trains_closed += (1 - world.restrictions.open[at]) * wish * trains;
  }
  choice.restricted = restricted / std::max(1e-12, own + others + restricted);
  if (own + others <= 0) return choice;
  choice.hazard /= own + others;
  if (trains_closed > 0) choice.stands_in = std::min(1.0, trains_open / (own + others) * restricted / trains_closed);
  // What would go to the chips of others as far as it was not cut off from them is open to those of its group too.
  const double usual = world.clouds.in_house_share[cloud];
  const double freed = (1 - usual) * world.clouds.cut_off[cloud];
  const double own_share = own <= 0 ? 0.0 : (others <= 0 ? 1.0 : usual + freed * own / (own + others));
  for (const SkuId sku : world.skus.rows()) {
    double& part = choice.part[sku.index];
    if (part <= 0) continue;
    part *= in_house(world, cloud, sku) ? own_share / own : (1 - own_share) / others;
    choice.power_per_usd += part * chip_power(world, cloud, sku) / system_price(world, sku);
  }
  return choice;
}

void order_chips(const World& world, const CloudHabits& habits, CloudId cloud, double spend, const ChipChoice& choice,
                 Orders& orders) {
  // A ban in sight: buy ahead the demand of the time that it would bite, as far as money goes.
  const double ahead = 1 + habits.stockpile_time * choice.hazard * habits.stockpile_speed;
  for (const SkuId sku : world.skus.rows()) {
    if (choice.part[sku.index] <= 0) continue;
    const double units = spend * ahead * choice.part[sku.index] / system_price(world, sku);
    const auto whole = whole_part(std::floor(units + 0.5));
    if (whole > 0) orders.chips.push_back({cloud, sku, whole});
  }
}

}  // namespace exarace
