#pragma once
/// A small world with an account of every sector, and money movements to try on it.

#include "sim/core/error.hpp"
#include "sim/ledger/audit.hpp"
#include "sim/ledger/ledger.hpp"
#include "tests/support/small_world.hpp"

namespace exarace::support {

/// The small world with a toolmaker, a lab, an investor and a broker, each with an account and a billion USD of cash.
inline World world_of_all_sectors(Date today = make_date(2022, 1, 1)) {
  World world = small_world(today);
  const CountryId us = world.countries.find("us");
  add_toolmaker(world, "lam", us);
  add_lab(world, "openai", us, world.clouds.find("microsoft"));
  const auto open = [&](const char* name, Sector sector) {
    const AccountId account = world.accounts.add(name, sector, us, us);
    world.accounts.balance[static_cast<std::size_t>(Item::deposits)][account] = from_usd(1e9);
    return account;
  };
  const InvestorId fund = add_row(world.investors, "fund");
  world.investors.country[fund] = us;
  world.investors.account[fund] = open("investors/fund", Sector::investor);
  const BrokerId route = add_row(world.brokers, "route");
  world.brokers.country[route] = us;
  world.brokers.account[route] = open("brokers/route", Sector::broker);
  return world;
}

inline AccountId account_of(const World& world, std::string_view name) {
  for (const AccountId account : world.accounts.rows())
    if (world.accounts.name[account] == name) return account;
  throw Error("no account " + std::string(name));
}

/// Books one movement.
inline void book(World& world, AccountId from, AccountId to, double usd, Flow flow, Means means = Means::deposits) {
  Movements one;
  one.pay(from, to, from_usd(usd), flow, means);
  post(world, one);
}

inline double usd(const World& world, Item item, AccountId account) { return world.accounts.of(item, account).usd(); }

}  // namespace exarace::support
