#include "sim/state/places.hpp"

namespace exarace {

const Fields& Countries::fields() {
  using T = Countries;
  static const Fields all = table_fields<T>({
      key("bloc", &T::bloc).about("Side the country stands on.").must(),
      key("member_of", &T::member_of)
          .about("Country whose government rules here too (members of a union).")
          .otherwise(std::int64_t{-1}),
      key("gdp", &T::gdp)
          .unit("USD/year")
          .range(1e9, 1e15)
          .about("Gross domestic product, scale of public debt.")
          .must(),
      key("reachable_users", &T::reachable_users)
          .unit("people")
          .range(0, 9e9)
          .about("People who could use AI services.")
          .must(),
      key("spend_ratio", &T::spend_ratio)
          .range(0, 10)
          .about("Spend of a user relative to a user in the United States.")
          .otherwise(0.3),
      key("exposed_wages", &T::exposed_wages)
          .range(0, 0.6)
          .about("Pay for work that models can do or speed up, over the output of the country.")
          .otherwise(0.12),
      key("domestic_services", &T::domestic_services)
          .about("Only models of domestic labs may serve here.")
          .otherwise(false),
      key("electricity_price", &T::electricity_price)
          .unit("USD/kWh")
          .range(0, 2)
          .about("Price of power for large loads.")
          .otherwise(0.09),
      key("power_usage_effectiveness", &T::power_usage_effectiveness)
          .range(1, 3)
          .about("Facility power over IT power.")
          .otherwise(1.2),
      key("energised_power", &T::energised_power)
          .unit("MW")
          .range(0, 1e6)
          .about("Grid power of AI sites at the start.")
          .must(),
      key("grid_growth", &T::grid_growth)
          .unit("MW/year")
          .range(0, 1e6)
          .about("Grid power of data centres that is energised on a day; what AI does not ask for becomes other halls.")
          .must(),
      key("convertible_power", &T::convertible_power)
          .unit("MW")
          .range(0, 1e6)
          .about("Power of other data centres that AI sites can take over, at a price that rises as it is used up.")
          .otherwise(300.0),
      key("onsite_industry", &T::onsite_industry)
          .unit("MW/year")
          .range(0, 1e5)
          .about("Generation that makers of turbines, engines and fuel cells could deliver to sites at the start.")
          .otherwise(0.0),
      key("connection_delay", &T::connection_delay)
          .unit("year")
          .range(0.05, 10)
          .about("Wait of an order that finds no connection on its way: studies, transformers, lines.")
          .otherwise(2.0),
      key("site_cost", &T::site_cost)
          .unit("USD/MW")
          .range(1e5, 1e9)
          .about("Building, power and cooling.")
          .otherwise(12e6),
      key("cost_of_capital", &T::cost_of_capital)
          .unit("1/year")
          .range(0, 1)
          .about("Return that owners ask.")
          .otherwise(0.09),
      key("corporate_tax", &T::corporate_tax).range(0, 1).about("Share of positive profit.").otherwise(0.21),
      key("researcher_wage", &T::researcher_wage)
          .unit("USD/year")
          .range(0, 1e8)
          .about("Cost of a researcher or engineer.")
          .otherwise(250e3),
      key("alignment", &T::alignment)
          .range(-1, 1)
          .about("Of a swing state at the start: -1 with China, 1 with the United States.")
          .otherwise(0.0),
      key("visa_openness", &T::visa_openness)
          .range(0, 1)
          .about("Part of the researchers from abroad who want to come that get a visa.")
          .otherwise(TimeSeries{0.5}),
      key("data_access", &T::data_access)
          .range(0.05, 2)
          .about("Training compute that counts, given the language and the law of the data that labs at home may use.")
          .otherwise(TimeSeries{1.0}),
      key("market_access", &T::market_access)
          .range(0, 1)
          .about("Part of the demand for AI services that rules on data leave to labs from abroad.")
          .otherwise(TimeSeries{1.0}),
      column("lean", &T::lean).about("Whom a swing state sides with now: -1 China, 1 the United States."),
      column("offers_us", &T::offers_us).unit("USD/year").about("Chips and money from the United States, smoothed."),
      column("offers_china", &T::offers_china).unit("USD/year").about("Chips and money from China, smoothed."),
      column("households", &T::households).about("Account of households."),
      column("bank", &T::bank).about("Account of the banking system."),
      column("product_market", &T::product_market).about("Account of buyers and sellers outside the model."),
      column("other_inputs", &T::other_inputs).about("Account of suppliers outside the model."),
      column("enterprises", &T::enterprises)
          .about("Account of the users of AI services in business and public offices."),
      column("power_used", &T::power_used).unit("MW").about("Grid power that installed chips draw at full load."),
      column("power_on_order", &T::power_on_order).unit("MW").about("Power under way to sites."),
      column("halls_known", &T::halls_known).unit("MW").about("Halls of other uses, those that AI has taken over too."),
      column("power_premium", &T::power_premium)
          .unit("USD/MW")
          .about("Paid for power that comes soon, on top of what a site costs, in the last step."),
      column("power_wait", &T::power_wait)
          .unit("year")
          .about("Expected wait of an order that takes its place in the queue."),
      column("power_added", &T::power_added).unit("MW").about("Energised in the last step: grid, halls, on site."),
      column("bank_spread", &T::bank_spread).unit("1/year").about("Added to the cost of loans by public borrowing."),
  });
  return all;
}

const Fields& Governments::fields() {
  using T = Governments;
  static const Fields all = table_fields<T>({
      key("country", &T::country).about("Country it governs.").must(),
      key("decision", &T::decision)
          .about("Scheduled: dates of the scenario. Reactive: hazards of escalation. Supplied: a function of the user.")
          .otherwise(std::int64_t{0}),
      key("treasury", &T::treasury)
          .range(0, 1e14)
          .about("Cash for AI, chips and enforcement at the start.")
          .otherwise(0.0),
      key("debt", &T::debt).range(0, 1e14).about("Debt for AI and chips at the start.").otherwise(0.0),
      key("licensing_staff", &T::licensing_staff)
          .unit("people")
          .range(0, 1e5)
          .about("Officers who rule on licences.")
          .otherwise(0.0),
      key("enforcement_agents", &T::enforcement_agents)
          .unit("people")
          .range(0, 1e5)
          .about("Agents at home.")
          .otherwise(0.0),
      key("officers_abroad", &T::officers_abroad)
          .unit("people")
          .range(0, 1e4)
          .about("Export control officers abroad.")
          .otherwise(0.0),
      key("registry_staff", &T::registry_staff)
          .unit("people")
          .range(0, 1e4)
          .about("Staff of a chip registry.")
          .otherwise(0.0),
      key("location_checks", &T::location_checks)
          .range(0, 1)
          .about("Share of exported chips that report where they are.")
          .otherwise(0.0),
      key("analysts", &T::analysts).unit("people").range(0, 1e4).about("Trade-data analysts.").otherwise(0.0),
      key("staff_cost", &T::staff_cost)
          .unit("USD/person/year")
          .range(0, 1e7)
          .about("Cost of a member of staff.")
          .otherwise(330e3),
      key("escalation_hazard", &T::escalation_hazard)
          .unit("1/month")
          .range(0, 1)
          .about("Base hazard of a reactive government.")
          .otherwise(0.02),
      key("hazard_per_case", &T::hazard_per_case)
          .unit("1/month")
          .range(0, 1)
          .about("Hazard added per detected case.")
          .otherwise(0.05),
      key("hazard_of_gap", &T::hazard_of_gap)
          .unit("1/month")
          .range(0, 1)
          .about("Hazard added per index point that the capability gap narrows.")
          .otherwise(0.01),
      key("reactive_from", &T::reactive_from)
          .about("Until then a reactive or supplied government only follows the dates of the scenario.")
          .otherwise(Date{}),
      key("gates_from", &T::gates_from)
          .about("From then on its offices work the gates on the buyers' side, whoever else decides.")
          .otherwise(kNever),
      column("account", &T::account).about("Its account."),
      column("hired", &T::hired).unit("people").about("Staff that budgets added, by line of enforcement."),
      column("lobbied", &T::lobbied).unit("USD/year").about("Spent by firms to sway it, smoothed."),
      column("last_move", &T::last_move).about("Day of its last step of escalation."),
      column("taken", &T::taken).about("Rows of the measures that it took itself, newest last."),
      column("cases", &T::cases).about("Diversion cases detected in the last 12 months."),
      column("escalation", &T::escalation).about("Level that a reactive government has reached."),
      column("truce_until", &T::truce_until).about("End of the present truce."),
      column("spent_on_ai", &T::spent_on_ai).unit("USD").about("Public spending on AI and chips in the last step."),
  });
  return all;
}

const Fields& Groups::fields() {
  using T = Groups;
  static const Fields all = table_fields<T>({
      key("headquarters", &T::headquarters).about("Country of the ultimate parent.").must(),
  });
  return all;
}

}  // namespace exarace
