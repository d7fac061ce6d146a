#include "sim/markets/compute.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "sim/core/random.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/units.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/rental_access.hpp"

namespace exarace {

/// Hours of this step that are still free, by cloud; and what was wanted, by market.
struct ComputeMarket::Supply {
  struct Shop {
    double capacity, free, rentable;
    std::size_t market;  ///< in which it sells
    double served = 1;   ///< part of its contracts for which it has the hours

    double take(double hours) {
      const double got = std::clamp(hours, 0.0, free);
      free -= got;
      rentable = std::max(0.0, rentable - got);
      return got;
    }
  };
  struct Market {
    double wanted = 0, offered = 0, sold = 0;
  };
  std::vector<Shop> shops;      ///< by cloud
  std::vector<Market> markets;  ///< by country and class

  double take(CloudId cloud, double hours) { return shops[cloud.index].take(hours); }
};

namespace {

ComputeClass class_at(const World& world, CloudId cloud) { return world.clouds.fleet_class[cloud]; }

std::size_t market_of(const World& world, CloudId cloud) {
  return Signals::market(world.clouds.country[cloud], class_at(world, cloud));
}

/// Orders in the order in which labs come: by lot in every step, so that nobody gains by the place of his row.
std::vector<const ComputeOrder*> in_turn(const World& world) {
  std::vector<double> lot;
  for (const LabId lab : world.labs.rows())
    lot.push_back(uniform(world.seed, Purpose::demand_noise, stable_key("labs", world.labs.id[lab]), world.step));
  std::vector<const ComputeOrder*> orders;
  for (const ComputeOrder& order : world.orders.compute) orders.push_back(&order);
  std::stable_sort(orders.begin(), orders.end(),
                   [&](const ComputeOrder* a, const ComputeOrder* b) { return lot[a->lab.index] < lot[b->lab.index]; });
  return orders;
}

/// Clouds by rent, the cheapest first; those that ask the same stand by lot, drawn in every step.
std::vector<CloudId> cheapest_first(const World& world) {
  std::vector<std::tuple<double, double, CloudId>> ranked;
  for (const CloudId cloud : world.clouds.rows()) {
    const std::uint64_t key = stable_key("clouds", world.clouds.id[cloud]);
    ranked.emplace_back(asked_rent(world, cloud), uniform(world.seed, Purpose::cloud_turn, key, world.step), cloud);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<CloudId> clouds;
  for (const auto& entry : ranked) clouds.push_back(std::get<CloudId>(entry));
  return clouds;
}

/// What the law denies; what a lab has promised not to ask for is not denied. Not inlined: it would crowd loops that
/// seldom come here.
[[gnu::noinline]] void deny(World& world, LabId lab, CloudId cloud, double hours, double price) {
  if (bound_elsewhere(world, lab, cloud)) return;
  const Verdict& verdict = world.admissions.rental(lab, cloud);
  world.trades.denials.push_back({verdict.by, Good::compute, world.clouds.account[cloud], world.labs.account[lab],
                                  SkuId::none(), hours, hours * price});
}

/// What a lab and a cloud have to do with each other in a step: there are many more contracts than such pairs.
struct Dealing {
  double open;                                            ///< part of a rental that law and promises let pass
  std::array<std::uint32_t, kComputeClasses> trade = {};  ///< by class, place plus one of the trade of all contracts
};

/// Begins the trade of a contract; returns its place plus one.
[[gnu::noinline]] std::uint32_t begin_trade(World& world, const Contracts::Row& row, double hours, Money prepaid) {
  auto& trades = world.trades.compute;
  trades.push_back({row.seller, row.lab, row.cls, hours, row.price, true, false, prepaid});
  return static_cast<std::uint32_t>(trades.size());
}

/// By lab, then cloud.
std::vector<Dealing> dealings_of(const World& world) {
  std::vector<Dealing> dealings;
  dealings.reserve(world.labs.size() * world.clouds.size());
  for (const LabId lab : world.labs.rows())
    for (const CloudId cloud : world.clouds.rows()) dealings.push_back({admitted(world, lab, cloud)});
  return dealings;
}

}  // namespace

void ComputeMarket::clear(World& world) const {
  const auto& clouds = world.clouds;
  Supply supply;
  supply.markets.resize(world.countries.size() * kComputeClasses);
  for (const CloudId cloud : clouds.rows()) {
    const double capacity = clouds.defaulted[cloud] ? 0 : sellable_hours(world, cloud);
    supply.shops.push_back({capacity, capacity, capacity, market_of(world, cloud)});
  }
  for (const ComputeOffer& offer : world.orders.offers) {
    Supply::Shop& shop = supply.shops[offer.cloud.index];
    shop.rentable = std::min(shop.capacity, offer.hours);
    supply.markets[shop.market].offered += shop.rentable;
  }
  end_contracts(world);
  serve_groups(world, supply);  // first: who asks for its trades stops at the first that is none
  serve_contracts(world, supply);
  sign_contracts(world, supply);
  clear_spot(world, supply, reserve_for_startups(world, supply));
  for (const CloudId cloud : clouds.rows()) {
    world.clouds.hours_capacity[cloud] = supply.shops[cloud.index].capacity;
    world.clouds.hours_sold[cloud] = supply.shops[cloud.index].capacity - supply.shops[cloud.index].free;
    world.clouds.hours_rented[cloud] = 0;
  }
  for (const ComputeTrade& trade : world.trades.compute)
    if (!trade.internal) world.clouds.hours_rented[trade.seller] += trade.hours;
  sign_ahead(world);
  world.contracts.list(world.labs.size());
  publish_backlog(world);
  publish_rents(world, supply);
}

void ComputeMarket::serve_groups(World& world, Supply& supply) const {
  for (const ComputeOrder& order : world.orders.compute) {
    if (!order.cloud) continue;
    const double got = supply.take(order.cloud, order.hours);
    if (got > 0)
      world.trades.compute.push_back({order.cloud, order.lab, class_at(world, order.cloud), got, 0, true, true});
  }
}

void ComputeMarket::serve_contracts(World& world, Supply& supply) const {
  auto& rows = world.contracts.rows;
  if (rows.empty()) return;
  const std::size_t sellers = world.clouds.size();
  const Date today = world.today;
  const double years = world.years;
  std::vector<double> due(sellers);
  for (const auto& row : rows)
    if (row.start <= today) due[row.seller.index] += row.hours * years;
  for (const CloudId cloud : world.clouds.rows()) {
    Supply::Shop& shop = supply.shops[cloud.index];
    shop.served = std::min(1.0, shop.free / std::max(due[cloud.index], 1e-9));
  }
  std::vector<Dealing> dealings = dealings_of(world);
  for (auto& row : rows) {
    if (row.start > today) continue;
    Supply::Shop& shop = supply.shops[row.seller.index];
    Supply::Market& market = supply.markets[shop.market];
    Dealing& dealing = dealings[row.lab.index * sellers + row.seller.index];
    const double wanted = row.hours * years, open = dealing.open;
    market.wanted += wanted;
    if (open < 1 && wanted > 0) deny(world, row.lab, row.seller, wanted * shop.served * (1 - open), row.price);
    const double rentable = shop.rentable;
    const double got = shop.take(wanted * shop.served * open);
    if (got <= 0) continue;
    // What it signed away once is on offer, whatever it would rent out today.
    market.offered += std::max(0.0, got - rentable);
    market.sold += got;
    Money covered;
    if (row.prepaid.cents > 0) covered = min(row.prepaid, from_usd(got * row.price * row.prepaid_part));
    row.prepaid -= covered;
    std::uint32_t& place = dealing.trade[static_cast<std::size_t>(row.cls)];
    if (place == 0) {
      place = begin_trade(world, row, got, covered);
      continue;
    }
    ComputeTrade& trade = world.trades.compute[place - 1];
    trade.price = (trade.price * trade.hours + row.price * got) / (trade.hours + got);
    trade.hours += got;
    trade.prepaid += covered;
  }
}

void ComputeMarket::sign_contracts(World& world, Supply& supply) const {
  const auto& labs = world.labs;
  const std::vector<CloudId> cheapest = cheapest_first(world);
  for (const ComputeOrder* wish : in_turn(world)) {
    const ComputeOrder& order = *wish;
    if (!order.contract || order.cloud || order.ahead > 0 || order.hours <= 0) continue;
    double left = order.hours;
    // Work that is bound to home by data, staff and law does not cross the line, however dear hours are there.
    double beyond = abroad_part * order.hours;
    const CloudId home = labs.home_cloud[order.lab];
    std::vector<CloudId> sellers = cheapest;
    std::erase_if(sellers, [&](CloudId cloud) { return of_own_group(world, order.lab, cloud); });
    std::stable_partition(sellers.begin(), sellers.end(), [&](CloudId cloud) { return cloud == home; });
    for (const CloudId cloud : sellers) {
      const double price = asked_rent(world, cloud);
      const double part = cloud == home ? home_share : away_share;
      const bool near = world.in_china(world.clouds.country[cloud]) == world.in_china(labs.country[order.lab]);
      const double wish = std::min(near ? left : std::min(left, beyond), supply.shops[cloud.index].rentable * part);
      if (wish <= 1) continue;
      const double open = admitted(world, order.lab, cloud);
      if (open < 1 && (cloud == home || world.clouds.country[cloud] != labs.country[order.lab]))
        deny(world, order.lab, cloud, wish * (1 - open), price);
      const double can = wish * open;
      if (can <= 1) continue;
      const double got = supply.take(cloud, can);
      left -= got;
      if (!near) beyond -= got;
      const Date end{world.today.days + static_cast<int>(contract_length * kDaysPerYear)};
      world.contracts.rows.push_back(
          {cloud, order.lab, class_at(world, cloud), got / world.years, price, world.today, end});
      supply.markets[market_of(world, cloud)].sold += got;
      supply.markets[market_of(world, cloud)].wanted += got;
      world.trades.compute.push_back({cloud, order.lab, class_at(world, cloud), got, price, true, false});
      if (left <= 1) break;
    }
    supply.markets[market_of(world, home)].wanted += std::max(0.0, left);
  }
}

double ComputeMarket::nearness(const World& world, std::size_t side, CountryId country) const {
  return world.side_of(country) == side ? 1.0 : far_reach;
}

ComputeMarket::Startups ComputeMarket::reserve_for_startups(World& world, Supply& supply) const {
  Startups left{}, all{};
  std::vector<double> open(world.clouds.size()), weight(world.clouds.size());
  for (std::size_t side = 0; side < left.size(); ++side)
    left[side] = startup_share * world.signals.funding_by_home[side] * world.years;
  const Startups budget = left;
  for (const ComputeOffer& offer : world.orders.offers) {
    // What clouds keep for customers by the hour is not sold ahead.
    const double kept = (1 - contract_term_share) * std::min(supply.shops[offer.cloud.index].capacity, offer.hours);
    open[offer.cloud.index] = std::max(0.0, supply.shops[offer.cloud.index].rentable - kept);
    weight[offer.cloud.index] = open[offer.cloud.index] * appeal(world, offer.cloud);
    for (std::size_t side = 0; side < all.size(); ++side)
      all[side] += weight[offer.cloud.index] * nearness(world, side, world.clouds.country[offer.cloud]);
  }
  for (const CloudId cloud : world.clouds.rows()) {
    if (open[cloud.index] <= 0) continue;
    const std::size_t m = market_of(world, cloud);
    const double price = asked_rent(world, cloud);
    Startups brought{};
    for (std::size_t side = 0; side < brought.size(); ++side)
      if (all[side] > 0)
        brought[side] = contract_term_share * budget[side] * weight[cloud.index] *
                        nearness(world, side, world.clouds.country[cloud]) / all[side];
    const double money = brought[0] + brought[1];
    const double wish = money / std::max(price, 1e-9);
    const double got = supply.take(cloud, std::min(wish, open[cloud.index]));
    supply.markets[m].wanted += wish;
    supply.markets[m].sold += got;
    for (std::size_t side = 0; side < left.size() && money > 0; ++side)
      left[side] -= got * price * brought[side] / money;
    world.trades.compute.push_back({cloud, LabId::none(), class_at(world, cloud), got, price, true, false});
  }
  return left;
}

void ComputeMarket::clear_spot(World& world, Supply& supply, const Startups& startups) const {
  const std::size_t markets = supply.markets.size();
  std::vector<double> hours(markets), of_startups(markets);
  for (const CloudId cloud : world.clouds.rows()) hours[market_of(world, cloud)] += supply.shops[cloud.index].rentable;
  // Buyers bring budgets: each spreads its own over the markets that the law opens to it, by the hours on offer there.
  std::vector<double> lab_budget(world.labs.size());
  for (std::size_t side = 0; side < startups.size(); ++side) {
    double all = 0;
    for (std::size_t m = 0; m < markets; ++m) all += hours[m] * nearness(world, side, CountryId{m / kComputeClasses});
    for (std::size_t m = 0; m < markets && all > 0; ++m)
      of_startups[m] += startups[side] * hours[m] * nearness(world, side, CountryId{m / kComputeClasses}) / all;
  }
  std::vector<double> budget = of_startups;
  std::vector<std::vector<double>> reach(world.labs.size());
  for (const ComputeOrder& order : world.orders.compute) {
    if (order.contract || order.budget <= 0) continue;
    auto& open = reach[order.lab.index];
    open.assign(world.clouds.size(), 0.0);
    double total = 0;
    for (const CloudId cloud : world.clouds.rows()) {
      if (of_own_group(world, order.lab, cloud)) continue;
      open[cloud.index] = supply.shops[cloud.index].rentable *
                          nearness(world, world.side_of(world.labs.country[order.lab]), world.clouds.country[cloud]) *
                          admitted(world, order.lab, cloud);
      total += open[cloud.index];
    }
    lab_budget[order.lab.index] = order.budget;
    for (double& part : open) part = total > 0 ? part / total : 0.0;
    for (const CloudId cloud : world.clouds.rows()) budget[market_of(world, cloud)] += order.budget * open[cloud.index];
  }
  std::vector<double> price(markets);
  for (std::size_t m = 0; m < markets; ++m) {
    const double cost = world.signals.user_cost[m];
    // Where nothing is offered nothing is dear either: who looks for hours is quoted the contract.
    price[m] = hours[m] > 0 ? std::clamp(budget[m] / hours[m], spot_reserve * cost, spot_limit * cost)
                            : world.signals.contract_rent[m];
    supply.markets[m].wanted += budget[m] / std::max(price[m], 1e-9);
    world.signals.spot_rent[m] = smoothed(world.signals.spot_rent[m], price[m], 12.0, world.years);
  }
  for (const CloudId cloud : world.clouds.rows()) {
    const std::size_t m = market_of(world, cloud);
    const double mine = supply.shops[cloud.index].rentable;
    if (mine <= 0 || hours[m] <= 0) continue;
    const double fill = std::min(1.0, hours[m] * price[m] / std::max(budget[m], 1e-9));
    for (const LabId lab : world.labs.rows()) {
      if (reach[lab.index].empty()) continue;
      const double got = supply.take(cloud, lab_budget[lab.index] * reach[lab.index][cloud.index] * fill / price[m]);
      if (got <= 0) continue;
      supply.markets[m].sold += got;
      world.trades.compute.push_back({cloud, lab, class_at(world, cloud), got, price[m], false, false});
    }
    const double rest = supply.take(cloud, of_startups[m] * mine / hours[m] * fill / price[m]);
    if (rest <= 0) continue;
    supply.markets[m].sold += rest;
    world.trades.compute.push_back({cloud, LabId::none(), class_at(world, cloud), rest, price[m], false, false});
  }
}

double ComputeMarket::market_mark_up(const World& world, std::size_t market) const {
  double all = 0, squares = 0;
  for (const CloudId cloud : world.clouds.rows()) {
    if (market_of(world, cloud) != market) continue;
    const double hours = world.clouds.hours_capacity[cloud] * world.clouds.rental_share[cloud];
    all += hours;
    squares += hours * hours;
  }
  return all > 0 ? 1 + market_power * std::max(0.0, squares / (all * all) - competitive) : 1.0;
}

void ComputeMarket::publish_rents(World& world, const Supply& supply) const {
  auto& signals = world.signals;
  for (std::size_t m = 0; m < supply.markets.size(); ++m) {
    const double ratio = supply.markets[m].offered > 1 ? supply.markets[m].wanted / supply.markets[m].offered : 1.0;
    const double mark_up = world.mechanisms.on(Mechanism::rivalry) ? market_mark_up(world, m) : 1.0;
    const double by_cost = signals.user_cost[m] * mark_up *
                           std::clamp(1.0 + scarcity_gain * (ratio - 1.0), least_mark_up, greatest_mark_up);
    // Who could sell at spot asks for a part of it.
    const double target = by_cost + spot_weight * std::max(0.0, signals.spot_rent[m] - by_cost);
    // The step is a lag of its own: this keeps the sum of both the same for weeks and months.
    signals.contract_rent[m] += std::min(1.0, price_speed * world.years) * (target - signals.contract_rent[m]);
    signals.hours_offered[m] = supply.markets[m].offered;
    signals.hours_sold[m] = supply.markets[m].sold;
    signals.hours_wanted[m] = supply.markets[m].wanted;
  }
}

}  // namespace exarace
