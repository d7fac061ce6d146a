#include "sim/production/logistics.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "sim/core/smooth.hpp"
#include "sim/core/tidy.hpp"
#include "sim/core/units.hpp"
#include "sim/core/whole.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/state/batches.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {
namespace {

double rate_per_watt(const World& world, SkuId sku) { return world.skus.serving_rate[sku] / world.skus.power[sku]; }

/// First day of installation of chips that are younger than `life` [year].
Date first_in_service(Date today, double life) {
  Date day{today.days - static_cast<int>(life * kDaysPerYear) - 1};
  while (!(years_between(day, today) < life)) ++day.days;
  return day;
}

Date first_of_month(Date day) { return Date{day.days - day_of(day) + 1}; }

/// Place of what a cloud holds of a SKU.
std::size_t place_of(const Fleet& fleet, const Fleet::Batch& batch) {
  return batch.cloud.index * fleet.skus + batch.sku.index;
}

/// How installed chips fail and grow old in a step.
struct Wear {
  double failing;   ///< part that fails
  Date in_service;  ///< those installed before are retired

  /// Units of a batch that go; notes what is left over of a unit.
  std::int64_t gone(Fleet::Batch& batch) const {
    if (batch.installed < in_service) return batch.units;
    const double failures = batch.failures + static_cast<double>(batch.units) * failing;
    const std::int64_t units = whole_up_to(batch.units, failures);
    batch.failures = failures - static_cast<double>(units);
    return units;
  }
};

/// By cloud: the least compute per watt of its chips that run.
std::vector<double> least_rates(const World& world, const std::vector<double>& rate) {
  std::vector<double> least(world.clouds.size(), std::numeric_limits<double>::infinity());
  world.fleet.for_each_holding([&](CloudId cloud, SkuId sku, const Fleet::Holding& held) {
    if (held.running > 0) least[cloud.index] = std::min(least[cloud.index], rate[sku.index]);
  });
  return least;
}

/// Joins each batch that was added in the step to the one of its cloud and SKU that was installed in the same month.
void join_new(Fleet& fleet, std::size_t known, std::vector<std::uint32_t>& this_month) {
  auto& batches = fleet.batches;
  std::size_t kept = known;
  for (std::size_t place = known; place < batches.size(); ++place) {
    const Fleet::Batch batch = batches[place];
    if (batch.units == 0) continue;  // arrived and installed at once
    if (batch.installed != kNever) {
      std::uint32_t& before = this_month[place_of(fleet, batch)];
      if (before > 0 && batches[before - 1].units > 0) {
        join(batches[before - 1], batch);
        continue;
      }
      before = static_cast<std::uint32_t>(kept + 1);
    }
    batches[kept++] = batch;
  }
  batches.resize(kept);
}

/// Takes units out of a batch; the book value goes with them in proportion and is returned.
Money retire(World& world, Fleet::Batch& batch, std::int64_t units) {
  if (units == 0) return {};
  move(world, batch.sku, Chips::installed, Chips::retired, units);
  return take_out(batch, units);
}

/// By SKU: how many others do strictly more per watt.
std::vector<std::size_t> ranks_of(const std::vector<double>& rate) {
  std::vector<double> falling = rate;
  std::sort(falling.begin(), falling.end(), std::greater<>());
  std::vector<std::size_t> rank;
  for (const double own : rate)
    rank.push_back(static_cast<std::size_t>(std::lower_bound(falling.begin(), falling.end(), own, std::greater<>()) -
                                            falling.begin()));
  return rank;
}

/// Places of batches that wait, the most compute per watt first, and of one rate in order of arrival.
std::vector<std::uint32_t> in_turn(const std::vector<Fleet::Batch>& batches, const std::vector<std::uint32_t>& waiting,
                                   const std::vector<double>& rate) {
  const std::vector<std::size_t> rank = ranks_of(rate);
  std::vector<std::size_t> next(rank.size() + 1);  // by rank: where the next of it stands in turn
  for (const std::uint32_t place : waiting) ++next[rank[batches[place].sku.index] + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> turn(waiting.size());
  for (const std::uint32_t place : waiting) turn[next[rank[batches[place].sku.index]]++] = place;
  return turn;
}

/// By cloud: places of the batches that run there, in order.
std::vector<std::vector<std::uint32_t>> halls_of(const World& world) {
  std::vector<std::vector<std::uint32_t>> halls(world.clouds.size());
  std::uint32_t place = 0;
  for (const auto& batch : world.fleet.batches) {
    if (batch.installed != kNever) halls[batch.cloud.index].push_back(place);
    ++place;
  }
  return halls;
}

/// What a chip adds to its cloud, looked up once: the fleet is long.
struct ChipTerms {
  double server_power;  ///< [W]
  double serving, training;
  bool chinese;
};

std::vector<ChipTerms> terms_of_chips(const World& world) {
  const auto& skus = world.skus;
  std::vector<ChipTerms> terms;
  for (const SkuId sku : skus.rows())
    terms.push_back({server_power(world, sku), skus.serving_rate[sku], skus.training_rate[sku],
                     class_of(skus.ecosystem[sku]) == ComputeClass::chinese});
  return terms;
}

/// Power and rates of one cloud's chips, added up SKU by SKU.
struct CloudTotal {
  double effectiveness = 1;  ///< power usage effectiveness of its place
  double power_used = 0, power_waiting = 0;
  double serving = 0, training = 0;
  double chinese = 0;  ///< part of the serving rate

  void add(const Fleet::Holding& held, const ChipTerms& chip) {
    const auto units = static_cast<double>(held.running);
    const double power = site_power(chip.server_power, effectiveness);
    power_waiting += static_cast<double>(held.waiting) * power;
    power_used += units * power;
    serving += units * chip.serving;
    if (chip.chinese) chinese += units * chip.serving;
    training += units * chip.training;
  }
};

}  // namespace

/// What the walk through the fleet has seen: it is long, and walked through once.
struct Logistics::Seen {
  std::vector<double> rate;               ///< by sku: compute per watt
  std::vector<double> least_rate;         ///< by cloud: lower bound of that of its chips that ran before the step
  std::vector<std::uint32_t> waiting;     ///< places of batches that wait for power, in order of arrival
  std::vector<std::uint32_t> this_month;  ///< by cloud and SKU: place plus one of the batch installed in this month
  std::size_t known = 0;                  ///< batches that were there before the step

