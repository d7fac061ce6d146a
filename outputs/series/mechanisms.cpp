/// What single mechanisms do: tools, minerals, affiliates, enforcement, lobbying, talent, ecosystems, swing states.

#include "outputs/series/catalogue.hpp"
#include "outputs/series/sampling.hpp"
#include "sim/state/lobby.hpp"

namespace exarace {
namespace {

SeriesList industry_series() {
  return {
      by_row<LineId>("lines.working", Dim::line, "units/month", "Capacity that tools and inputs of a line sustain.",
                     [](const World& w, LineId i) { return w.lines.working(i); }),
      by_row<LineId>("lines.tool_effect", Dim::line, "1", "Change of a line's output by the state of its tools.",
                     [](const World& w, LineId i) { return double(w.lines.tool_effect[i]); }),
      by_row<LineId>("lines.input_effect", Dim::line, "1", "Change of a line's output by minerals that are missing.",
                     [](const World& w, LineId i) { return double(w.lines.input_effect[i]); }),
      by_row<LineId>("lines.mineral_stock", Dim::line, "year", "Least stock of a mineral, in time of its use.",
                     [](const World& w, LineId i) {
                       const auto& stock = w.lines.mineral_stock[i];
                       return stock.empty() ? 0.0 : *std::min_element(stock.begin(), stock.end());
                     }),
      filled("minerals.price", {Dim::country}, "1", "Greatest price of a mineral over that without controls.",
             [](const World& w, double* out) {
               for (std::size_t at = 0; at < w.restrictions.minerals_price.size(); ++at)
                 out[at / kMinerals] = std::max(out[at / kMinerals], w.restrictions.minerals_price[at]);
             }),
  };
}

SeriesList firm_series() {
  return {
      by_row<DesignerId>("designers.research", Dim::designer, "USD/year", "R&D budget.",
                         [](const World& w, DesignerId i) { return double(w.designers.research_rate[i]); }),
      by_row<DesignerId>("designers.lobbying", Dim::designer, "USD/year", "Spent to sway the law.",
                         [](const World& w, DesignerId i) { return double(w.designers.lobbying[i]); }),
      by_row<DesignerId>(
          "designers.affiliates", Dim::designer, "1", "Part of its purchases that goes through unlisted affiliates.",
          [](const World& w, DesignerId i) { return double(w.accounts.affiliate_share[w.designers.account[i]]); }),
      by_row<FabId>("fabs.affiliates", Dim::fab, "1", "Part of its purchases that goes through unlisted affiliates.",
                    [](const World& w, FabId i) { return double(w.accounts.affiliate_share[w.fabs.account[i]]); }),
      by_row<LabId>("labs.researchers", Dim::lab, "people", "Researchers of a lab.",
                    [](const World& w, LabId i) { return double(w.labs.researchers[i]); }),
      filled("money.raised", {Dim::lab}, "USD", "Equity that a lab raised from investors in the step.",
             [](const World& w, double* out) {
               for (const CapitalTrade& t : w.trades.capital) out[t.lab.index] += t.amount;
             }),
      filled("money.services_abroad", {Dim::lab}, "USD", "Revenue of a lab from users abroad in the step.",
             [](const World& w, double* out) {
               for (const ServiceTrade& t : w.trades.services)
                 if (t.country != w.labs.country[t.seller]) out[t.seller.index] += t.amount;
             }),
      filled("chips.displaced", {Dim::cloud}, "USD", "Chips that a private buyer did not get because of rated orders.",
             [](const World& w, double* out) {
               for (const Displacement& d : w.trades.displaced) out[d.buyer.index] += d.value;
             }),
      scalar("ecosystems.bifurcation", "1", "How far the two sides run different ecosystems.",
             [](const World& w) { return w.signals.bifurcation; }),
      scalar("ecosystems.duplicated_cost", "USD/year", "Spent a second time because there are two ecosystems.",
             [](const World& w) { return w.signals.duplicated_cost; }),
  };
}

SeriesList state_series() {
  return {
      by_row<GovernmentId>("policy.lobbied", Dim::government, "USD/year", "Spent to sway a government, smoothed.",
                           [](const World& w, GovernmentId i) { return double(w.governments.lobbied[i]); }),
      by_row<GovernmentId>("policy.sway", Dim::government, "1",
                           "Part of the licences otherwise refused that are granted because of lobbying.",
                           [](const World& w, GovernmentId i) { return w.regimes.outlook.lobby_sway * heard(w, i); }),
      by_row<GovernmentId>("policy.hired", Dim::government, "people", "Enforcement staff that budgets added.",
                           [](const World& w, GovernmentId i) {
                             double people = 0;
                             const auto& hired = w.governments.hired[i];
                             for (std::size_t line = 0; line < hired.size(); ++line)
                               if (line != static_cast<std::size_t>(EnforcementLine::location)) people += hired[line];
                             return people;
                           }),
      by_row<CountryId>("policy.lean", Dim::country, "1",
                        "Whom a swing state sides with: -1 China, 1 the United States.",
                        [](const World& w, CountryId i) { return double(w.countries.lean[i]); }),
  };
}

}  // namespace

SeriesList mechanism_series() {
  SeriesList all = industry_series();
  for (SeriesList topic : {firm_series(), state_series()}) all.insert(all.end(), topic.begin(), topic.end());
  return all;
}

}  // namespace exarace
