#include "agents/cloud.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/core/smooth.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/public_pay.hpp"

namespace exarace {
namespace {

double ocf(const World& world, CloudId cloud) { return world.clouds.operating_cash_flow[cloud].at(world.today); }

/// Whether a cloud may see an offer: merchants sell to all, internal designers to their own group.
bool offered_to(const World& world, CloudId cloud, SkuId sku) {
  const DesignerId designer = world.skus.designer[sku];
  if (!world.skus.on_sale[sku] || !world.skus.datacentre[sku]) return false;
  // What was cut down for a law is offered where the law closes the uncut chip.
  const SkuId parent = world.skus.variant_of[sku];
  if (parent && world.restrictions.open[world.restrictions.at(parent, world.clouds.parent[cloud])] > 0.5) return false;
  if (world.designers.merchant[designer]) return true;
  return world.designers.group[designer] && world.designers.group[designer] == world.clouds.group[cloud];
}

bool in_house(const World& world, CloudId cloud, SkuId sku) {
  const GroupId group = world.designers.group[world.skus.designer[sku]];
  return group && group == world.clouds.group[cloud];
}

double book_value(const World& world, CloudId cloud) {
  double value = 0;
  for (const SkuId sku : world.skus.rows()) value += double(world.book(cloud, sku)) * system_price(world, sku);
  return value;
}

double chip_power(const World& world, CloudId cloud, SkuId sku) {
  return site_power(world, sku, world.clouds.country[cloud]);
}

/// What a cloud sees of its chips; one look, since the fleet is long.
struct Stock {
  double power_waited_for = 0;  ///< of what it has ordered and of what stands uninstalled [MW]
  Ecosystem home{};             ///< ecosystem that most of its compute runs
};

Stock stock_of(const World& world, CloudId cloud) {
  Stock stock;
  for (const SkuId sku : world.skus.rows())
    stock.power_waited_for += double(world.book(cloud, sku)) * chip_power(world, cloud, sku);
  std::array<double, 6> rate{};
  for (const std::uint32_t place : world.fleet.of(cloud)) {
    const auto& batch = world.fleet.batches[place];
    rate[static_cast<std::size_t>(world.skus.ecosystem[batch.sku])] +=
        double(batch.units) * world.skus.serving_rate[batch.sku];
    if (batch.installed == kNever) stock.power_waited_for += double(batch.units) * chip_power(world, cloud, batch.sku);
  }
  stock.home = static_cast<Ecosystem>(std::max_element(rate.begin(), rate.end()) - rate.begin());
  return stock;
}

}  // namespace

const Fields& CloudBehaviour::fields() {
  using T = CloudBehaviour;
  static const Fields all = {
      key("belief_speed", &T::belief_speed)
          .unit("1/year")
          .range(0.5, 50)
          .about("Adjustment of expected growth of AI revenue.")
          .calibrated(),
      key("greatest_growth", &T::greatest_growth)
          .unit("1/year")
          .range(0.1, 3)
          .about("Greatest growth of AI revenue that it dares to expect.")
          .calibrated(),
      key("horizon", &T::horizon)
          .unit("year")
          .range(0.5, 8)
          .about("Horizon over which demand is extrapolated.")
          .calibrated(),
      key("internal_growth", &T::internal_growth)
          .unit("1/year")
          .range(0, 1)
          .about("Growth of internal workloads.")
          .assumed(),
      key("capital_per_value", &T::capital_per_value)
          .unit("year")
          .range(0.2, 10)
          .about("AI capital wanted per yearly value of services.")
          .calibrated(),
      key("internal_capital", &T::internal_capital)
          .unit("year")
          .range(0.2, 10)
          .about("AI capital wanted per yearly value of internal workloads.")
          .calibrated(),
      key("closing_time", &T::closing_time)
          .unit("year")
          .range(0.2, 5)
          .about("Time in which the gap to the desired capital is closed.")
          .calibrated(),
      key("wear", &T::wear).unit("1/year").range(0.05, 0.6).about("Economic wear of AI capital.").calibrated(),
      key("greatest_step", &T::greatest_step)
          .range(1, 20)
          .about("Greatest AI capex over that of the last 12 months.")
          .assumed(),
      key("least_capex", &T::least_capex)
          .unit("USD/year")
          .range(0, 1e10)
          .about("AI capex that is always allowed.")
          .assumed(),
      key("chip_share", &T::chip_share)
          .range(0.1, 1)
          .about("Accelerators with networking over AI capex.")
          .sourced("bernstein_2025", "2025-10"),
      key("cash_flow_share", &T::cash_flow_share)
          .range(0, 2)
          .about("Part of the operating cash flow that may go into capex.")
          .assumed(),
      key("core_floor", &T::core_floor).range(0, 1).about("Least core capex over its plan.").calibrated(),
      key("loan_to_value", &T::loan_to_value)
          .range(0, 1.5)
          .about("Debt over AI capital that lenders accept.")
          .assumed(),
      key("debt_to_cash_flow", &T::debt_to_cash_flow)
          .range(0, 10)
          .about("Debt over operating cash flow that lenders accept.")
          .assumed(),
      key("price_sensitivity", &T::price_sensitivity)
          .range(0.1, 20)
          .about("Logit sensitivity of the choice among SKUs to cost per rate.")
          .assumed(),
      key("switching_cost", &T::switching_cost)
          .range(0, 3)
          .about("Cost of another ecosystem, as a share of the chip's cost.")
          .sourced("cuda_switching", "2025-06"),
      key("domestic_weight", &T::domestic_weight)
          .range(0.1, 20)
          .about("Weight of domestic chips for clouds of Chinese parents.")
          .calibrated(),
      key("ecosystem_pull", &T::ecosystem_pull)
          .range(0, 2)
          .about("Elasticity of the choice to the installed share of an ecosystem.")
          .assumed(),
      key("link_half", &T::link_half)
          .unit("GB/s")
          .range(0, 5000)
          .about("Chip-to-chip bandwidth at which half of a chip's rate counts for large models.")
          .assumed(),
      key("entry_share", &T::entry_share)
          .range(0, 1)
          .about("Operating cash flow that a newcomer may put into AI at once.")
          .assumed(),
      key("electricity_years", &T::electricity_years)
          .unit("year")
          .range(0, 10)
          .about("Years of energy that count in the cost of a chip.")
          .assumed(),
      key("stockpile_time", &T::stockpile_time)
          .unit("year")
          .range(0, 3)
          .about("Demand bought ahead of a ban that is certain.")
          .assumed(),
      key("plug_ahead", &T::plug_ahead)
          .unit("year")
          .range(0, 6)
          .about("Chips are ordered for power that is energised within this time.")
          .assumed(),
      key("power_lead", &T::power_lead)
          .unit("year")
          .range(0, 6)
          .about("Needs for which site power is ordered ahead.")
          .assumed(),
  };
  return all;
}

double CloudBehaviour::desired_capital(const World& world, CloudId cloud, double growth) const {
  const double elapsed = years_between(world.calendar.start, world.today);
  const double internal = world.clouds.internal_work[cloud] * std::exp(internal_growth * (elapsed + horizon));
  const double hosted = world.clouds.service_share[cloud] * world.clouds.belief_bias[cloud] *
                        world.signals.services_revenue * std::exp(growth * horizon);
  return internal_capital * internal + capital_per_value * hosted;
}

double CloudBehaviour::borrowing_room(const World& world, CloudId cloud) const {
  // What it owed at the start is renewed when it falls due.
  const double limit = std::max({debt_to_cash_flow * ocf(world, cloud), loan_to_value * world.clouds.ai_capital[cloud],
                                 world.clouds.debt[cloud].usd()});
  return std::max(0.0, limit - world.accounts.of(Item::loans_owed, world.clouds.account[cloud]).usd());
}

double CloudBehaviour::affordable(const World& world, CloudId cloud) const {
  const auto& clouds = world.clouds;
  const AccountId account = clouds.account[cloud];
  const double room = borrowing_room(world, cloud);
  const double income = cash_flow_share * std::max(0.0, ocf(world, cloud)) + 0.6 * clouds.rental_revenue[cloud];
  const double reserve = 0.5 * std::max(0.0, world.accounts.cash(account).usd());
  return std::max(0.0, income + room / 2 + reserve - core_floor * clouds.core_capex[cloud].at(world.today));
}

double CloudBehaviour::plan_capex(const World& world, CloudId cloud, CloudMind& mind) const {
  const auto& clouds = world.clouds;
  const double expected = std::min(world.signals.services_growth, greatest_growth);
  mind.belief_growth = smoothed(clouds.belief_growth[cloud], expected, belief_speed, world.years);
  const double wanted = desired_capital(world, cloud, mind.belief_growth);
  mind.desired_capital = wanted;
  const double ordered = book_value(world, cloud) / chip_share;
  const double gap = wanted - clouds.ai_capital[cloud] - ordered;
  const double wish = std::max(0.0, wear * clouds.ai_capital[cloud] + gap / closing_time);
  // Who does nothing else may put all into AI from the first day.
  const double entry = clouds.core_capex[cloud].at(world.today) > 0 ? entry_share : 1.0;
  const double step_limit =
      std::max({least_capex, entry * ocf(world, cloud), greatest_step * clouds.ai_capex_rate[cloud]});
  // What the state pays for is built on top of what the market would.
  const double ordered_by_state =
      public_pay(world, clouds.account[cloud], {BudgetPurpose::public_compute, BudgetPurpose::procurement});
  return clouds.capex_factor[cloud].at(world.today) * std::min({wish, step_limit, affordable(world, cloud)}) +
         ordered_by_state;
}

double CloudBehaviour::choice_weight(const World& world, CloudId cloud, SkuId sku, Ecosystem home) const {
  const CountryId parent = world.clouds.parent[cloud];
  const double energy = chip_power(world, cloud, sku) * 1e3 * 8766 * 0.7 *
                        world.countries.electricity_price[world.clouds.country[cloud]] * electricity_years;
  // Large models are spread over many chips: a slow link between them leaves the chips waiting.
  const double link = world.skus.interconnect[sku] / (world.skus.interconnect[sku] + link_half);
  const double rate = 0.5 * (world.skus.training_rate[sku] + world.skus.serving_rate[sku]) * link;
  double cost = (system_price(world, sku) + energy + chip_power(world, cloud, sku) * 12e6) / rate;
  const bool two_ecosystems = world.mechanisms.on(Mechanism::two_ecosystems);
  if (two_ecosystems && world.skus.ecosystem[sku] != home) cost *= 1 + switching_cost;
  const bool domestic = world.in_china(parent) && world.in_china(world.designers.parent[world.skus.designer[sku]]);
  const double late = std::exp(-0.5 * std::min(world.skus.lead_time[sku], 4.0));
  const auto& shares = world.signals.ecosystem_share[world.in_china(parent) ? 1 : 0];
  const double base =
      in_house(world, cloud, sku) ? 1.0 : std::max(0.01, shares[static_cast<std::size_t>(world.skus.ecosystem[sku])]);
  const double pull = two_ecosystems ? std::pow(base, ecosystem_pull) : 1.0;
  return late * pull * (domestic ? domestic_weight : 1.0) * std::pow(cost / 4e4, -price_sensitivity);
}

CloudBehaviour::Choice CloudBehaviour::choose(const World& world, CloudId cloud, Ecosystem home) const {
  Choice choice;
  choice.part.resize(world.skus.size());
  double own = 0, others = 0, restricted = 0;
  for (const SkuId sku : world.skus.rows()) {
    if (!offered_to(world, cloud, sku)) continue;
    const std::size_t at = world.restrictions.at(sku, world.clouds.parent[cloud]);
    const double open = world.restrictions.open[at] * world.restrictions.accepted[at];
    const double wish = choice_weight(world, cloud, sku, home);
    const double weight = open > 0.02 ? open * wish : 0.0;
    choice.part[sku.index] = weight;
    restricted += (1 - world.restrictions.open[at]) * wish;
    (in_house(world, cloud, sku) ? own : others) += weight;
    choice.hazard += weight * world.restrictions.hazard[at];
  }
  choice.restricted = restricted / std::max(1e-12, own + others + restricted);
  if (own + others <= 0) return choice;
  choice.hazard /= own + others;
  const double own_share = own > 0 ? (others > 0 ? world.clouds.in_house_share[cloud] : 1.0) : 0.0;
  for (const SkuId sku : world.skus.rows()) {
    double& part = choice.part[sku.index];
    if (part <= 0) continue;
    part *= in_house(world, cloud, sku) ? own_share / own : (1 - own_share) / others;
    choice.power_per_usd += part * chip_power(world, cloud, sku) / system_price(world, sku);
  }
  return choice;
}

void CloudBehaviour::order_chips(const World& world, CloudId cloud, double spend, const Choice& choice,
                                 Orders& orders) const {
  // A ban in sight: buy ahead the demand of the time that it would bite, as far as money goes.
  const double ahead = 1 + stockpile_time * choice.hazard * 2;
  for (const SkuId sku : world.skus.rows()) {
    const double units = spend * ahead * choice.part[sku.index] / system_price(world, sku);
    const auto whole = static_cast<std::int64_t>(std::floor(units + 0.5));
    if (whole > 0) orders.chips.push_back({cloud, sku, whole});
  }
}

double CloudBehaviour::sites_in_sight(const World& world, CloudId cloud) const {
  const double delay = world.countries.connection_delay[world.clouds.country[cloud]];
  return world.clouds.power_site[cloud] +
         world.clouds.power_on_order[cloud] * std::min(1.0, plug_ahead / std::max(0.1, delay));
}

void CloudBehaviour::order_power(const World& world, CloudId cloud, double spend, double waiting, const Choice& choice,
                                 Orders& orders) const {
  const double rate = spend / world.years * chip_share * choice.power_per_usd;
  const double needed = world.clouds.power_used[cloud] + waiting;
  const double have = world.clouds.power_site[cloud] + world.clouds.power_on_order[cloud];
  const double wanted = 1.1 * (needed + rate * power_lead) - have;
  const double soon = 1.1 * (needed + rate * plug_ahead) - sites_in_sight(world, cloud);
  if (wanted <= 0.01) return;
  const double step = closing(4.0, world.years);
  orders.sites.push_back({cloud, wanted * step, std::clamp(soon, 0.0, wanted) * step});
}

void CloudBehaviour::borrow(const World& world, CloudId cloud, double needed, Orders& orders) const {
  const AccountId account = world.clouds.account[cloud];
  const double short_of = needed - 0.8 * world.accounts.cash(account).usd();
  if (short_of > 0) {
    const double amount = std::min(short_of, borrowing_room(world, cloud));
    if (amount > 1e5) orders.funding.push_back({account, LabId::none(), amount});
  }
}

Decided<CloudMind> CloudBehaviour::decide(const World& world, CloudId cloud) const {
  Decided<CloudMind> decided{recall<CloudMind>(world.clouds, cloud), {}};
  if (world.clouds.defaulted[cloud]) return decided;
  auto& [mind, orders] = decided;
  const double capex = plan_capex(world, cloud, mind);
  const double spend = capex * world.years;
  // Chips are ordered only in so far as sites will have power for them.
  const double room = sites_in_sight(world, cloud) - world.clouds.power_used[cloud];
  const auto [waiting, home] = stock_of(world, cloud);
  const double pluggable =
      std::clamp((room - waiting) / std::max(1e-9, 0.15 * (world.clouds.power_used[cloud] + 5)), 0.0, 1.0);
  const Choice choice = choose(world, cloud, home);
  mind.restricted_wish = capex * chip_share * pluggable * choice.restricted;
  mind.ban_hazard = choice.hazard;
  order_chips(world, cloud, spend * chip_share * pluggable, choice, orders);
  order_power(world, cloud, spend, waiting, choice, orders);
  mind.ai_plan = capex;
  const double core = world.clouds.core_capex[cloud].at(world.today) * core_floor;
  borrow(world, cloud, (capex + core) * std::max(world.years, 0.25), orders);
  const double hours = world.clouds.serving_rate[cloud] * 8766 * world.years;
  if (hours > 0)
    orders.offers.push_back({cloud, world.clouds.fleet_class[cloud], hours * world.clouds.rental_share[cloud], 0});
  return decided;
}

}  // namespace exarace
