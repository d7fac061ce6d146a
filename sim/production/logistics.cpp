#include "sim/production/logistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/core/smooth.hpp"
#include "sim/state/batches.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {
namespace {

double rate_per_watt(const World& world, SkuId sku) { return world.skus.serving_rate[sku] / world.skus.power[sku]; }

/// Takes units out of a batch; the book value goes with them in proportion and is returned.
Money retire(World& world, Fleet::Batch& batch, std::int64_t units) {
  if (units == 0) return {};
  const Fleet::Batch gone = split_off(batch, units);
  world.skus.installed[batch.sku] -= units;
  world.skus.retired[batch.sku] += units;
  return gone.book;
}

/// By cloud: lower bound of the rate per watt of its installed chips.
std::vector<double> least_rates(const World& world) {
  std::vector<double> rate(world.skus.size()), least(world.clouds.size(), std::numeric_limits<double>::infinity());
  for (const SkuId sku : world.skus.rows()) rate[sku.index] = rate_per_watt(world, sku);
  for (const auto& batch : world.fleet.batches)
    if (batch.installed != kNever) least[batch.cloud.index] = std::min(least[batch.cloud.index], rate[batch.sku.index]);
  return least;
}

/// Places of batches that wait for power. Where it is short, the most compute per watt goes first.
std::vector<std::size_t> waiting_batches(const World& world) {
  const auto& batches = world.fleet.batches;
  std::vector<std::size_t> waiting;
  for (std::size_t i = 0; i < batches.size(); ++i)
    if (batches[i].installed == kNever) waiting.push_back(i);
  std::stable_sort(waiting.begin(), waiting.end(), [&](std::size_t a, std::size_t b) {
    return rate_per_watt(world, batches[a].sku) > rate_per_watt(world, batches[b].sku);
  });
  return waiting;
}

}  // namespace

const Fields& Logistics::fields() {
  using T = Logistics;
  static const Fields all = {
      key("transit_time", &T::transit_time).unit("year").range(0, 1).about("Shipment to arrival.").assumed(),
      key("installation_time", &T::installation_time)
          .unit("year")
          .range(0, 1)
          .about("Arrival to use where power is there.")
          .assumed(),
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
          .about("Gain in rate per watt at which new chips replace old ones when power binds.")
          .assumed(),
  };
  return all;
}

void Logistics::advance(World& world) const {
  receive(world);
  ship(world);
  wear(world);
  install(world);
  add_up(world);
}

void Logistics::ship(World& world) const {
  const Date due{world.today.days + static_cast<int>((transit_time + installation_time) * 365.25)};
  for (const auto& trade : world.trades.chips) {
    if (!trade.buyer) continue;
    const Money cost = from_usd(static_cast<double>(trade.units) * trade.price);
    world.pipeline.shipments.push_back({trade.sku, trade.buyer, trade.units, cost, due});
    world.skus.in_transit[trade.sku] += trade.units;
  }
}

void Logistics::receive(World& world) const {
  auto& shipments = world.pipeline.shipments;
  for (const auto& shipment : shipments) {
    if (!world.finished(shipment.due)) continue;
    world.skus.in_transit[shipment.sku] -= shipment.units;
    world.skus.uninstalled[shipment.sku] += shipment.units;
    world.fleet.batches.push_back(
        {shipment.buyer, shipment.sku, kNever, shipment.units, shipment.cost, shipment.cost, 0});
  }
  std::erase_if(shipments, [&](const auto& shipment) { return world.finished(shipment.due); });
}

void Logistics::wear(World& world) const {
  const double failing = closing(failure_rate, world.years);
  std::vector<Money> scrapped(world.clouds.size());
  for (auto& batch : world.fleet.batches) {
    if (batch.installed == kNever) continue;
    std::int64_t gone = batch.units;
    if (years_between(batch.installed, world.today) < service_life) {
      batch.failures += static_cast<double>(batch.units) * failing;
      gone = std::min(batch.units, static_cast<std::int64_t>(batch.failures));
      batch.failures -= static_cast<double>(gone);
    }
    scrapped[batch.cloud.index] += retire(world, batch, gone);
  }
  for (const CloudId cloud : world.clouds.rows())
    world.movements.note(world.clouds.account[cloud], scrapped[cloud.index], Flow::disposal);
  std::erase_if(world.fleet.batches, [](const auto& batch) { return batch.units == 0; });
  world.fleet.arrange(world.clouds.size());
}

