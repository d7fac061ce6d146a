#include "sim/step/transfers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/ledger/purposes.hpp"
#include "sim/state/batches.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {
namespace {

constexpr double kMost = 1e13;  // [USD] of one payment, as of the amounts of scenarios

bool is_plain(const ChartRow& row) {
  return row.payer.cash < 0 && row.payer.item_sign == 0 && row.payee.item_sign == 0;
}

/// Cloud that owns an account, or none.
CloudId cloud_of(const World& world, AccountId account) {
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.account[cloud] == account) return cloud;
  return CloudId::none();
}

std::int64_t units_of(const World& world, CloudId cloud, SkuId sku) {
  const auto held = world.fleet.holdings_of(cloud);
  return sku.index < held.size() ? held[sku.index].all() : 0;
}

void check_payment(const World& world, const Transfer& transfer, const std::vector<Transfer>& waiting) {
  const Accounts& accounts = world.accounts;
  if (transfer.amount.cents < 1 || transfer.amount > from_usd(kMost))
    throw ScenarioError(fmt::format("amount: expected 0.01 to {:g} USD, found {:.2f}", kMost, transfer.amount.usd()));
  const Sector sector = accounts.sector[transfer.from];
  if (is_outside(sector) || sector == Sector::government) return;
  Money left = accounts.spendable(transfer.from);
  for (const Transfer& earlier : waiting)
    if (earlier.from == transfer.from) left -= earlier.amount;
  if (transfer.amount > left)
    throw ScenarioError(fmt::format("amount: {} can spend {:.2f} USD with its credit line, found {:.2f}",
                                    accounts.name[transfer.from], max({}, left).usd(), transfer.amount.usd()));
}

void check_chips(const World& world, const Transfer& transfer, const std::vector<Transfer>& waiting) {
  for (const AccountId side : {transfer.from, transfer.to})
    if (!cloud_of(world, side)) throw ScenarioError("chips move between clouds, found " + world.accounts.name[side]);
  std::int64_t left = units_of(world, cloud_of(world, transfer.from), transfer.sku);
  for (const Transfer& earlier : waiting)
    if (earlier.from == transfer.from && earlier.sku == transfer.sku) left -= earlier.units;
  if (transfer.units < 1 || transfer.units > left)
    throw ScenarioError(fmt::format("units: {} has {} of {}, expected 1 to that many, found {}",
                                    world.accounts.name[transfer.from], left, world.skus.id[transfer.sku],
                                    transfer.units));
}

/// Takes chips out of a batch; those that ran are taken down, and the step that comes counts without them.
Fleet::Batch taken_from(World& world, Fleet::Batch& batch, std::int64_t units) {
  Fleet::Batch out = split_off(batch, units);
  if (batch.installed == kNever) return out;
  move(world, batch.sku, Chips::installed, Chips::uninstalled, units);
  const CountryId place = world.clouds.country[batch.cloud];
  const double power = static_cast<double>(units) * site_power(world, batch.sku, place);
  const double rate = static_cast<double>(units) * world.skus.serving_rate[batch.sku];
  world.clouds.power_used[batch.cloud] = std::max(0.0, world.clouds.power_used[batch.cloud] - power);
  world.countries.power_used[place] = std::max(0.0, world.countries.power_used[place] - power);
  world.clouds.serving_rate[batch.cloud] = std::max(0.0, world.clouds.serving_rate[batch.cloud] - rate);
  return out;
}

/// Moves chips, those that wait for power first, then the newest; returns their book value.
Money hand_over_chips(World& world, CloudId from, CloudId to, SkuId sku, std::int64_t units) {
  auto& batches = world.fleet.batches;
  Money book, cost;
  const std::int64_t all = units;
  const auto take = [&](bool running) {
    for (std::size_t i = batches.size(); i-- > 0 && units > 0;) {
      if (batches[i].cloud != from || batches[i].sku != sku || (batches[i].installed != kNever) != running) continue;
      const Fleet::Batch part = taken_from(world, batches[i], std::min(units, batches[i].units));
      units -= part.units;
      book += part.book;
      cost += part.cost;
    }
  };
  take(false);
  take(true);
  batches.push_back({to, sku, kNever, all, book, cost, 0});
  world.fleet.arrange(world.clouds.size(), world.skus.size());
  return book;
}

void carry_out_one(World& world, const Transfer& t) {
  const std::string &from = world.accounts.name[t.from], &to = world.accounts.name[t.to];
  const std::string why = t.why.empty() ? "" : ": " + t.why;
  if (!t.sku) {
    world.movements.pay(t.from, t.to, t.amount, t.flow);
    world.events.add({world.today, "transferred", from, to, "", 0, t.amount.usd(),
                      fmt::format("A user of the simulation moved money as {}{}.", name_of(t.flow), why)});
    return;
  }
  const CloudId giver = cloud_of(world, t.from), taker = cloud_of(world, t.to);
  const Money book = hand_over_chips(world, giver, taker, t.sku, t.units);
  double& capital = world.clouds.ai_capital[giver];
  const double moved = std::min(capital, book.usd());
  capital -= moved;
  world.clouds.ai_capital[taker] += moved;
  world.movements.pay(t.from, t.to, book, Flow::asset_transfer);
  world.events.add({world.today, "transferred", from, to, "", static_cast<double>(t.units), book.usd(),
                    fmt::format("A user of the simulation moved {}{}.", world.skus.id[t.sku], why)});
}

}  // namespace

AccountId find_account(const World& world, const std::string& what, const std::string& name) {
  const auto& names = world.accounts.name;
  for (const AccountId account : world.accounts.rows())
    if (names[account] == name) return account;
  const std::string near = did_you_mean(name, {names.begin(), names.end()});
  throw ScenarioError(what + ": there is no account '" + name + "'" +
                      (near.empty() ? ", expected a name such as clouds/microsoft or governments/us" : near));
}

SkuId find_sku(const World& world, const std::string& id) {
  for (const SkuId sku : world.skus.rows())
    if (world.skus.id[sku] == id) return sku;
  throw ScenarioError("chips: there is no SKU '" + id + "'" +
                      did_you_mean(id, {world.skus.id.begin(), world.skus.id.end()}));
}

std::vector<std::string> transfer_purposes() {
  std::vector<std::string> names;
  for (const ChartRow& row : chart())
    if (is_plain(row)) names.emplace_back(name_of(row.flow));
  return names;
}

Flow find_purpose(const std::string& name) {
  const auto names = transfer_purposes();
  for (const ChartRow& row : chart())
    if (is_plain(row) && name == name_of(row.flow)) return row.flow;
  throw ScenarioError(fmt::format("purpose: expected one of {}, found '{}'{}", fmt::join(names, ", "), name,
                                  did_you_mean(name, names)));
}

void check_transfer(const World& world, const Transfer& transfer, const std::vector<Transfer>& waiting) {
  if (transfer.from == transfer.to)
    throw ScenarioError("payee: expected another account than the payer, found " + world.accounts.name[transfer.to]);
  transfer.sku ? check_chips(world, transfer, waiting) : check_payment(world, transfer, waiting);
}

void carry_out(World& world, const std::vector<Transfer>& transfers) {
  for (const Transfer& transfer : transfers) carry_out_one(world, transfer);
}

}  // namespace exarace
