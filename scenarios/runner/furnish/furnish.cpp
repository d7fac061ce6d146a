#include "scenarios/runner/furnish/furnish.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/runner/furnish/population.hpp"
#include "sim/core/after.hpp"
#include "sim/core/error.hpp"
#include "sim/core/math.hpp"
#include "sim/core/random.hpp"
#include "sim/core/whole.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/markets/goods.hpp"
#include "sim/policy/regime.hpp"
#include "sim/signals/signals.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"
#include "sim/step/launches.hpp"

namespace exarace {
namespace {

void furnish_skus(World& world) {
  auto& skus = world.skus;
  for (const SkuId sku : skus.rows()) {
    if (!skus.die[sku]) skus.die[sku] = sku;
    rate_sku(world.technology, skus, sku);
    skus.posted_price[sku] = skus.price[sku];
    // What a scenario says is in stock was made before the start.
    move(world, sku, Dies::made, Dies::stock, std::exchange(skus.dies[sku], 0));
  }
  for (const DesignerId designer : world.designers.rows())
    move(world, designer, Stacks::made, Stacks::stock, std::exchange(world.designers.hbm_stock[designer], 0));
}

void furnish_fleet(World& world, const OpeningFleet& fleet, const Depreciation& books) {
  for (const OpeningFleetId row : fleet.rows()) {
    const SkuId sku = fleet.sku[row];
    const double age = std::max(0.0, years_between(fleet.installed[row], world.today));
    const double price = world.skus.price[sku] / (1 - world.designers.network_share[world.skus.designer[sku]]);
    const Money cost = from_usd(double(fleet.units[row]) * price);
    const Money book = from_usd(cost.usd() * std::max(0.0, 1 - age / books.chip_life));
    world.fleet.batches.push_back({fleet.cloud[row], sku, fleet.installed[row], fleet.units[row], book, cost, 0});
    move(world, sku, Chips::made, Chips::installed, fleet.units[row]);
    const double capital = capital_of_chips(world.technology, cost.usd());
    world.clouds.ai_capital[fleet.cloud[row]] += worn(world.technology, capital, age);
    world.clouds.ai_capex_rate[fleet.cloud[row]] += age < 1.0 ? capital : 0.0;
    world.skus.sales_rate[sku] += age < 1.0 ? double(fleet.units[row]) : 0.0;
    world.skus.shipment_rate[sku] = world.skus.sales_rate[sku];
  }
  world.fleet.arrange(world.clouds.size(), world.skus.size());
}

/// Wafers of a die that are in the line, in monthly batches that become due over the cycle.
void furnish_wafers(World& world, LineId line, SkuId sku, double chips_per_year) {
  const SkuId die = world.skus.die[sku];
  const double wafers =
      chips_per_year / 12 * world.skus.dies_per_package[sku] / std::max(0.05, good_dies(world, line, die));
  const int months = static_cast<int>(std::ceil(world.lines.cycle_time[line] * 12));
  for (int month = 1; month <= months; ++month) {
    const Date due{world.today.days + month * 30};
    world.pipeline.wafers.push_back({line, die, SkuId::none(), world.skus.designer[sku], wafers, due});
    move(world, die, Wafers::begun, Wafers::in_process, wafers);
  }
}

/// Packages in assembly and test, in monthly batches; their cost is set when costs are known.
void furnish_packages(World& world, LineId line, SkuId sku, double chips_per_year) {
  auto& skus = world.skus;
  const int months = static_cast<int>(std::ceil(world.technology.packaging_cycle * 12 - 0.1));
  const auto units = static_cast<std::int64_t>(chips_per_year / 12);
  const auto dies = units * static_cast<std::int64_t>(skus.dies_per_package[sku]);
  const auto stacks = units * static_cast<std::int64_t>(skus.hbm_stacks[sku]);
  for (int month = 1; month <= months; ++month) {
    world.pipeline.packages.push_back({line, sku, units, {}, Date{world.today.days + month * 30}});
    move(world, sku, Packages::begun, Packages::in_process, units);
    move(world, skus.die[sku], Dies::made, Dies::used, dies);
    move(world, skus.designer[sku], Stacks::made, Stacks::used, stacks);
  }
}

/// Largest packaging line on the side of the world where the SKU's dies are made.
LineId packaging_line(const World& world, SkuId sku) {
  const bool chinese = world.in_china(world.fabs.country[world.skus.foundry[sku]]);
  LineId best = LineId::none();
  for (const LineId line : world.lines.rows())
    if (world.lines.product[line] == Product::packaging && world.in_china(world.lines.site[line]) == chinese &&
        (!best || world.lines.capacity[line] > world.lines.capacity[best]))
      best = line;
  return best;
}

/// Goods of the chain at the opening rate of sales: wafers, dies, stacks, finished chips. All assumed.
void furnish_chain(World& world, const OpeningState& opening) {
  auto& skus = world.skus;
  for (const SkuId sku : skus.rows()) {
    const double rate = skus.sales_rate[sku] * opening.sales_growth;
    if (rate <= 0 || years_between(skus.launch[sku], world.today) > opening.made_for) continue;
    const LineId line = logic_line(world, sku);
    if (line) furnish_wafers(world, line, sku, rate);
    if (const LineId packaging = packaging_line(world, sku)) furnish_packages(world, packaging, sku, rate);
    const auto dies = static_cast<std::int64_t>(rate * opening.die_time * skus.dies_per_package[sku]);
    move(world, skus.die[sku], Dies::made, Dies::stock, dies);
    const auto finished = static_cast<std::int64_t>(rate * opening.chip_time);
    move(world, sku, Chips::made, Chips::maker_stock, finished);
    const auto stacks = static_cast<std::int64_t>(rate * opening.stack_time * skus.hbm_stacks[sku]);
    move(world, skus.designer[sku], Stacks::made, Stacks::stock, stacks);
  }
}

/// Power of sites: what the fleet draws with headroom, and the country's share of what is energised beyond it.
void furnish_sites(World& world, const OpeningState& opening) {
  auto& clouds = world.clouds;
  std::vector<double> drawn(world.countries.size()), want(world.countries.size());
  auto& countries = world.countries;
  for (const CountryId country : countries.rows()) {
    countries.halls_known[country] = countries.convertible_power[country];
    countries.power_wait[country] = countries.connection_delay[country];
    countries.power_added[country].assign(kPowerSources, 0.0);
  }
  for (const auto& batch : world.fleet.batches)
    clouds.power_used[batch.cloud] += double(batch.units) * site_power(world, batch.sku, clouds.country[batch.cloud]);
  for (const CloudId cloud : clouds.rows()) {
    drawn[clouds.country[cloud].index] += clouds.power_used[cloud];
    want[clouds.country[cloud].index] += clouds.power_used[cloud] + opening.least_spare;
  }
  for (const CloudId cloud : clouds.rows()) {
    const CountryId place = clouds.country[cloud];
    const double spare = std::max(opening.spare_share * drawn[place.index] + opening.least_spare,
                                  world.countries.energised_power[place] - drawn[place.index]);
    clouds.power_site[cloud] =
        clouds.power_used[cloud] + spare * (clouds.power_used[cloud] + opening.least_spare) / want[place.index];
  }
}

/// Capacity that was begun before the start comes evenly, a batch a step.
void furnish_building(World& world, LineId line) {
  auto& lines = world.lines;
  if (lines.under_way[line] <= 0) return;
  const auto steps = std::max(std::int64_t{1}, whole_part(lines.greenfield_time[line] / world.years));
  const double batch = lines.under_way[line] / static_cast<double>(steps);
  for (std::int64_t step = 1; step <= steps; ++step) {
    world.pipeline.capacity.push_back({line, batch, after(world.today, static_cast<double>(step) * world.years)});
    move(world, line, Tools::bought, Tools::on_order, batch);
  }
}

void furnish_industry(World& world, const OpeningState& opening) {
  for (const CountryId country : world.countries.rows())
    world.countries.lean[country] = world.countries.alignment[country];
  auto& lines = world.lines;
  for (const LineId line : lines.rows()) {
    const double outside = std::min(lines.capacity[line], lines.other_demand[line].at(world.today));
    lines.orders[line] =
        lines.product[line] == Product::logic ? outside : std::max(outside, opening.line_use * lines.capacity[line]);
    lines.orders_rate[line] = lines.orders[line] - outside;
    // Else a fab takes all that it makes on the first day for what designers order.
    lines.outside_sales[line] = 12 * world.years * outside;
    lines.utilisation[line] = lines.orders[line] / std::max(1.0, lines.capacity[line]);
    lines.serviced[line] = lines.tool_ceiling[line] = 1;
    furnish_building(world, line);
    world.fabs.revenue_rate[lines.fab[line]] += 12 * lines.orders[line] * lines.unit_price[line];
  }
  auto& makers = world.toolmakers;
  for (const ToolmakerId maker : makers.rows()) {
    makers.price_index[maker] = makers.home_gain[maker] = 1;
    if (world.in_china(makers.country[maker])) makers.home_gain[maker] = opening.home_gain;
    makers.model_share[maker] = std::clamp(1 - makers.other_revenue[maker] / std::max(1.0, makers.capacity[maker]),
                                           opening.least_model_share, 1.0);
    makers.revenue_rate[maker] = makers.capacity[maker] * makers.model_share[maker] * opening.toolmaker_use;
  }
}

void furnish_labs(World& world, const OpeningState& opening) {
  auto& labs = world.labs;
  const auto since = static_cast<std::uint64_t>(opening.run_age);
  for (const LabId lab : labs.rows()) {
    labs.internal_capability[lab] = labs.trained[lab] = labs.capability[lab];
    labs.trained_level[lab] = labs.algorithms[lab];
    labs.run_yield[lab] = 1;
    labs.training_flop[lab] = flop_for(world.technology, labs.capability[lab], labs.algorithms[lab]);
    labs.service_price[lab] = labs.quality[lab] = 1;
    labs.researchers_at_start[lab] = labs.researchers[lab];
    labs.revenue_rate[lab] = labs.revenue_slow[lab] = labs.revenue[lab];
    labs.last_release[lab] = world.calendar.start;
    labs.last_run[lab] = Date{world.calendar.start.days - static_cast<int>(stable_key("labs", labs.id[lab]) % since)};
    labs.research_hours[lab] = 0;  // compute is first bought in the first step
  }
}

void furnish_signals(World& world, const OpeningState& opening) {
  auto& signals = world.signals;
  const std::size_t markets = world.countries.size() * kComputeClasses;
  for (auto* column : {&signals.contract_rent, &signals.spot_rent, &signals.user_cost, &signals.hours_offered,
                       &signals.hours_sold, &signals.hours_wanted})
    column->assign(markets, 0.0);
  for (const LabId lab : world.labs.rows()) {
    const double revenue = world.labs.revenue_rate[lab] + world.labs.licences[lab];
    signals.services.revenue += revenue;
    signals.services_by_home[world.side_of(world.labs.country[lab])].revenue += revenue;
  }
  for (ServiceSales* sales : {&signals.services, &signals.services_by_home[0], &signals.services_by_home[1]}) {
    sales->history.push_back({Date{world.today.days - 366}, sales->revenue / opening.services_ratio});
    sales->history.push_back({world.today, sales->revenue});
    sales->growth = opening.services_growth;
  }
  double algorithms = -1e9;
  for (const LabId lab : world.labs.rows())
    if (world.labs.founded[lab] <= world.today) algorithms = std::max(algorithms, world.labs.algorithms[lab]);
  for (int months = 12; months >= 0; --months)
    signals.algorithms_history.push_back(
        {Date{world.today.days - months * 30}, algorithms - months / 12.0 * opening.algorithms_growth});
  // The bloc's path to its opening level, so that the age of a rival's level can be told from the first day.
  double us = 0;
  for (const LabId lab : world.labs.rows())
    if (world.countries.bloc[world.labs.country[lab]] == Bloc::us && world.labs.founded[lab] <= world.today)
      us = std::max(us, world.labs.capability[lab]);
  for (int months = 36; months >= 0; --months)
    signals.frontier_us_history.push_back(
        {Date{world.today.days - months * 30}, us - months / 12.0 * opening.frontier_growth});
  for (const InvestorId investor : world.investors.rows()) {
    world.investors.belief_growth[investor] = opening.services_growth;
    world.investors.ready[investor] =
        world.investors.inflow[investor] * world.investors.ai_weight[investor] * world.years;
    signals.funding_by_home[world.side_of(world.investors.country[investor])] +=
        world.investors.ready[investor] / world.years;
  }
}

void furnish_beliefs(World& world, const OpeningState& opening) {
  auto& clouds = world.clouds;
  const double spread = opening.belief_spread;
  for (const CloudId cloud : clouds.rows()) {
    clouds.belief_growth[cloud] = opening.services_growth;
    clouds.belief_bias[cloud] =
        math::exp(spread * normal(world.seed, Purpose::cloud_belief, stable_key("clouds", clouds.id[cloud]), 0) -
                  spread * spread / 2);
  }
  for (const BrokerId broker : world.brokers.rows()) {
    world.brokers.flow[broker] = 0;
    world.brokers.detection_now[broker] = world.brokers.detection[broker];
  }
}

}  // namespace

void furnish(Setup& setup, std::uint64_t run_seed) {
  World& world = setup.world;
  world.seed = run_seed;
  world.calendar = {setup.run.start, setup.run.end, setup.run.step};
  world.today = setup.run.start;
  world.years = world.calendar.years_per_step();
  world.adoption_threshold = setup.minds.enterprise.adoption_threshold;
  furnish_skus(world);
  furnish_fleet(world, setup.fleet, setup.laws.depreciation);
  furnish_chain(world, setup.opening);
  widen_for_skus(world);
  furnish_sites(world, setup.opening);
  furnish_industry(world, setup.opening);
  furnish_labs(world, setup.opening);
  furnish_signals(world, setup.opening);
  furnish_beliefs(world, setup.opening);
  populate(world, static_cast<std::size_t>(setup.run.enterprises), setup.minds.enterprise);
  publish_prices(world);
  for (const SkuId sku : world.skus.rows()) world.skus.stock_cost[sku] = world.skus.unit_cost[sku];
  for (auto& batch : world.pipeline.packages)
    batch.cost = from_usd(double(batch.units) * world.skus.unit_cost[batch.sku]);
  setup.laws.opening.open(world);
  bind(world);
  publish_prices(world);
  for (std::size_t m = 0; m < world.signals.user_cost.size(); ++m)
    world.signals.contract_rent[m] = world.signals.spot_rent[m] = world.signals.user_cost[m];
  setup.laws.logistics.advance(world);
  world.movements.rows.clear();
}

Behaviours behaviours(const Minds& m) {
  Behaviours slots;
  std::apply([&](const auto&... type) { (slots.push_back(every_row(type.table, m.*type.rule)), ...); }, kDeciders);
  slots.push_back([&m](const World& world) -> Decisions {
    auto demand = std::make_shared<Demand>(m.enterprise.decide(world));
    return [demand](World& changed) { keep(changed.enterprises, changed.cells, std::move(*demand)); };
  });
  return slots;
}

}  // namespace exarace