/// Old chips of a cloud make way for new ones that do much more per watt.
void Logistics::make_room(World& world, CloudId cloud, double needed, double rate_wanted) const {
  for (const std::uint32_t place : world.fleet.of(cloud)) {
    if (needed <= 0) return;
    auto& batch = world.fleet.batches[place];
    if (batch.installed == kNever || rate_per_watt(world, batch.sku) * replacement_gain > rate_wanted) continue;
    const double each = site_power(world, batch.sku, world.clouds.country[cloud]);
    const auto units = std::min(batch.units, static_cast<std::int64_t>(std::ceil(needed / each)));
    world.movements.note(world.clouds.account[cloud], retire(world, batch, units), Flow::disposal);
    world.clouds.power_used[cloud] -= static_cast<double>(units) * each;
    needed -= static_cast<double>(units) * each;
  }
}

void Logistics::install(World& world) const {
  auto& batches = world.fleet.batches;
  std::vector<double> least_rate = least_rates(world);
  for (const std::size_t i : waiting_batches(world)) {
    const CloudId cloud = batches[i].cloud;
    const SkuId sku = batches[i].sku;
    const double rate = rate_per_watt(world, sku);
    const double each = site_power(world, sku, world.clouds.country[cloud]);
    double room = world.clouds.power_site[cloud] - world.clouds.power_used[cloud];
    const double wanted = static_cast<double>(batches[i].units) * each;
    if (room < wanted && !(least_rate[cloud.index] * replacement_gain > rate)) {
      make_room(world, cloud, wanted - room, rate);
      room = world.clouds.power_site[cloud] - world.clouds.power_used[cloud];
    }
    const auto units = std::min(batches[i].units, static_cast<std::int64_t>(std::max(0.0, room) / each));
    if (units <= 0) continue;
    Fleet::Batch installed = split_off(batches[i], units);
    installed.installed = world.today;
    world.skus.uninstalled[sku] -= units;
    world.skus.installed[sku] += units;
    world.clouds.power_used[cloud] += static_cast<double>(units) * each;
    world.fleet.by_cloud[cloud.index].push_back(static_cast<std::uint32_t>(batches.size()));
    batches.push_back(installed);
    least_rate[cloud.index] = std::min(least_rate[cloud.index], rate);
  }
  std::erase_if(batches, [](const auto& batch) { return batch.units == 0; });
  world.fleet.arrange(world.clouds.size());
}

void Logistics::add_up(World& world) const {
  auto& clouds = world.clouds;
  std::vector<double> serving(clouds.size()), training(clouds.size()), chinese(clouds.size());
  for (const CloudId cloud : clouds.rows()) clouds.power_used[cloud] = clouds.power_waiting[cloud] = 0;
  for (const CountryId country : world.countries.rows()) world.countries.power_used[country] = 0;
  for (const auto& batch : world.fleet.batches) {
    const auto units = static_cast<double>(batch.units);
    const CountryId place = clouds.country[batch.cloud];
    if (batch.installed == kNever) {
      clouds.power_waiting[batch.cloud] += units * site_power(world, batch.sku, place);
      continue;
    }
    clouds.power_used[batch.cloud] += units * site_power(world, batch.sku, place);
    serving[batch.cloud.index] += units * world.skus.serving_rate[batch.sku];
    if (class_of(world.skus.ecosystem[batch.sku]) == ComputeClass::chinese)
      chinese[batch.cloud.index] += units * world.skus.serving_rate[batch.sku];
    training[batch.cloud.index] += units * world.skus.training_rate[batch.sku];
  }
  for (const CloudId cloud : clouds.rows()) {
    clouds.serving_rate[cloud] = serving[cloud.index];
    clouds.fleet_class[cloud] =
        chinese[cloud.index] > 0.5 * serving[cloud.index] ? ComputeClass::chinese : ComputeClass::western;
    clouds.training_ratio[cloud] = serving[cloud.index] > 0 ? training[cloud.index] / serving[cloud.index] : 1.0;
    world.countries.power_used[clouds.country[cloud]] += clouds.power_used[cloud];
  }
}

}  // namespace exarace
