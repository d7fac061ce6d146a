#include "sim/markets/grey.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/core/random.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/value_at.hpp"
#include "sim/core/whole.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/markets/chips.hpp"
#include "sim/state/batches.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/rule.hpp"

namespace exarace {
namespace {

/// Staff that budgets added to a line.
double hired(const World& world, GovernmentId government, EnforcementLine line) {
  return value_at(world.governments.hired[government], static_cast<std::size_t>(line));
}

}  // namespace

const Fields& GreyMarket::fields() {
  using T = GreyMarket;
  static const Fields all = {
      key("demand_elasticity", &T::demand_elasticity)
          .range(0.2, 20)
          .prior(lognormal(2.5, 0.4))
          .about("Elasticity of restricted demand to the grey price.")
          .assumed(),
      key("greatest_premium", &T::greatest_premium)
          .range(0, 10)
          .about("Greatest premium over the posted price.")
          .assumed()
          .prior(lognormal(2, 0.3)),
      key("holding_time", &T::holding_time)
          .unit("year")
          .range(0, 2)
          .about("Purchase by a broker to delivery.")
          .assumed()
          .prior(lognormal(0.1, 0.5)),
      key("support_loss", &T::support_loss)
          .range(0, 1)
          .about("Value lost without vendor support.")
          .sourced("nvidia_support", "2025-06"),
      key("per_agent", &T::per_agent)
          .range(0, 0.1)
          .prior(lognormal(0.0004, 0.8))
          .about("Weight of an enforcement agent at home in what staff finds.")
          .assumed(),
      key("per_officer", &T::per_officer)
          .range(0, 0.1)
          .about("Weight of an officer abroad in what staff finds.")
          .assumed(),
      key("per_registrar", &T::per_registrar)
          .range(0, 0.1)
          .about("Detection added by a member of a chip registry's staff.")
          .assumed(),
      key("per_analyst", &T::per_analyst)
          .range(0, 0.1)
          .about("Detection added by an analyst.")
          .assumed()
          .prior(lognormal(0.001, 0.7)),
      key("agents_at_base", &T::agents_at_base)
          .unit("people")
          .range(1, 1e5)
          .about("Enforcement agents at home behind the base probability of a route.")
          .sourced("heritage_2025", "2025-06"),
      key("officers_at_base", &T::officers_at_base)
          .unit("people")
          .range(0, 1e4)
          .about("Officers abroad behind it.")
          .sourced("heritage_2025", "2025-06"),
      key("staff_elasticity", &T::staff_elasticity)
          .range(0.05, 2)
          .about("Elasticity of what is found to the staff that looks.")
          .assumed(),
      key("by_location", &T::by_location)
          .range(0, 10)
          .about("Effort that location checks on all chips are worth.")
          .assumed(),
      key("own_line", &T::own_line)
          .range(0, 10)
          .about(
              "Weight of the line of enforcement that sees a kind of route best: officers resellers, registries server "
              "makers, analysts clouds.")
          .assumed()
          .prior(triangular(1, 1.5, 2.5)),
      key("other_line", &T::other_line)
          .range(0, 10)
          .about("Weight of the other lines on a kind of route.")
          .assumed()
          .prior(triangular(0.4, 0.75, 1)),
      key("cash_share", &T::cash_share)
          .range(0, 1)
          .about("Part of a buyer's cash that a delivery of diverted chips may take.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.6)),
      key("delivery_time", &T::delivery_time)
          .unit("day")
          .range(0, 365)
          .about("Way of diverted chips to the buyer.")
          .assumed()
          .prior(lognormal(30, 0.4)),
      key("least_supply", &T::least_supply)
          .unit("USD/year")
          .range(1, 1e10)
          .about("Value of diverted chips that the premium reckons with when none comes.")
          .assumed()
          .prior(lognormal(1e6, 0.7)),
      key("premium_speed", &T::premium_speed)
          .unit("1/year")
          .range(0.1, 100)
          .about("Speed of the premium towards what clears.")
          .assumed()
          .prior(lognormal(6, 0.4)),
      key("cooperation", &T::cooperation)
          .range(0, 1)
          .about("Change of detection by a state on the route that sides fully with one camp.")
          .assumed()
          .prior(triangular(0.25, 0.5, 0.75)),
  };
  return all;
}

double GreyMarket::detection(const World& world, BrokerId broker) const {
  const GovernmentId government = government_of(world, Bloc::us);
  if (!government) return world.brokers.detection[broker];
  const auto& g = world.governments;
  // Routes hide from different lines: resellers from officers abroad, server makers from registries, clouds from
  // analysts.
  const RouteKind kind = world.brokers.kind[broker];
  const double officers = kind == RouteKind::reseller ? own_line : other_line;
  const double registry = kind == RouteKind::server_maker ? own_line : other_line;
  const double analysis = kind == RouteKind::cloud_redirect ? own_line : other_line;
  // Agents and officers find what the base probability says at the staff behind it, less with fewer, and nothing where
  // nobody looks; what the other lines of enforcement find comes on top.
  const auto looks = [&](double agents, double at_posts) {
    return per_agent * agents + per_officer * officers * at_posts;
  };
  const double staff = looks(g.enforcement_agents[government] + hired(world, government, EnforcementLine::agents),
                             g.officers_abroad[government] + hired(world, government, EnforcementLine::officers));
  const double found = math::pow(staff / std::max(1e-9, looks(agents_at_base, officers_at_base)), staff_elasticity);
  const double effort =
      per_registrar * registry * (g.registry_staff[government] + hired(world, government, EnforcementLine::registry)) +
      per_analyst * analysis * (g.analysts[government] + hired(world, government, EnforcementLine::analysis)) +
      by_location * std::min(1.0, g.location_checks[government] + hired(world, government, EnforcementLine::location));
  // A state on the route helps or looks away.
  const CountryId through = world.brokers.country[broker];
  const double lean = world.mechanisms.on(Mechanism::swing_states) ? world.countries.lean[through] : 0.0;
  const double helped = std::max(0.0, 1 + cooperation * lean);
  const double unseen = 1 - std::clamp(world.brokers.detection[broker] * helped, 0.0, 1.0);
  return 1 - math::pow(unseen, found) * math::exp(-effort * helped);
}

void GreyMarket::stock_up(World& world) const {
  for (const ChipTrade& trade : world.trades.chips)
    if (trade.broker)
      world.broker_stock.rows.push_back({trade.broker, trade.sku, trade.units,
                                         from_usd(static_cast<double>(trade.units) * trade.price), world.today});
}

void GreyMarket::seize(World& world, BrokerStock::Row& row) const {
  auto& brokers = world.brokers;
  move(world, row.sku, Chips::broker_stock, Chips::seized, row.units);
  brokers.seized[row.broker] += static_cast<double>(row.units);
  world.movements.note(brokers.account[row.broker], row.cost, Flow::write_down);
  brokers.closed_until[row.broker] = Date{world.today.days + static_cast<int>(brokers.entry_time[row.broker] * 365.25)};
  if (const GovernmentId government = government_of(world, Bloc::us)) world.governments.cases[government] += 1;
  world.events.add({world.today, "seized", "brokers/" + brokers.id[row.broker], "skus/" + world.skus.id[row.sku], "",
                    static_cast<double>(row.units), row.cost.usd(), ""});
  row.units = 0;
}

void GreyMarket::deliver(World& world, double premium) const {
  std::vector<CloudId> buyers;
  double wish = 0;
  for (const CloudId cloud : world.clouds.rows())
    if (world.in_china(world.clouds.country[cloud]) && world.clouds.restricted_wish[cloud] > 0) {
      buyers.push_back(cloud);
      wish += world.clouds.restricted_wish[cloud];
    }
  for (auto& row : world.broker_stock.rows) {
    if (buyers.empty() || years_between(row.bought, world.today) < holding_time) continue;
    const auto luck_key = stable_key("brokers", world.brokers.id[row.broker]);
    if (uniform(world.seed, Purpose::detection, luck_key, world.step) < world.brokers.detection_now[row.broker]) {
      seize(world, row);
      continue;
    }
    const double price = system_price(world, row.sku) * (1 + premium);
    const std::int64_t all = row.units;
    for (const CloudId cloud : buyers) {
      const double part = world.clouds.restricted_wish[cloud] / wish;
      const double cash = std::max(0.0, world.accounts.cash(world.clouds.account[cloud]).usd()) * cash_share;
      const auto units = whole_up_to(whole_up_to(row.units, std::ceil(double(all) * part)), cash / price);
      if (units <= 0) continue;
      const Money cost = part_of(row.cost, units, row.units);
      row.units -= units;
      row.cost -= cost;
      move(world, row.sku, Chips::broker_stock, Chips::in_transit, units);
      const Money paid = from_usd(double(units) * price);
      const AccountId seller = world.brokers.account[row.broker];
      world.movements.pay(world.clouds.account[cloud], seller, paid, Flow::chip_capex);
      world.movements.note(seller, cost, Flow::cost_of_sales);
      world.pipeline.shipments.push_back(
          {row.sku, cloud, units, paid, Date{world.today.days + static_cast<int>(delivery_time)}});
      world.brokers.diverted[row.broker] += static_cast<double>(units);
      world.brokers.premium[row.broker] = premium;
    }
  }
  std::erase_if(world.broker_stock.rows, [](const auto& row) { return row.units == 0; });
}

void GreyMarket::clear(World& world) const {
  auto& brokers = world.brokers;
  double supply = 0;
  for (const BrokerId broker : brokers.rows()) {
    brokers.diverted[broker] = brokers.seized[broker] = 0;
    brokers.detection_now[broker] = detection(world, broker);
  }
  stock_up(world);
  for (const auto& row : world.broker_stock.rows) supply += double(row.units) * system_price(world, row.sku);
  const double rate = std::max(least_supply, supply / std::max(world.years, holding_time));
  const double wish = (1 - support_loss) * world.signals.restricted_demand;
  const double cleared =
      wish > 0 ? std::clamp(math::pow(wish / rate, 1 / demand_elasticity) - 1, 0.0, greatest_premium) : 0.0;
  world.signals.grey_premium = smoothed(world.signals.grey_premium, cleared, premium_speed, world.years);
  deliver(world, world.signals.grey_premium);
}

}  // namespace exarace
