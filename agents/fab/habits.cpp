#include "agents/fab/habits.hpp"

#include <iterator>

namespace exarace {
namespace {

using T = FabHabits;

Fields fields_of_expectations() {
  return {
      key("order_speed", &T::order_speed)
          .unit("1/year")
          .range(0.2, 50)
          .prior(lognormal(4, 0.5))
          .about("Smoothing of orders.")
          .assumed(),
      key("trend_speed", &T::trend_speed)
          .unit("1/year")
          .range(0.2, 50)
          .prior(lognormal(3, 0.5))
          .about("Smoothing of the trend of orders.")
          .assumed(),
      key("backlog_time", &T::backlog_time)
          .unit("year")
          .range(0.02, 5)
          .prior(lognormal(0.2, 0.5))
          .about("Time over which orders that could not be served count: buyers ask for them again at every step.")
          .assumed(),
      key("headroom", &T::headroom)
          .range(0.5, 2)
          .prior(lognormal(1.1, 0.1))
          .about("Capacity over expected orders.")
          .calibrated(),
      key("trend_limit", &T::trend_limit)
          .unit("1/year")
          .range(0, 3)
          .prior(lognormal(1, 0.4))
          .about("Greatest growth of orders that it extrapolates.")
          .assumed(),
  };
}

Fields fields_of_prices() {
  return {
      key("price_speed", &T::price_speed)
          .unit("1/year")
          .range(0, 1)
          .prior(lognormal(0.08, 0.6))
          .about("Change of prices when a line is full, or as far below normal use.")
          .assumed(),
      key("price_fall", &T::price_fall)
          .range(0, 1)
          .prior(triangular(0, 0.3, 1))
          .about("Speed at which prices of lines that are not full fall, over that at which those of full ones rise.")
          .assumed(),
      key("normal_use", &T::normal_use)
          .range(0.3, 1)
          .prior(triangular(0.75, 0.9, 0.98))
          .about("Use of a line at which its price stays.")
          .assumed(),
      key("least_payback", &T::least_payback)
          .unit("year")
          .range(0.05, 5)
          .about("Payback of a new line down to which prices rise: beyond it others would enter.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("price_slope", &T::price_slope)
          .range(0.5, 100)
          .prior(lognormal(10, 0.4))
          .about("Part of `price_speed` per use above or below the normal one, up to the whole of it.")
          .assumed(),
  };
}

Fields fields_of_investment() {
  return {
      key("margin", &T::margin)
          .range(0.01, 0.95)
          .about("Part of a unit's price left after running cost.")
          .sourced("foundry_margins", "2024-01"),
      key("tool_life", &T::tool_life)
          .unit("year")
          .range(2, 20)
          .about("Years over which capacity earns.")
          .assumed()
          .prior(lognormal(7, 0.2)),
      key("eagerness", &T::eagerness)
          .range(0.1, 100)
          .prior(lognormal(3, 0.5))
          .about("Share of wanted capacity ordered per unit of profitability above 1.")
          .assumed(),
      key("ban_stockpiling", &T::ban_stockpiling)
          .unit("year")
          .range(0, 5)
          .about("Capacity ordered ahead of a certain tool ban, in years of growth.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("ban_growth", &T::ban_growth)
          .unit("1/year")
          .range(0, 2)
          .prior(lognormal(0.3, 0.4))
          .about("Growth of capacity that such a year of growth stands for.")
          .assumed(),
      key("plan_growth", &T::plan_growth)
          .unit("1/year")
          .range(0, 1)
          .prior(lognormal(0.14, 0.3))
          .about("Growth of capacity in the plan of a state-backed fab, whatever is ordered: SMIC's from 2021 to 2024.")
          .sourced("company_filings", "2025-02"),
      key("plan_use", &T::plan_use)
          .range(0, 1)
          .prior(triangular(0.45, 0.6, 0.75))
          .about("Least use of a line at which a state-backed fab keeps to its plan.")
          .assumed(),
      key("capex_limit", &T::capex_limit)
          .range(0, 2)
          .about("Greatest investment over revenue without public money.")
          .sourced("foundry_capex", "2024-01"),
      key("public_capex_limit", &T::public_capex_limit)
          .range(0, 5)
          .about("Greatest investment over revenue of state-backed fabs.")
          .sourced("foundry_capex", "2024-01"),
      key("cash_use", &T::cash_use)
          .range(0, 1)
          .prior(triangular(0.2, 0.5, 0.9))
          .about("Part of its money at hand that may go into capacity in a step.")
          .assumed(),
      key("grant_use", &T::grant_use)
          .range(0, 1)
          .about("Part of subsidies that buys capacity which orders alone would not.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.5)),
  };
}

}  // namespace

const Fields& FabHabits::fields() {
  static const Fields all = [] {
    Fields fields = {key("default", &T::usual).about("Behaviour of fabs that name none.")};
    for (Fields part : {fields_of_expectations(), fields_of_prices(), fields_of_investment()})
      std::move(part.begin(), part.end(), std::back_inserter(fields));
    return fields;
  }();
  return all;
}

}  // namespace exarace