  /// Drops batches without chips; the places that are noted here follow.
  void drop_empty(std::vector<Fleet::Batch>& batches) {
    std::vector<std::uint32_t> place_of;
    place_of.reserve(batches.size());
    std::uint32_t kept = 0;
    for (const Fleet::Batch& batch : batches) place_of.push_back(batch.units == 0 ? kept : kept++);
    for (std::uint32_t& place : waiting) place = place_of[place];
    for (std::uint32_t& place : this_month)
      if (place > 0) place = place_of[place - 1] + 1;
    std::erase_if(batches, [](const Fleet::Batch& batch) { return batch.units == 0; });
  }
};

const Fields& Logistics::fields() {
  using T = Logistics;
  static const Fields all = {
      key("transit_time", &T::transit_time)
          .unit("year")
          .range(0, 1)
          .about("Shipment to arrival.")
          .assumed()
          .prior(lognormal(0.08, 0.4)),
      key("installation_time", &T::installation_time)
          .unit("year")
          .range(0, 1)
          .about("Arrival to use where power is there.")
          .assumed()
          .prior(lognormal(0.08, 0.5)),
      key("failure_rate", &T::failure_rate)
          .unit("1/year")
          .range(0, 0.5)
          .about("Installed chips that fail.")
          .sourced("llama3_failures", "2024-07"),
      key("service_life", &T::service_life)
          .unit("year")
          .range(2, 15)
          .about("Age at which installed chips are retired.")
          .sourced("gpu_life_filings", "2025-02"),
      key("replacement_gain", &T::replacement_gain)
          .range(1, 20)
          .prior(lognormal(3, 0.3))
          .about("Gain in rate per watt at which new chips replace old ones when power binds.")
          .assumed(),
  };
  return all;
}

void Logistics::advance(World& world) const {
  Seen seen = wear(world);
  receive(world, seen);
  ship(world);
  install(world, seen);
  add_up(world);
}

void Logistics::ship(World& world) const {
  const Date due{world.today.days + static_cast<int>((transit_time + installation_time) * 365.25)};
  for (const auto& trade : world.trades.chips) {
    if (!trade.buyer) continue;
    const Money cost = from_usd(static_cast<double>(trade.units) * trade.price);
    world.pipeline.shipments.push_back({trade.sku, trade.buyer, trade.units, cost, due});
  }
}

void Logistics::receive(World& world, Seen& seen) const {
  auto& shipments = world.pipeline.shipments;
  auto& batches = world.fleet.batches;
  const Date last = world.last_finished();
  Grid<CloudId, SkuId, std::uint32_t> waits;  // place plus one of those that wait already: what arrives joins them
  waits.assign(world.clouds.size(), world.skus.size());
  for (const std::uint32_t place : seen.waiting) waits(batches[place].cloud, batches[place].sku) = place + 1;
  for (const auto& shipment : shipments) {
    if (shipment.due > last) continue;
    move(world, shipment.sku, Chips::in_transit, Chips::uninstalled, shipment.units);
    world.fleet.holdings[shipment.buyer.index * world.fleet.skus + shipment.sku.index].waiting += shipment.units;
    std::uint32_t& known = waits(shipment.buyer, shipment.sku);
    if (known > 0) {
      Fleet::Batch& first = batches[known - 1];
      first.units += shipment.units;
      first.book += shipment.cost;
      first.cost += shipment.cost;
      continue;
    }
    seen.waiting.push_back(static_cast<std::uint32_t>(batches.size()));
    batches.push_back({shipment.buyer, shipment.sku, kNever, shipment.units, shipment.cost, shipment.cost, 0});
    known = static_cast<std::uint32_t>(batches.size());
  }
  std::erase_if(shipments, [&](const auto& shipment) { return shipment.due <= last; });
}

Logistics::Seen Logistics::wear(World& world) const {
  Fleet& fleet = world.fleet;
  Seen seen;
  for (const SkuId sku : world.skus.rows()) seen.rate.push_back(rate_per_watt(world, sku));
  fleet.skus = world.skus.size();
  fleet.holdings.assign(world.clouds.size() * fleet.skus, {});
  seen.this_month.assign(fleet.holdings.size(), 0);
  const Wear wear{closing(failure_rate, world.years), first_in_service(world.today, service_life)};
  const Date month = first_of_month(world.today);
  std::vector<Money> scrapped(world.clouds.size());
  std::vector<std::int64_t> retired(world.skus.size());
  Fleet::Batch* const all = fleet.batches.data();
  Fleet::Holding* const holdings = fleet.holdings.data();
  const std::size_t count = fleet.batches.size(), skus = fleet.skus;
  std::size_t empty = 0;
  for (std::size_t place = 0; place < count; ++place) {
    Fleet::Batch& batch = all[place];
    const bool waits = batch.installed == kNever;
    if (const std::int64_t gone = waits ? 0 : wear.gone(batch); gone > 0) {
      retired[batch.sku.index] += gone;
      scrapped[batch.cloud.index] += take_out(batch, gone);
    }
    if (batch.units == 0) {
      ++empty;
      continue;
    }
    const std::size_t pair = batch.cloud.index * skus + batch.sku.index;
    (waits ? holdings[pair].waiting : holdings[pair].running) += batch.units;
    if (waits)
      seen.waiting.push_back(static_cast<std::uint32_t>(place));
    else if (batch.installed >= month)
      seen.this_month[pair] = static_cast<std::uint32_t>(place + 1);
  }
  if (worth_dropping(empty, count)) seen.drop_empty(fleet.batches);
  seen.known = fleet.batches.size();
  for (const SkuId sku : world.skus.rows())
    if (retired[sku.index] > 0) move(world, sku, Chips::installed, Chips::retired, retired[sku.index]);
  for (const CloudId cloud : world.clouds.rows())
    world.movements.note(world.clouds.account[cloud], scrapped[cloud.index], Flow::disposal);
  seen.least_rate = least_rates(world, seen.rate);
  return seen;
}

/// Old chips in the halls of a cloud make way for new ones that do much more per watt.
void Logistics::make_room(World& world, CloudId cloud, const std::vector<std::uint32_t>& hall, double needed,
                          double rate_wanted) const {
  for (const std::uint32_t place : hall) {
    if (needed <= 0) return;
    auto& batch = world.fleet.batches[place];
    if (rate_per_watt(world, batch.sku) * replacement_gain > rate_wanted) continue;
    const double each = site_power(world, batch.sku, world.clouds.country[cloud]);
    const auto units = whole_up_to(batch.units, std::ceil(needed / each));
    world.movements.note(world.clouds.account[cloud], retire(world, batch, units), Flow::disposal);
    world.fleet.holdings[place_of(world.fleet, batch)].running -= units;
    world.clouds.power_used[cloud] -= static_cast<double>(units) * each;
    needed -= static_cast<double>(units) * each;
  }
}

void Logistics::install(World& world, Seen& seen) const {
  auto& batches = world.fleet.batches;
  std::vector<std::vector<std::uint32_t>> halls;  // made when somebody needs room
  for (const std::uint32_t place : in_turn(batches, seen.waiting, seen.rate)) {
    const CloudId cloud = batches[place].cloud;
    const SkuId sku = batches[place].sku;
    const double rate = seen.rate[sku.index];
    const double each = site_power(world, sku, world.clouds.country[cloud]);
    double room = world.clouds.power_site[cloud] - world.clouds.power_used[cloud];
    const double wanted = static_cast<double>(batches[place].units) * each;
    if (room < wanted && !(seen.least_rate[cloud.index] * replacement_gain > rate)) {
      if (halls.empty()) halls = halls_of(world);
      make_room(world, cloud, halls[cloud.index], wanted - room, rate);
      room = world.clouds.power_site[cloud] - world.clouds.power_used[cloud];
    }
    const auto units = whole_up_to(batches[place].units, std::max(0.0, room) / each);
    if (units <= 0) continue;
    Fleet::Batch installed = split_off(batches[place], units);
    installed.installed = world.today;
    move(world, sku, Chips::uninstalled, Chips::installed, units);
    Fleet::Holding& held = world.fleet.holdings[place_of(world.fleet, installed)];
    held.waiting -= units;
    held.running += units;
    world.clouds.power_used[cloud] += static_cast<double>(units) * each;
    if (!halls.empty()) halls[cloud.index].push_back(static_cast<std::uint32_t>(batches.size()));
    batches.push_back(installed);
    seen.least_rate[cloud.index] = std::min(seen.least_rate[cloud.index], rate);
  }
  join_new(world.fleet, seen.known, seen.this_month);
}

void Logistics::add_up(World& world) const {
  auto& clouds = world.clouds;
  const std::vector<ChipTerms> terms = terms_of_chips(world);
  std::vector<CloudTotal> totals(clouds.size());
  for (const CloudId cloud : clouds.rows())
    totals[cloud.index].effectiveness = world.countries.power_usage_effectiveness[clouds.country[cloud]];
  world.fleet.for_each_holding(
      [&](CloudId cloud, SkuId sku, const Fleet::Holding& held) { totals[cloud.index].add(held, terms[sku.index]); });
  for (const CountryId country : world.countries.rows()) world.countries.power_used[country] = 0;
  for (const CloudId cloud : clouds.rows()) {
    const CloudTotal& total = totals[cloud.index];
    clouds.power_used[cloud] = total.power_used;
    clouds.power_waiting[cloud] = total.power_waiting;
    clouds.serving_rate[cloud] = total.serving;
    clouds.fleet_class[cloud] = total.chinese > 0.5 * total.serving ? ComputeClass::chinese : ComputeClass::western;
    clouds.training_ratio[cloud] = total.serving > 0 ? total.training / total.serving : 1.0;
    world.countries.power_used[clouds.country[cloud]] += clouds.power_used[cloud];
  }
}

}  // namespace exarace
