#include "sim/state/capital.hpp"

namespace exarace {

const Fields& Investors::fields() {
  using T = Investors;
  static const Fields all = table_fields<T>({
      key("country", &T::country).about("Home.").must(),
      key("cash", &T::cash).range(0, 1e13).about("Cash at the start.").must(),
      key("inflow", &T::inflow).unit("USD/year").range(0, 1e13).about("New money from its savers.").must(),
      key("ai_weight", &T::ai_weight).range(0, 1).about("Share of its capital in AI at neutral beliefs.").must(),
      key("abroad", &T::abroad).range(0, 1).about("Share of AI money that may go to labs abroad.").otherwise(0.0),
      key("hurdle", &T::hurdle)
          .unit("1/year")
          .range(0, 5)
          .about("Expected growth below which it leaves.")
          .otherwise(0.15),
      key("public_fund", &T::public_fund).about("Guidance fund that follows a government budget.").otherwise(false),
      column("account", &T::account).about("Its account."),
      column("belief_growth", &T::belief_growth).unit("1/year").about("Expected growth of labs' revenue."),
      column("ready", &T::ready).unit("USD").about("Money for rounds of this step."),
      column("invested", &T::invested).unit("USD").about("Invested in the last step."),
  });
  return all;
}

const Fields& Brokers::fields() {
  using T = Brokers;
  static const Fields all = table_fields<T>({
      key("country", &T::country).about("Place of the route.").must(),
      key("destination", &T::destination).about("Where its goods go.").must(),
      key("buys_in", &T::buys_in)
          .about("Where the law believes that its purchases stay: that of its invoices; its own country when none.")
          .otherwise(std::int64_t{-1}),
      key("kind", &T::kind).about("Kind of firm.").otherwise(std::int64_t{0}),
      key("cash", &T::cash).range(0, 1e12).about("Cash at the start.").must(),
      key("capacity", &T::capacity).unit("chips/year").range(0, 1e7).about("Diverted chips at the start.").must(),
      key("reseller_sales", &T::reseller_sales)
          .unit("chips/year")
          .range(0, 1e8)
          .about("Legal resales of the route at the start.")
          .must(),
      key("detection", &T::detection)
          .range(0, 1)
          .about("Base probability that a shipment is detected.")
          .otherwise(0.03),
      key("entry_time", &T::entry_time)
          .unit("year")
          .range(0, 5)
          .about("Until another takes the place of one that was caught.")
          .otherwise(0.375),
      column("account", &T::account).about("Its account."),
      column("flow", &T::flow).unit("chips/year").about("Diverted chips it plans."),
      column("premium", &T::premium).about("Premium of its last sale over the posted price."),
      column("diverted", &T::diverted).unit("chips").about("Chips diverted in the last step."),
      column("seized", &T::seized).unit("chips").about("Chips seized in the last step."),
      column("detection_now", &T::detection_now)
          .about("Probability that a shipment is detected under present enforcement."),
      column("closed_until", &T::closed_until).about("When the route opens again."),
  });
  return all;
}

}  // namespace exarace
