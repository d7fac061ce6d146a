/// What the law stopped, enforcement, escalation.

#include "outputs/series/catalogue.hpp"
#include "outputs/series/sampling.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList policy_series() {
  return {
      filled("policy.denied", {Dim::instrument}, "USD", "Value of deals that an instrument stopped in the step.",
             [](const World& w, double* out) {
               for (const Denial& d : w.trades.denials)
                 if (d.by) out[d.by.index] += d.value;
             }),
      filled("policy.denied_new", {Dim::instrument}, "USD",
             "Value of deals that an instrument stopped in the step and nobody had asked for before.",
             [](const World& w, double* out) {
               for (const Denial& d : w.trades.denials)
                 if (d.by) out[d.by.index] += d.new_value;
             }),
      on_request(filled("policy.denied_standing", {Dim::instrument}, "USD",
                        "Value of deals that an instrument stopped in the step and had stopped before.",
                        [](const World& w, double* out) {
                          for (const Denial& d : w.trades.denials)
                            if (d.by) out[d.by.index] += d.value - d.new_value;
                        })),
      on_request(filled("policy.denied_units", {Dim::instrument}, "units",
                        "Units of deals that an instrument stopped in the step.",
                        [](const World& w, double* out) {
                          for (const Denial& d : w.trades.denials)
                            if (d.by) out[d.by.index] += d.units;
                        })),
      filled("policy.denied_to", {Dim::cloud}, "USD", "Value of chips and rentals denied to a cloud in the step.",
             [](const World& w, double* out) {
               std::vector<CloudId> cloud_of(w.accounts.size());
               for (const CloudId i : w.clouds.rows()) cloud_of[w.clouds.account[i].index] = i;
               for (const Denial& d : w.trades.denials)
                 if (d.buyer && cloud_of[d.buyer.index]) out[cloud_of[d.buyer.index].index] += d.value;
             }),
      filled("policy.in_force", {Dim::instrument}, "1", "Whether an instrument is law.",
             [](const World& w, double* out) {
               for (const InstrumentId i : w.regimes.rows()) out[i.index] = w.regimes.law.on(i) ? 1 : 0;
             }),
      filled("policy.levies", {Dim::country}, "USD", "Levies and tariffs received in a country in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips)
                 if (t.levy_to) out[w.accounts.country[t.levy_to].index] += double(t.units) * t.levy;
               for (const TariffPaid& t : w.trades.tariffs) out[w.governments.country[t.to].index] += t.amount;
             }),
      by_row<GovernmentId>("policy.cases", Dim::government, "1", "Diversion cases detected, fading over a year.",
                           [](const World& w, GovernmentId i) { return double(w.governments.cases[i]); }),
      by_row<GovernmentId>("policy.escalation", Dim::government, "1", "Level that a reactive government has reached.",
                           [](const World& w, GovernmentId i) { return double(w.governments.escalation[i]); }),
      scalar("policy.hbm_hazard", "1", "Expected probability that HBM is closed to China before delivery.",
             [](const World& w) { return w.restrictions.hbm_hazard; }),
      scalar("policy.tools_hazard", "1", "Expected probability that tools are closed to Chinese lines before delivery.",
             [](const World& w) { return w.restrictions.tools_hazard; }),
  };
}

}  // namespace exarace
