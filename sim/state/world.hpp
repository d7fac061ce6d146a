#pragma once
/// Everything that is: one struct of tables.

#include "sim/state/accounts.hpp"
#include "sim/state/capital.hpp"
#include "sim/state/compute.hpp"
#include "sim/state/demand.hpp"
#include "sim/state/events.hpp"
#include "sim/state/goods.hpp"
#include "sim/state/grid.hpp"
#include "sim/state/industry.hpp"
#include "sim/state/instruments.hpp"
#include "sim/state/mechanisms.hpp"
#include "sim/state/orders.hpp"
#include "sim/state/pipeline.hpp"
#include "sim/state/places.hpp"
#include "sim/state/refusals.hpp"
#include "sim/state/restrictions.hpp"
#include "sim/state/signals.hpp"
#include "sim/state/statistics.hpp"
#include "sim/state/technology.hpp"
#include "sim/state/trades.hpp"

namespace exarace {

/// Chips ordered and not shipped.
using ChipBook = Grid<CloudId, SkuId, std::int64_t>;

struct World {
  // The run.
  std::uint64_t seed = 1;  ///< of this run, from seed and replicate
  Calendar calendar;
  std::uint32_t step = 0;
  Date today = Calendar{}.start;  ///< first day of the present step
  double years = 1.0 / 12.0;      ///< length of a step [year]
  Mechanisms mechanisms;
  Technology technology;
  Statistics statistics;
  double adoption_threshold = 116.0;  ///< capability whose release opens the market, see agents/enterprise.hpp [index]

  // Places and agents.
  Countries countries;
  Governments governments;
  Groups groups;
  Designers designers;
  Fabs fabs;
  Lines lines;
  Toolmakers toolmakers;
  Clouds clouds;
  Labs labs;
  Investors investors;
  Brokers brokers;
  Enterprises enterprises;
  Cells cells;

  // Goods and what is under way.
  Skus skus;
  Fleet fleet;
  ChipBook book;
  BrokerStock broker_stock;
  Pipeline pipeline;

  // Law.
  Instruments regimes;
  Restrictions restrictions;
  Refusals refusals;

  // Money.
  Accounts accounts;
  Contracts contracts;
  Stakes stakes;

  // The present step.
  Orders orders;
  Admissions admissions;
  Trades trades;
  Movements movements;
  Signals signals;
  Events events;

  Date tomorrow() const { return calendar.first_day(step + 1); }
  /// Last day of which what is due is ready at the end of this step: delays are rounded to the nearest step, not up.
  Date last_finished() const {
    const Date end = tomorrow();
    return {end.days + (end.days - today.days) / 2};
  }
  bool in_china(CountryId country) const { return countries.bloc[country] == Bloc::china; }
  /// Of what is told apart for the two sides: China (1) and all others (0).
  std::size_t side_of(CountryId country) const { return in_china(country) ? 1 : 0; }
};

}  // namespace exarace
