#pragma once
/// What everybody can read: published at the end of a step, seen by agents in the next.

#include <array>
#include <deque>
#include <vector>

#include "sim/core/calendar.hpp"
#include "sim/state/goods.hpp"

namespace exarace {

/// A value of a day, kept for growth over 12 months.
struct Reading {
  Date date;
  double value;
};

/// AI revenue of several labs together, and how it grows.
struct ServiceSales {
  double revenue = 0;           ///< smoothed over 3 months [USD/year]
  double growth = 0;            ///< over 12 months [1/year, log]
  std::deque<Reading> history;  ///< the last 12 months and a little more
};

struct Signals {
  // AI services.
  ServiceSales services;                         ///< of the world
  std::array<ServiceSales, 2> services_by_home;  ///< of labs in China (1) and of all others (0)
  bool market_open = false;                      ///< a release has crossed the adoption threshold
  /// Private AI funding of 12 months by investors in China (1) and by all others (0) [USD].
  std::array<double, 2> funding_by_home = {};
  // Capability.
  double frontier = 0;     ///< best released model anywhere [index]
  double frontier_us = 0;  ///< best released model of a lab of the bloc `us` [index]
  double frontier_china = 0;
  double frontier_internal = 0;              ///< best trained model, released or not [index]
  double open_frontier = 0;                  ///< best released model with open weights [index]
  std::vector<Reading> frontier_us_history;  ///< every new best of the bloc `us`
  std::vector<Reading> algorithms_history;   ///< best algorithmic level of every step
  double algorithms_us = 0;                  ///< best algorithmic level [index]
  double algorithms_china = 0;
  double gap_months = 0;  ///< age of the first US model at least as good as the best Chinese one
  // Compute, by (country, class).
  std::vector<double> contract_rent;  ///< [USD/H100e-hour]
  std::vector<double> spot_rent;      ///< [USD/H100e-hour]
  std::vector<double> user_cost;      ///< of the cheapest new SKU [USD/H100e-hour]
  std::vector<double> hours_offered;  ///< in the last step [H100e-hours]
  std::vector<double> hours_sold;     ///< in the last step [H100e-hours]
  std::vector<double> hours_wanted;   ///< in the last step [H100e-hours]
  // Chips.
  /// Share of installed serving rate by ecosystem, among owners of Chinese parents (1) and all others (0).
  std::array<std::array<double, 6>, 2> ecosystem_share = {};
  std::array<double, 6> ecosystem_use = {};  ///< H100-years that ran on each ecosystem since the start
  double bifurcation = 0;      ///< how far the two sides run different ecosystems: 0 the same, 1 nothing in common
  double duplicated_cost = 0;  ///< spent a second time because there are two ecosystems [USD/year]
  double merchant_sales = 0;   ///< of merchant designers outside China, smoothed [USD/year]
  double merchant_sales_at_start = 0;        ///< [USD/year]
  double merchant_growth = 1;                ///< merchant chip shipments over those at the start
  double lost_sales_share = 0;               ///< chip sales refused by the law over those made, smoothed
  double scarcity = 0;                       ///< backlog over yearly shipments of merchant chips
  double grey_premium = 0;                   ///< over the posted price, for chips that China may not buy
  double restricted_demand = 0;              ///< Chinese orders that the law refused, smoothed [USD/year]
  std::array<double, 8> binding_input = {};  ///< packages lost to each scarce input in the last step, see BindingInput
  // Policy.
  double escalation_us = 0;  ///< levels reached by reactive governments
  double escalation_china = 0;

  static std::size_t market(CountryId country, ComputeClass cls) {
    return country.index * kComputeClasses + static_cast<std::size_t>(cls);
  }
};

/// Inputs that can bind the output of packages.
enum BindingInput { bound_by_dies, bound_by_hbm, bound_by_packaging, bound_by_demand, kBindingInputs };

}  // namespace exarace
