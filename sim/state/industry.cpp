#include "sim/state/industry.hpp"

namespace exarace {

const Fields& Designers::fields() {
  using T = Designers;
  static const Fields all = table_fields<T>({
      key("behaviour", &T::behaviour)
          .about("Behaviour by which it decides, one of those of behaviour.designer; its default where it says none.")
          .otherwise(std::string()),
      key("country", &T::country).about("Headquarters.").must(),
      key("parent", &T::parent).about("Country of the ultimate parent.").must(),
      key("group", &T::group).about("Owner group.").otherwise(std::int64_t{-1}),
      key("merchant", &T::merchant).about("Sells outside its group.").otherwise(true),
      key("cash", &T::cash).range(0, 1e13).about("Cash at the start.").must(),
      key("packaging_share", &T::packaging_share)
          .range(0, 1)
          .about("Share of advanced packaging booked at the start.")
          .otherwise(0.0),
      key("research_share", &T::research_share).range(0, 1).about("R&D over revenue.").otherwise(0.2),
      key("network_share", &T::network_share)
          .range(0, 0.9)
          .about("Networking over data-centre revenue.")
          .otherwise(0.0),
      key("generation_time", &T::generation_time)
          .unit("year")
          .range(0.25, 10)
          .about("Time between generations from its own R&D.")
          .otherwise(1.5),
      key("generation_gain", &T::generation_gain)
          .range(1, 5)
          .about("Rate of a generation over the one before, at equal die area.")
          .otherwise(1.6),
      key("front_for", &T::front_for)
          .about("Designer that it orders dies for under its own name.")
          .otherwise(std::int64_t{-1}),
      key("hbm_stock", &T::hbm_stock)
          .unit("stacks")
          .range(0, 1e9)
          .about("HBM stacks in stock at the start.")
          .otherwise(std::int64_t{0}),
      key("other_revenue", &T::other_revenue)
          .unit("USD/year")
          .range(0, 1e12)
          .about("Net revenue from outside the model that pays for R&D.")
          .otherwise(0.0),
      column("account", &T::account).about("Its account."),
      column("research_stock", &T::research_stock).unit("USD").about("R&D spent towards the next generation."),
      column("revenue_rate", &T::revenue_rate).unit("USD/year").about("Smoothed revenue."),
      column("ban_hazard", &T::ban_hazard)
          .about("Expected probability that its best product for China is banned before delivery."),
      column("closed_until", &T::closed_until).about("A foundry refused it; it does not ask again before."),
      column("variant_due", &T::variant_due).about("When a compliant variant in development is ready."),
      column("variant_parent", &T::variant_parent).about("SKU that the variant is cut from."),
      column("hbm_used", &T::hbm_used).unit("stacks").about("Stacks that went into packages."),
      column("hbm_scrapped", &T::hbm_scrapped).unit("stacks").about("Stacks that lost their use when it failed."),
      column("hbm_received", &T::hbm_received)
          .unit("stacks")
          .about("Stacks delivered since the start, with opening stock."),
      column("written_down", &T::written_down).unit("USD").about("Stock and commitments written down since the start."),
      column("refused_demand", &T::refused_demand)
          .unit("USD/year")
          .about("Chinese orders that the law refused, smoothed."),
      column("china_revenue", &T::china_revenue).unit("USD/year").about("Smoothed revenue from Chinese buyers."),
      column("research_rate", &T::research_rate).unit("USD/year").about("R&D budget."),
      column("lobbying", &T::lobbying).unit("USD/year").about("Spent to sway the law."),
      column("defaulted", &T::defaulted).about("Could not pay and has left."),
  });
  return all;
}

const Fields& Fabs::fields() {
  using T = Fabs;
  static const Fields all = table_fields<T>({
      key("behaviour", &T::behaviour)
          .about("Behaviour by which it decides, one of those of behaviour.fab; its default where it says none.")
          .otherwise(std::string()),
      key("country", &T::country).about("Headquarters.").must(),
      key("group", &T::group).about("Owner group.").otherwise(std::int64_t{-1}),
      key("cash", &T::cash).range(0, 1e13).about("Cash at the start.").must(),
      key("debt", &T::debt).range(0, 1e13).about("Debt at the start.").otherwise(0.0),
      key("state_backed", &T::state_backed)
          .about("Investment and losses are carried by public funds.")
          .otherwise(false),
      key("hurdle_rate", &T::hurdle_rate)
          .unit("1/year")
          .range(0, 1)
          .about("Return that an investment must earn.")
          .otherwise(0.11),
      key("other_income", &T::other_income)
          .unit("USD/year")
          .range(0, 1e12)
          .about("Net income from products outside the model.")
          .otherwise(0.0),
      key("labour_share", &T::labour_share).range(0, 1).about("Wages over revenue.").otherwise(0.12),
      key("input_share", &T::input_share).range(0, 1).about("Other inputs over revenue.").otherwise(0.25),
      column("account", &T::account).about("Its account."),
      column("revenue_rate", &T::revenue_rate).unit("USD/year").about("Smoothed revenue."),
      column("capex_rate", &T::capex_rate).unit("USD/year").about("Smoothed investment."),
  });
  return all;
}

const Fields& Lines::fields() {
  using T = Lines;
  static const Fields all = table_fields<T>({
      key("fab", &T::fab).about("Owner.").must(),
      key("site", &T::site).about("Country of the line.").must(),
      key("product", &T::product).about("What it makes.").must(),
      key("node", &T::node)
          .unit("nm")
          .range(0.5, 500)
          .about("Smallest node it makes; HBM and packaging: 0.5.")
          .otherwise(0.5),
      key("capacity", &T::capacity)
          .unit("units/month")
          .range(0, 1e8)
          .about("Wafers (logic, packaging) or stacks (HBM) a month at the start.")
          .must(),
      key("defect_density", &T::defect_density)
          .unit("1/cm2")
          .range(0, 10)
          .about("Defect density at the start.")
          .otherwise(0.1),
      key("mature_defect_density", &T::mature_defect_density)
          .unit("1/cm2")
          .range(0, 10)
          .about("Defect density where learning ends.")
          .otherwise(0.08),
      key("learning", &T::learning)
          .unit("1/quarter")
          .range(0, 1)
          .about("Share of the excess defect density removed at full load.")
          .otherwise(0.35),
      key("cycle_time", &T::cycle_time).unit("year").range(0, 2).about("Start to output.").otherwise(0.3),
      key("unit_price", &T::unit_price).unit("USD/unit").range(0, 1e6).about("Price of a wafer or stack.").must(),
      key("units_per_wafer", &T::units_per_wafer)
          .range(0.1, 500)
          .about("Packages of 814 mm2 per packaging wafer; 1 otherwise.")
          .otherwise(1.0),
      key("process_yield", &T::process_yield).range(0.01, 1).about("Good share of packages or stacks.").otherwise(0.9),
      key("other_demand", &T::other_demand)
          .unit("units/month")
          .range(0, 1e8)
          .about("Orders from outside the model.")
          .otherwise(TimeSeries{0.0}),
      key("conversion_speed", &T::conversion_speed)
          .unit("1/month")
          .range(0, 1)
          .about("Share of capacity that neighbouring lines can add.")
          .otherwise(0.0),
      key("conversion_time", &T::conversion_time)
          .unit("year")
          .range(0.05, 5)
          .about("Lag of conversion.")
          .otherwise(0.5),
      key("greenfield_time", &T::greenfield_time)
          .unit("year")
          .range(0.1, 10)
          .about("Lag of new buildings.")
          .otherwise(1.8),
      key("capacity_cost", &T::capacity_cost)
          .unit("USD per unit/month")
          .range(0, 1e8)
          .about("Investment per unit of monthly capacity.")
          .must(),
      key("under_way", &T::under_way)
          .unit("units/month")
          .range(0, 1e8)
          .about("Capacity that is paid for and being built at the start; it comes evenly over greenfield_time.")
          .otherwise(0.0),
      key("growth_limit", &T::growth_limit)
          .unit("1/year")
          .range(0, 5)
          .about("Greatest logarithmic growth of capacity.")
          .otherwise(0.4),
      key("tool_shares", &T::tool_shares)
          .range(0, 1)
          .about("Capacity cost by tool class: euv, immersion, deposition, etch, clean, process_control, implant, "
                 "bonding, eda; none or all nine, at most 1 in sum, the rest is buildings."),
      column("capacity_on_order", &T::capacity_on_order).unit("units/month").about("Capacity under construction."),
      column("orders", &T::orders).unit("units/month").about("Asked of it in the last step."),
      column("orders_rate", &T::orders_rate).unit("units/month").about("Smoothed orders of designers."),
      column("orders_trend", &T::orders_trend).unit("units/month/year").about("Trend of orders."),
      column("outside_sales", &T::outside_sales).unit("units").about("Sold outside the model in the last step."),
      column("utilisation", &T::utilisation).about("Starts over capacity."),
      column("serviced", &T::serviced).about("Share of capacity whose tools get vendor service."),
      column("class_service", &T::class_service).about("Share of tools that vendors service, by class."),
      column("class_spares", &T::class_spares).unit("year").about("Spare parts for tools without service, by class."),
      column("class_alone", &T::class_alone).unit("year").about("Time without service or spares, by class."),
      column("class_condition", &T::class_condition).about("Share of the tools that works, by class."),
      column("euv_share", &T::euv_share).about("Critical layers that EUV exposes at a line that began without it."),
      column("tool_effect", &T::tool_effect).about("Change of its output by the state of its tools."),
      column("input_effect", &T::input_effect).about("Change of its output by minerals that are missing."),
      column("mineral_stock", &T::mineral_stock).unit("year").about("Stock of minerals, in time of use, by mineral."),
      column("mineral_need", &T::mineral_need).about("Need of minerals over that at the start, by mineral."),
      column("mineral_supply", &T::mineral_supply)
          .about("Use for which suppliers of minerals deliver, over that of a full line, by mineral."),
      column("mineral_reach", &T::mineral_reach)
          .about("What it gets of closed supply over its even share, by mineral."),
      column("surcharge", &T::surcharge).about("For dear minerals, over its list price."),
      column("tool_ceiling", &T::tool_ceiling).about("Share of wanted tools that could be bought."),
      column("carry", &T::carry).unit("units").about("Fraction of a unit left over from completion."),
  });
  return all;
}

const Fields& Toolmakers::fields() {
  using T = Toolmakers;
  static const Fields all = table_fields<T>({
      key("country", &T::country).about("Headquarters.").must(),
      key("cash", &T::cash).range(0, 1e12).about("Cash at the start.").must(),
      key("class_shares", &T::class_shares)
          .range(0, 1)
          .about("World market share by tool class: euv, immersion, deposition, etch, clean, process_control, implant, "
                 "bonding, eda; none or all nine."),
      key("capacity", &T::capacity).unit("USD/year").range(0, 1e12).about("Deliveries at full load.").must(),
      key("lead_time", &T::lead_time)
          .unit("year")
          .range(0, 5)
          .about("Order to delivery at normal load.")
          .otherwise(0.4),
      key("other_revenue", &T::other_revenue)
          .unit("USD/year")
          .range(0, 1e12)
          .about("Revenue from buyers outside the model.")
          .otherwise(0.0),
      key("quality", &T::quality).range(0, 1).about("Share of advanced-line needs that its tools meet.").otherwise(1.0),
      column("account", &T::account).about("Its account."),
      column("model_share", &T::model_share).about("Part of its capacity that serves fabs of the model."),
      column("backlog", &T::backlog).unit("USD").about("Orders not delivered."),
      column("revenue_rate", &T::revenue_rate).unit("USD/year").about("Smoothed revenue."),
      column("china_revenue", &T::china_revenue).unit("USD/year").about("Smoothed revenue from China."),
      column("home_gain", &T::home_gain).about("Share of home orders over its share of the world market."),
      column("price_index", &T::price_index).about("Price of its tools, 1 at the start."),
  });
  return all;
}

}  // namespace exarace
