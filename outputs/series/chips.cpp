/// Chips made, sold, stocked, diverted; lines that make them.

#include "outputs/series/catalogue.hpp"
#include "outputs/series/sampling.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList chip_series() {
  return {
      on_request(by_row<SkuId>("chips.produced", Dim::sku, "chips", "Made since the start, with opening stocks.",
                               [](const World& w, SkuId i) { return double(w.skus.produced[i]); })),
      by_row<SkuId>("chips.stock", Dim::sku, "chips", "Finished, with designers.",
                    [](const World& w, SkuId i) { return double(w.skus.maker_stock[i]); }),
      by_row<SkuId>("chips.installed", Dim::sku, "chips", "Installed.",
                    [](const World& w, SkuId i) { return double(w.skus.installed[i]); }),
      on_request(by_row<SkuId>("chips.backlog", Dim::sku, "chips", "Ordered, not shipped.",
                               [](const World& w, SkuId i) { return double(w.skus.backlog[i]); })),
      by_row<SkuId>("chips.price", Dim::sku, "USD/chip", "Posted price, without networking.",
                    [](const World& w, SkuId i) { return double(w.skus.posted_price[i]); }),
      by_row<SkuId>("chips.unit_cost", Dim::sku, "USD/chip", "Dies, stacks and packaging at present prices.",
                    [](const World& w, SkuId i) { return double(w.skus.unit_cost[i]); }),
      by_row<SkuId>("chips.lead_time", Dim::sku, "year", "Backlog over shipments.",
                    [](const World& w, SkuId i) { return double(w.skus.lead_time[i]); }),
      on_request(by_row<SkuId>("chips.orders_rate", Dim::sku, "chips/year", "Smoothed rate of orders.",
                               [](const World& w, SkuId i) { return double(w.skus.sales_rate[i]); })),
      on_request(by_row<SkuId>("chips.retired", Dim::sku, "chips", "Failed or scrapped since the start.",
                               [](const World& w, SkuId i) { return double(w.skus.retired[i]); })),
      by_row<SkuId>("chips.seized", Dim::sku, "chips", "Seized since the start.",
                    [](const World& w, SkuId i) { return double(w.skus.seized[i]); }),
      by_row<SkuId>("chips.written_off", Dim::sku, "chips", "Written off unsold since the start.",
                    [](const World& w, SkuId i) { return double(w.skus.written_off[i]); }),
      on_request(by_row<SkuId>("chips.dies", Dim::sku, "dies", "Die stock, at the SKU that names the die.",
                               [](const World& w, SkuId i) { return double(w.skus.dies[i]); })),
      on_request(by_row<SkuId>("chips.in_process", Dim::sku, "chips", "In assembly and test.",
                               [](const World& w, SkuId i) { return double(w.skus.packages_in_process[i]); })),
      on_request(by_row<SkuId>("chips.uninstalled", Dim::sku, "chips", "With clouds, waiting for power.",
                               [](const World& w, SkuId i) { return double(w.skus.uninstalled[i]); })),
      filled("chips.sold", {Dim::sku}, "chips", "Shipped to clouds and brokers in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips) out[t.sku.index] += double(t.units);
             }),
      filled("chips.sold_value", {Dim::designer}, "USD", "Sales of systems in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips) out[w.skus.designer[t.sku].index] += double(t.units) * t.price;
             }),
      filled("chips.sold_to_china", {Dim::designer}, "USD", "Sales to buyers with a Chinese parent in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips)
                 if (t.buyer && w.in_china(w.clouds.parent[t.buyer]))
                   out[w.skus.designer[t.sku].index] += double(t.units) * t.price;
             }),
      filled("chips.billed_in_china", {Dim::designer}, "USD", "Sales to sites in China in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips)
                 if (t.buyer && w.in_china(w.clouds.country[t.buyer]))
                   out[w.skus.designer[t.sku].index] += double(t.units) * t.price;
             }),
      filled("chips.units_to_china", {Dim::sku}, "chips",
             "Legal shipments to buyers with a Chinese parent in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips)
                 if (t.buyer && w.in_china(w.clouds.parent[t.buyer])) out[t.sku.index] += double(t.units);
             }),
      filled("chips.shipped", {Dim::country}, "H100e", "Shipped to sites of a country in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips)
                 if (t.buyer) out[w.clouds.country[t.buyer].index] += double(t.units) * w.skus.h100e[t.sku];
             }),
      filled("chips.made_by", {Dim::designer}, "H100e", "Shipped by a designer in the step.",
             [](const World& w, double* out) {
               for (const ChipTrade& t : w.trades.chips)
                 out[w.skus.designer[t.sku].index] += double(t.units) * w.skus.h100e[t.sku];
             }),
      filled("chips.binding_input", {Dim::input}, "chips", "Packages not started for want of an input in the step.",
             [](const World& w, double* out) {
               for (std::size_t i = 0; i < kBindingInputs; ++i) out[i] = w.signals.binding_input[i];
             }),
      filled("chips.diverted", {Dim::broker}, "chips", "Diverted by a route in the step.",
             [](const World& w, double* out) {
               for (const BrokerId i : w.brokers.rows()) out[i.index] = w.brokers.diverted[i];
             }),
      filled("chips.stacks", {Dim::designer}, "stacks", "HBM stacks in stock.",
             [](const World& w, double* out) {
               for (const DesignerId i : w.designers.rows()) out[i.index] = double(w.designers.hbm_stock[i]);
             }),
      scalar("chips.grey_premium", "1", "Premium of diverted chips over posted prices.",
             [](const World& w) { return w.signals.grey_premium; }),
      scalar("chips.restricted_demand", "USD/year",
             "Spend of clouds with Chinese parents on chips that the law keeps from them.",
             [](const World& w) { return w.signals.restricted_demand; }),
      on_request(by_row<LineId>("lines.capacity", Dim::line, "units/month", "Capacity of a line.",
                                [](const World& w, LineId i) { return double(w.lines.capacity[i]); })),
      on_request(by_row<LineId>("lines.utilisation", Dim::line, "1", "Starts over capacity.",
                                [](const World& w, LineId i) { return double(w.lines.utilisation[i]); })),
      on_request(by_row<LineId>("lines.defect_density", Dim::line, "1/cm2", "Defect density.",
                                [](const World& w, LineId i) { return double(w.lines.defect_density[i]); })),
      on_request(by_row<LineId>("lines.orders", Dim::line, "units/month", "Asked of a line.",
                                [](const World& w, LineId i) { return double(w.lines.orders[i]); })),
      on_request(by_row<LineId>("lines.tool_ceiling", Dim::line, "1", "Share of wanted tools that could be bought.",
                                [](const World& w, LineId i) { return double(w.lines.tool_ceiling[i]); })),
      on_request(by_row<LineId>("lines.unit_price", Dim::line, "USD/unit", "Price of a wafer or stack.",
                                [](const World& w, LineId i) { return double(w.lines.unit_price[i]); })),
      on_request(by_row<LineId>("lines.on_order", Dim::line, "units/month", "Capacity under construction.",
                                [](const World& w, LineId i) { return double(w.lines.capacity_on_order[i]); })),
  };
}

}  // namespace exarace
