/// Frontier, gap, algorithms, training runs, users.

#include "outputs/series/catalogue.hpp"
#include "outputs/series/sampling.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList capability_series() {
  return {
      by_row<LabId>("labs.released", Dim::lab, "index", "Capability of the best released model of a lab.",
                    [](const World& w, LabId i) { return double(w.labs.capability[i]); }),
      by_row<LabId>("labs.internal", Dim::lab, "index", "Capability of the best trained model of a lab.",
                    [](const World& w, LabId i) { return double(w.labs.internal_capability[i]); }),
      by_row<LabId>("labs.algorithms", Dim::lab, "index", "Algorithmic level of a lab.",
                    [](const World& w, LabId i) { return double(w.labs.algorithms[i]); }),
      by_row<LabId>("labs.training_flop", Dim::lab, "FLOP", "Largest finished training run of a lab.",
                    [](const World& w, LabId i) { return double(w.labs.training_flop[i]); }),
      by_row<LabId>("labs.quality", Dim::lab, "1", "Share of wanted service that a lab delivered.",
                    [](const World& w, LabId i) { return double(w.labs.quality[i]); }),
      by_row<LabId>("labs.service_price", Dim::lab, "1", "Price of its services, 1 at the start.",
                    [](const World& w, LabId i) { return double(w.labs.service_price[i]); }),
      filled("labs.hours", {Dim::lab}, "H100e-hours", "Hours of its group and of others that a lab used in the step.",
             [](const World& w, double* out) {
               for (const ComputeTrade& trade : w.trades.compute)
                 if (trade.buyer) out[trade.buyer.index] += trade.hours;
             }),
      by_row<LabId>("labs.research_hours", Dim::lab, "H100e-hours", "Research hours in the step.",
                    [](const World& w, LabId i) { return double(w.labs.research_hours[i]); }),
      by_row<LabId>("labs.serving_hours", Dim::lab, "H100e-hours", "Serving hours in the step.",
                    [](const World& w, LabId i) { return double(w.labs.serving_hours[i]); }),
      scalar("capability.frontier", "index", "Best released model.", [](const World& w) { return w.signals.frontier; }),
      scalar("capability.frontier_us", "index", "Best released model of a lab of the United States.",
             [](const World& w) { return w.signals.frontier_us; }),
      scalar("capability.frontier_china", "index", "Best released model of a Chinese lab.",
             [](const World& w) { return w.signals.frontier_china; }),
      scalar("capability.open_frontier", "index", "Best released model with open weights.",
             [](const World& w) { return w.signals.open_frontier; }),
      scalar("capability.gap", "month", "Age of the first US model at least as good as the best Chinese one.",
             [](const World& w) { return w.signals.gap_months; }),
      filled("demand.users", {Dim::country}, "people", "People who use AI services.",
             [](const World& w, double* out) {
               for (std::size_t c = 0; c < w.cells.users.size(); ++c)
                 if (c / w.cells.labs % kDemandSectors == 0)
                   out[c / (kDemandSectors * w.cells.labs)] += w.cells.users[c];
             }),
      filled("demand.users_of", {Dim::lab}, "people", "People who use the services of a lab.",
             [](const World& w, double* out) {
               for (std::size_t c = 0; c < w.cells.users.size(); ++c)
                 if (c / w.cells.labs % kDemandSectors == 0) out[c % w.cells.labs] += w.cells.users[c];
             }),
      filled("demand.taken_up", {Dim::country, Dim::sector}, "1",
             "Part of firms, by wage bill, that work with models; consumers stand at zero.",
             [](const World& w, double* out) { std::copy(w.cells.taken_up.begin(), w.cells.taken_up.end(), out); }),
      filled("demand.services", {Dim::lab, Dim::pool}, "USD", "Revenue of a lab in the step, by pool of demand.",
             [](const World& w, double* out) {
               for (const ServiceTrade& t : w.trades.services)
                 out[t.seller.index * kPools + static_cast<std::size_t>(t.pool)] += t.amount;
             }),
      filled("demand.services_in", {Dim::country, Dim::pool}, "USD", "Spend on AI services in the step, by pool.",
             [](const World& w, double* out) {
               for (const ServiceTrade& t : w.trades.services)
                 out[t.country.index * kPools + static_cast<std::size_t>(t.pool)] += t.amount;
             }),
      on_request(filled("demand.services_by", {Dim::lab, Dim::country, Dim::pool}, "USD",
                        "Revenue of a lab in the step, by country and pool.",
                        [](const World& w, double* out) {
                          for (const ServiceTrade& t : w.trades.services)
                            out[(t.seller.index * w.countries.size() + t.country.index) * kPools +
                                static_cast<std::size_t>(t.pool)] += t.amount;
                        })),
      filled("demand.spend", {Dim::country}, "USD", "Spend on AI services in the step.",
             [](const World& w, double* out) {
               for (const ServiceTrade& t : w.trades.services) out[t.country.index] += t.amount;
             }),
  };
}

}  // namespace exarace
