#include <algorithm>
#include <cmath>
#include <string>

#include "sim/core/error.hpp"
#include "sim/ledger/audit.hpp"

namespace exarace {

namespace {

/// Says which goods broke: phase, sort, row.
[[noreturn]] void breach(const World& world, std::string_view sort, const std::string& row, std::string_view phase,
                         const std::string& what) {
  throw AuditError("audit of " + std::string(sort) + " after " + std::string(phase) + " on " + to_string(world.today) +
                   ": " + row + ": " + what);
}

using Counts = std::vector<std::int64_t>;

/// Detailed rows, added up by SKU.
struct Details {
  Counts in_transit, with_brokers, uninstalled, installed, held, in_process;
  std::int64_t least_batch = 0;  ///< of the fleet, which is long, or zero
  std::vector<double> wafers;

  explicit Details(const World& world) {
    const std::size_t skus = world.skus.size();
    for (Counts* counts : {&in_transit, &with_brokers, &uninstalled, &installed, &held, &in_process})
      counts->assign(skus, 0);
    wafers.assign(skus, 0.0);
    for (const auto& s : world.pipeline.shipments) in_transit[s.sku.index] += s.units;
    for (const auto& s : world.broker_stock.rows) with_brokers[s.sku.index] += s.units;
    std::int64_t* const of_batch[] = {installed.data(), uninstalled.data()};
    for (const auto& b : world.fleet.batches) {
      of_batch[b.installed == kNever ? 1 : 0][b.sku.index] += b.units;
      least_batch = std::min(least_batch, b.units);
    }
    world.fleet.for_each_holding([&](CloudId, SkuId sku, const auto& all) { held[sku.index] += all.all(); });
    for (const auto& p : world.pipeline.packages) in_process[p.sku.index] += p.units;
    for (const auto& w : world.pipeline.wafers) wafers[w.die.index] += w.wafers;
  }
};

void audit_rows_not_negative(const World& world, const Details& rows, std::string_view phase) {
  const auto check = [&](const auto& rows, const char* what) {
    for (const auto& row : rows)
      if (row.units < 0)
        breach(world, "chips", world.skus.id[row.sku], phase, std::string(what) + " has a row below zero");
  };
  check(world.pipeline.shipments, "in_transit");
  check(world.broker_stock.rows, "broker_stock");
  if (rows.least_batch < 0) check(world.fleet.batches, "fleet");
  check(world.pipeline.packages, "packages_in_process");
}

void audit_chips(const World& world, SkuId sku, const Details& rows, std::string_view phase) {
  const Skus& s = world.skus;
  const auto say = [&](const std::string& what) { breach(world, "chips", s.id[sku], phase, what); };
  const auto same = [&](const char* name, std::int64_t total, std::int64_t detail) {
    if (total != detail)
      say(std::string(name) + " is " + std::to_string(total) + ", its rows add up to " + std::to_string(detail));
  };
  same("in_transit", s.in_transit[sku], rows.in_transit[sku.index]);
  same("broker_stock", s.broker_stock[sku], rows.with_brokers[sku.index]);
  same("uninstalled", s.uninstalled[sku], rows.uninstalled[sku.index]);
  same("installed", s.installed[sku], rows.installed[sku.index]);
  same("held by clouds", s.uninstalled[sku] + s.installed[sku], rows.held[sku.index]);
  same("packages_in_process", s.packages_in_process[sku], rows.in_process[sku.index]);
  const std::int64_t places[] = {s.maker_stock[sku],  s.in_transit[sku], s.broker_stock[sku], s.uninstalled[sku],
                                 s.installed[sku],    s.retired[sku],    s.seized[sku],       s.written_off[sku],
                                 s.held_outside[sku], s.cut_down[sku]};
  std::int64_t known = 0;
  for (const std::int64_t units : places) {
    if (units < 0) say("a stock is below zero: " + std::to_string(units));
    known += units;
  }
  if (known != s.produced[sku])
    say("produced " + std::to_string(s.produced[sku]) + ", found in stocks " + std::to_string(known));
}

void audit_dies(const World& world, SkuId sku, const Details& rows, std::string_view phase) {
  const Skus& s = world.skus;
  const auto say = [&](const std::string& what) { breach(world, "dies", s.id[sku], phase, what); };
  if (s.dies[sku] < 0 || s.dies_used[sku] < 0 || s.dies_scrapped[sku] < 0)
    say("dies, dies_used or dies_scrapped is below zero");
  const std::int64_t known = s.dies[sku] + s.dies_used[sku] + s.dies_scrapped[sku];
  if (s.dies_produced[sku] != known)
    say("dies_produced " + std::to_string(s.dies_produced[sku]) + ", in stock, used and scrapped " +
        std::to_string(known));
  const double wafers = rows.wafers[sku.index];
  if (s.wafers_in_process[sku] != wafers)  // the same sum, in the same order
    say("wafers_in_process is " + std::to_string(s.wafers_in_process[sku]) + ", its rows add up to " +
        std::to_string(wafers));
}

void audit_stacks(const World& world, std::string_view phase) {
  const Designers& d = world.designers;
  for (const DesignerId designer : d.rows()) {
    const auto say = [&](const std::string& what) { breach(world, "HBM stacks", d.id[designer], phase, what); };
    if (d.hbm_stock[designer] < 0 || d.hbm_used[designer] < 0 || d.hbm_scrapped[designer] < 0)
      say("hbm_stock, hbm_used or hbm_scrapped is below zero");
    const std::int64_t known = d.hbm_stock[designer] + d.hbm_used[designer] + d.hbm_scrapped[designer];
    if (d.hbm_received[designer] != known)
      say("hbm_received " + std::to_string(d.hbm_received[designer]) + ", in stock, used and scrapped " +
          std::to_string(known));
  }
}

}  // namespace

void audit_goods(const World& world, std::string_view phase) {
  const Details rows(world);
  audit_rows_not_negative(world, rows, phase);
  for (const SkuId sku : world.skus.rows()) {
    audit_chips(world, sku, rows, phase);
    audit_dies(world, sku, rows, phase);
  }
  audit_stacks(world, phase);
}

}  // namespace exarace
