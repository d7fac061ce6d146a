/// Compute installed, rented and used; rents, power, sites.

#include "outputs/series/catalogue.hpp"
#include "outputs/series/installed.hpp"
#include "outputs/series/sampling.hpp"
#include "sim/state/world.hpp"

namespace exarace {

namespace {

/// H100e of one of the sums of what is installed.
Series installed(std::string name, Dim dim, std::string about, std::vector<double> Installed::*sums) {
  return {std::move(name), {dim}, "H100e", std::move(about), true, [sums](const World& world, double* out) {
            const std::vector<double>& from = installed_in(world).*sums;
            std::copy(from.begin(), from.end(), out);
          }};
}

}  // namespace

SeriesList compute_series() {
  return {
      by_row<CloudId>("clouds.power_used", Dim::cloud, "MW", "Site power of installed chips.",
                      [](const World& w, CloudId i) { return double(w.clouds.power_used[i]); }),
      on_request(by_row<CloudId>("clouds.power_site", Dim::cloud, "MW", "Energised site power.",
                                 [](const World& w, CloudId i) { return double(w.clouds.power_site[i]); })),
      on_request(by_row<CloudId>("clouds.hours_sold", Dim::cloud, "H100e-hours", "Hours used or sold in the step.",
                                 [](const World& w, CloudId i) { return double(w.clouds.hours_sold[i]); })),
      on_request(by_row<CloudId>("clouds.hours_capacity", Dim::cloud, "H100e-hours",
                                 "Hours that could be sold in the step.",
                                 [](const World& w, CloudId i) { return double(w.clouds.hours_capacity[i]); })),
      on_request(by_row<CloudId>("clouds.desired", Dim::cloud, "USD", "AI capital that a cloud wants.",
                                 [](const World& w, CloudId i) { return double(w.clouds.desired_capital[i]); })),
      on_request(by_row<CloudId>("clouds.capital", Dim::cloud, "USD", "AI capital at cost less wear.",
                                 [](const World& w, CloudId i) { return double(w.clouds.ai_capital[i]); })),
      on_request(by_row<CloudId>("clouds.on_order_power", Dim::cloud, "MW", "Site power in the queue.",
                                 [](const World& w, CloudId i) { return double(w.clouds.power_on_order[i]); })),
      on_request(by_row<CloudId>("clouds.belief", Dim::cloud, "1/year", "Expected growth of AI revenue.",
                                 [](const World& w, CloudId i) { return double(w.clouds.belief_growth[i]); })),
      by_row<CloudId>("clouds.worth", Dim::cloud, "1", "Worth of the next dollar of AI capital, over a dollar.",
                      [](const World& w, CloudId i) { return double(w.clouds.worth[i]); }),
      by_row<CloudId>("clouds.backlog", Dim::cloud, "USD", "What contracts with labs have still to pay.",
                      [](const World& w, CloudId i) { return double(w.clouds.backlog[i]); }),
      on_request(by_row<CloudId>("clouds.promised", Dim::cloud, "H100e-hours/year", "Contracts that begin later.",
                                 [](const World& w, CloudId i) { return double(w.clouds.promised[i]); })),
      by_row<CloudId>("clouds.loan_rate", Dim::cloud, "1/year", "Rate of a loan to a cloud.",
                      [](const World& w, CloudId i) { return double(w.clouds.loan_rate[i]); }),
      by_row<CloudId>("clouds.ban_hazard", Dim::cloud, "1", "Expected probability of a ban before delivery.",
                      [](const World& w, CloudId i) { return double(w.clouds.ban_hazard[i]); }),
      installed("compute.installed", Dim::country, "Installed at sites of a country.", &Installed::by_country),
      installed("compute.owned", Dim::country, "Installed, by country of the ultimate parent.", &Installed::by_parent),
      installed("compute.by_cloud", Dim::cloud, "Installed by a cloud.", &Installed::by_cloud),
      filled("compute.held_by_cloud", {Dim::cloud}, "H100e",
             "Chips of a cloud with those that wait for power, by their rate at 8 bits.",
             [](const World& w, double* out) {
               w.fleet.for_each_holding([&](CloudId cloud, SkuId sku, const auto& held) {
                 out[cloud.index] += double(held.all()) * w.skus.h100e[sku];
               });
             }),
      installed("compute.by_designer", Dim::designer, "Installed chips of a designer.", &Installed::by_designer),
      installed("compute.foreign_in_china", Dim::country,
                "Installed chips of foreign designers, by country of the ultimate parent.",
                &Installed::foreign_in_china),
      filled("compute.contract_rent", {Dim::country, Dim::compute_class}, "USD/h", "Rent of new contracts.",
             [](const World& w, double* out) {
               std::copy(w.signals.contract_rent.begin(), w.signals.contract_rent.end(), out);
             }),
      filled(
          "compute.spot_rent", {Dim::country, Dim::compute_class}, "USD/h", "Spot rent.",
          [](const World& w, double* out) { std::copy(w.signals.spot_rent.begin(), w.signals.spot_rent.end(), out); }),
      filled(
          "compute.user_cost", {Dim::country, Dim::compute_class}, "USD/h", "User cost of the cheapest new SKU.",
          [](const World& w, double* out) { std::copy(w.signals.user_cost.begin(), w.signals.user_cost.end(), out); }),
      filled("compute.wanted", {Dim::country, Dim::compute_class}, "H100e-hours", "Hours wanted in the step.",
             [](const World& w, double* out) {
               std::copy(w.signals.hours_wanted.begin(), w.signals.hours_wanted.end(), out);
             }),
      on_request(filled("compute.offered", {Dim::country, Dim::compute_class}, "H100e-hours",
                        "Hours offered in the step.",
                        [](const World& w, double* out) {
                          std::copy(w.signals.hours_offered.begin(), w.signals.hours_offered.end(), out);
                        })),
      filled("compute.sold", {Dim::country, Dim::compute_class}, "H100e-hours", "Hours rented in the step.",
             [](const World& w, double* out) {
               std::copy(w.signals.hours_sold.begin(), w.signals.hours_sold.end(), out);
             }),
      by_row<CountryId>("power.used", Dim::country, "MW", "Power that AI sites draw at full load.",
                        [](const World& w, CountryId i) { return double(w.countries.power_used[i]); }),
      by_row<CountryId>("power.queue", Dim::country, "MW", "Power under way to sites.",
                        [](const World& w, CountryId i) { return double(w.countries.power_on_order[i]); }),
      filled("power.added", {Dim::country, Dim::power_source}, "MW", "Site power energised in the step.",
             [](const World& w, double* out) {
               for (const auto& added : w.countries.power_added) out = std::copy(added.begin(), added.end(), out);
             }),
      by_row<CountryId>("power.halls", Dim::country, "MW", "Halls of other uses that AI has not taken over.",
                        [](const World& w, CountryId i) { return double(w.countries.convertible_power[i]); }),
      by_row<CountryId>("power.premium", Dim::country, "USD/MW", "Premium for power that comes soon.",
                        [](const World& w, CountryId i) { return double(w.countries.power_premium[i]); }),
      by_row<CountryId>("power.wait", Dim::country, "year", "Expected wait for power.",
                        [](const World& w, CountryId i) { return double(w.countries.power_wait[i]); }),
  };
}

}  // namespace exarace
