#include "agents/designer/habits.hpp"

#include <iterator>

namespace exarace {
namespace {

using T = DesignerHabits;

Fields fields_of_expectations() {
  return {
      key("trend_weight", &T::trend_weight)
          .unit("year")
          .range(0, 3)
          .prior(lognormal(0.6, 0.4))
          .about("Weight of the trend in the forecast.")
          .calibrated(),
      key("forecast_limit", &T::forecast_limit)
          .range(1, 20)
          .prior(lognormal(3, 0.3))
          .about("Greatest forecast of sales over sales.")
          .assumed(),
      key("opening_share", &T::opening_share)
          .range(0, 1)
          .prior(triangular(0.4, 0.8, 1))
          .about("Part of its sales by value that a designer expects a new SKU to take at once.")
          .assumed(),
      key("launch_slack", &T::launch_slack)
          .unit("year")
          .range(0, 1)
          .prior(lognormal(0.1, 0.5))
          .about("Time that it leaves over the cycles of wafers and packages when it begins to make a SKU before its "
                 "launch.")
          .assumed(),
  };
}

Fields fields_of_making() {
  return {
      key("stock_time", &T::stock_time)
          .unit("year")
          .range(0, 2)
          .prior(lognormal(0.3, 0.5))
          .about("Sales held as finished stock.")
          .calibrated(),
      key("short_stock_time", &T::short_stock_time)
          .unit("year")
          .range(0, 2)
          .prior(lognormal(0.12, 0.4))
          .about("Shipments held as finished stock by one that builds to powered orders.")
          .assumed(),
      key("die_headroom", &T::die_headroom)
          .range(1, 10)
          .about("Dies ordered over what can be packaged, at most.")
          .assumed()
          .prior(triangular(1.05, 1.2, 1.35)),
      key("die_bank_time", &T::die_bank_time)
          .unit("year")
          .range(0, 2)
          .about("Sales held as dies.")
          .assumed()
          .prior(lognormal(0.1, 0.5)),
      key("book_time", &T::book_time)
          .unit("year")
          .range(0.02, 5)
          .prior(lognormal(0.5, 0.4))
          .about("Packaging of the book for which wafers are begun at once.")
          .assumed(),
      key("counted_yield", &T::counted_yield)
          .range(0, 1)
          .prior(triangular(0.8, 0.9, 1))
          .about("Part of the packages in process that it counts on.")
          .assumed(),
      key("package_speed", &T::package_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(6, 0.5))
          .about("Speed at which it closes the gap in packages.")
          .assumed(),
      key("wafer_speed", &T::wafer_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(12, 0.5))
          .about("Speed at which it closes the gap in dies.")
          .assumed(),
      key("stack_pace", &T::stack_pace)
          .range(0.5, 10)
          .prior(lognormal(1.5, 0.2))
          .about("Stacks asked for over those of the packages that it starts: stacks that wait for packaging help "
                 "nobody.")
          .assumed(),
      key("stack_margin", &T::stack_margin)
          .range(0.5, 10)
          .prior(lognormal(1.5, 0.2))
          .about("Stacks held over those that are due.")
          .assumed(),
      key("hbm_buffer", &T::hbm_buffer)
          .unit("year")
          .range(0, 2)
          .about("Needs of HBM held as stock.")
          .assumed()
          .prior(lognormal(0.2, 0.4)),
      key("stack_speed", &T::stack_speed)
          .unit("1/year")
          .range(0.1, 50)
          .prior(lognormal(4, 0.5))
          .about("Speed at which the gap in stacks is closed by what is ordered.")
          .assumed(),
      key("hoard_speed", &T::hoard_speed)
          .unit("1/year")
          .range(0.1, 200)
          .prior(lognormal(20, 0.4))
          .about("Speed at which who is certain of a ban orders what lacks of the stacks that it would lay in.")
          .assumed(),
      key("hoard_time", &T::hoard_time)
          .unit("year")
          .range(0, 12)
          .prior(lognormal(5, 0.4))
          .about("HBM bought ahead of a ban that is certain: until lines at home can deliver.")
          .assumed(),
      key("worth_weight", &T::worth_weight)
          .range(0, 3)
          .prior(lognormal(0.4, 0.5))
          .about("Power of a SKU's worth in its share of its designer's stacks and packages; 0 shares by wish alone.")
          .assumed(),
  };
}

Fields fields_of_fronts() {
  return {
      key("front_rate", &T::front_rate)
          .unit("dies/year")
          .range(0, 1e8)
          .about("Least dies that a front orders for its principal.")
          .sourced("semianalysis_2025", "2025-09"),
      key("front_multiple", &T::front_multiple)
          .range(0, 20)
          .prior(lognormal(2, 0.4))
          .about("Dies that a front orders over those of its principal's forecast.")
          .assumed(),
      key("front_node", &T::front_node)
          .unit("nm")
          .range(1, 100)
          .about("Node of the foreign line that a front orders from: that of its principal's design.")
          .sourced("semianalysis_2025", "2025-09"),
      key("front_lead", &T::front_lead)
          .unit("year")
          .range(0, 3)
          .prior(lognormal(0.5, 0.4))
          .about("Time before the launch at which a front begins to order: about that of a wafer in the line.")
          .assumed(),
      key("front_bid", &T::front_bid)
          .unit("USD")
          .range(0, 1e5)
          .prior(lognormal(5000, 0.5))
          .about("Worth that a front says of a die.")
          .assumed(),
      key("front_stack_bid", &T::front_stack_bid)
          .range(0.1, 20)
          .prior(lognormal(2, 0.4))
          .about("Worth that a front says of a stack, over what one is to its principal.")
          .assumed(),
      key("front_speed", &T::front_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(6, 0.5))
          .about("Speed at which a front closes the gap in its principal's stacks.")
          .assumed(),
      key("front_cover", &T::front_cover)
          .unit("year")
          .range(0, 3)
          .about("Needs of HBM that a front holds for its principal, whose own orders may be refused any day.")
          .assumed()
          .prior(lognormal(0.75, 0.4)),
      key("dies_per_wafer_abroad", &T::dies_per_wafer_abroad)
          .range(1, 1000)
          .about("Good dies per wafer that a front plans with.")
          .assumed()
          .prior(lognormal(45, 0.2)),
      key("closed_time", &T::closed_time)
          .unit("year")
          .range(0, 10)
          .prior(lognormal(1, 0.4))
          .about("Time for which a designer that foundries refused does not ask them again.")
          .assumed(),
  };
}

Fields fields_of_lists() {
  return {
      key("price_decay", &T::price_decay)
          .unit("1/year")
          .range(0, 1)
          .about("Fall of a posted price with age.")
          .sourced("epoch_prices", "2026-01"),
      key("floor_margin", &T::floor_margin)
          .range(-0.5, 2)
          .about("Least margin of a posted price over unit cost.")
          .assumed()
          .prior(triangular(0.05, 0.25, 0.45)),
      key("usual_wait", &T::usual_wait)
          .unit("year")
          .range(0.05, 10)
          .about(
              "Wait for a chip that changes no posted price: buyers of the H100 waited up to a year at the list price.")
          .assumed()
          .prior(lognormal(1, 0.3)),
      key("scarcity_price", &T::scarcity_price)
          .range(0, 2)
          .about("Elasticity of a posted price to the wait over that.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.5)),
      key("greatest_mark_up", &T::greatest_mark_up)
          .range(0, 10)
          .about(
              "Most that scarcity adds to a posted price: that of the Ascend 910B is said to have risen by two thirds "
              "in half a year.")
          .assumed()
          .prior(triangular(0.4, 1, 2)),
      key("mark_up_speed", &T::mark_up_speed)
          .unit("1/year")
          .range(0.1, 52)
          .about("Speed at which it follows.")
          .assumed()
          .prior(lognormal(1.5, 0.4)),
      key("overlap_time", &T::overlap_time)
          .unit("year")
          .range(0, 5)
          .prior(lognormal(0.5, 0.5))
          .about("Time for which a generation stays on the list beside its successor.")
          .assumed(),
      key("kept_open", &T::kept_open)
          .range(0, 0.5)
          .about(
              "Chance of delivery at or below which a country counts as closed to a SKU: there its predecessor stays "
              "on the list.")
          .assumed()
          .prior(triangular(0.01, 0.05, 0.15)),
      key("successor_rate", &T::successor_rate)
          .range(1, 10)
          .prior(lognormal(1.5, 0.2))
          .about("Least serving rate of a successor over that of the SKU that it replaces.")
          .assumed(),
      key("successor_sales", &T::successor_sales)
          .range(0, 5)
          .prior(lognormal(0.5, 0.4))
          .about("Least sales of a successor, counted in serving rate, over those of the SKU that it replaces.")
          .assumed(),
      key("power_class", &T::power_class)
          .range(1, 20)
          .prior(lognormal(3, 0.3))
          .about("Power over another card's at which a card goes into other servers and does not succeed it.")
          .assumed(),
      key("generation_lead", &T::generation_lead)
          .unit("year")
          .range(0, 3)
          .about("Time from the tape-out of a generation to its launch: it is announced, and wafers begin before.")
          .assumed()
          .prior(lognormal(0.75, 0.2)),
      key("generation_cost", &T::generation_cost)
          .unit("USD")
          .range(0, 1e11)
          .about("R&D that a generation needs.")
          .sourced("blackwell_rd", "2024-03"),
      key("generation_revenue", &T::generation_revenue)
          .unit("USD/year")
          .range(1e8, 1e12)
          .prior(lognormal(2e10, 0.5))
          .about("Revenue of a designer whose generation takes all of that; a smaller one's takes less in proportion.")
          .assumed(),
      key("price_theta", &T::price_theta)
          .range(0, 1.2)
          .about("Price of a generation over the last, as power of its performance ratio.")
          .sourced("epoch_prices", "2026-01"),
      key("generation_memory", &T::generation_memory)
          .range(0.3, 5)
          .prior(lognormal(1.1, 0.15))
          .about("Memory bandwidth of a generation over the last, as a factor on the root of its gain in rate.")
          .assumed(),
      key("generation_interconnect", &T::generation_interconnect)
          .range(0.3, 5)
          .prior(lognormal(1.15, 0.15))
          .about("Chip-to-chip bandwidth of a generation over the last.")
          .assumed(),
      key("generation_power", &T::generation_power)
          .range(0, 1.5)
          .prior(lognormal(0.45, 0.3))
          .about("Power of a generation over the last, as power of its performance ratio.")
          .assumed(),
  };
}

Fields fields_of_variants() {
  return {
      key("variant_time", &T::variant_time)
          .unit("year")
          .range(0.1, 3)
          .about("Development of a compliant variant: the A800 was on sale a quarter after the letters of August 2022, "
                 "the H20 four months after the rule of October 2023.")
          .sourced("nvidia_variants", "2023-11"),
      key("variant_spread", &T::variant_spread)
          .range(0, 1)
          .prior(triangular(0.1, 0.3, 0.6))
          .about("Spread of that time: it falls evenly between one less this and one more this of its mean.")
          .assumed(),
      key("variant_memory", &T::variant_memory)
          .range(1, 2)
          .about("Widest memory of a variant over its parent's: a package of five stacks has room for a sixth.")
          .sourced("nvidia_variants", "2023-11"),
      key("variant_cost", &T::variant_cost)
          .unit("USD")
          .range(0, 1e12)
          .about("Fixed cost of a variant's development: packaging, validation, software and masks, as far as they "
                 "change.")
          .assumed()
          .prior(lognormal(1e8, 0.5)),
      key("variant_horizon", &T::variant_horizon)
          .unit("year")
          .range(0, 10)
          .about("Sales of a variant within which its margin must earn its fixed cost.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("variant_class", &T::variant_class)
          .range(0, 1)
          .prior(triangular(0.15, 0.3, 0.6))
          .about("Serving rate over that of its best chip from which a chip free of licences makes a variant needless.")
          .assumed(),
      key("variant_notice", &T::variant_notice)
          .unit("day")
          .range(0, 1000)
          .prior(lognormal(250, 0.3))
          .about("Time within which such a chip must be launched to count.")
          .assumed(),
      key("variant_theta", &T::variant_theta)
          .range(0, 1.5)
          .prior(triangular(0.5, 0.8, 1))
          .about("Price of a variant over its parent's, as power of its serving rate over the parent's.")
          .assumed(),
      key("variant_links", &T::variant_links)
          .range(0, 1)
          .prior(lognormal(0.1, 0.5))
          .about("Part of the serving rate that is lost without any links between chips.")
          .assumed(),
      key("variant_power", &T::variant_power)
          .range(0.2, 1.5)
          .prior(triangular(0.7, 0.9, 1))
          .about("Power of a variant over its parent's.")
          .assumed(),
  };
}

}  // namespace

const Fields& DesignerHabits::fields() {
  static const Fields all = [] {
    Fields fields = {key("default", &T::usual).about("Behaviour of designers that name none.")};
    for (Fields part :
         {fields_of_expectations(), fields_of_making(), fields_of_fronts(), fields_of_lists(), fields_of_variants()})
      std::move(part.begin(), part.end(), std::back_inserter(fields));
    return fields;
  }();
  return all;
}

}  // namespace exarace
