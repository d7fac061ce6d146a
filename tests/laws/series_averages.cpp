#include "tests/laws/series_known.hpp"

namespace exarace::support {
namespace {

Numbers chips_by(const World& w, bool (*meant)(const World&, const ChipTrade&)) {
  Numbers usd = chips_sold(w, meant, true, dollars_of);
  for (double& value : usd) value /= w.years;
  return usd;
}
Numbers tools_by(const World& w, bool chinese, bool fabs) {
  Numbers usd(fabs ? w.fabs.size() : w.toolmakers.size());
  for (const ToolTrade& t : w.trades.tools)
    if (!chinese || w.countries.bloc[w.lines.site[t.line]] == Bloc::china)
      usd[fabs ? w.lines.fab[t.line].index : t.seller.index] += t.value / w.years;
  return usd;
}

const std::map<std::string, Average> kAverages = {
    {"money.designer_revenue", {&Statistics::designer_speed, [](const World& w) { return chips_by(w, anybody); }}},
    {"money.fab_revenue",
     {&Statistics::fab_speed,
      [](const World& w) {
        return by(w.fabs, [&](auto add) {
          for (const UpstreamTrade& t : w.trades.upstream) add(w.lines.fab[t.line], t.units * t.price / w.years);
          for (const LineId l : w.lines.rows())
            add(w.lines.fab[l], w.lines.outside_sales[l] * w.lines.price(l) / w.years);
        });
      }}},
    {"money.fab_capex", {&Statistics::fab_capex_speed, [](const World& w) { return tools_by(w, false, true); }}},
    {"money.toolmaker_revenue",
     {&Statistics::toolmaker_speed, [](const World& w) { return tools_by(w, false, false); }}},
    {"money.toolmaker_china", {&Statistics::toolmaker_speed, [](const World& w) { return tools_by(w, true, false); }}},
    {"money.rental_revenue",
     {&Statistics::rent_speed,
      [](const World& w) {
        return by(w.clouds, [&](auto add) {
          for (const ComputeTrade& t : w.trades.compute) add(t.seller, t.hours * t.price / w.years);
        });
      }}},
    {"money.lab_revenue",
     {&Statistics::services_speed,
      [](const World& w) {
        return by(w.labs, [&](auto add) {
          for (const ServiceTrade& t : w.trades.services) add(t.seller, t.amount / w.years);
        });
      }}},
    {"money.services",
     {&Statistics::services_speed,
      [](const World& w) {
        double usd = 0;
        for (const ServiceTrade& t : w.trades.services) usd += t.amount / w.years;
        for (const LabId lab : w.labs.rows()) usd += w.labs.licences[lab];
        return one(usd);
      }}},
    {"money.ai_funding",
     {&Statistics::funding_speed,
      [](const World& w) {
        double usd = 0;
        for (const InvestorId i : w.investors.rows()) usd += w.investors.invested[i] / w.years;
        return one(usd);
      }}},
    {"money.compute_spend",
     {&Statistics::compute_speed,
      [](const World& w) {
        return by(w.labs, [&](auto add) {
          for (const ComputeTrade& t : w.trades.compute) {
            const double quoted = w.signals.contract_rent[Signals::market(w.clouds.country[t.seller], t.cls)];
            if (t.buyer) add(t.buyer, t.hours * (t.internal ? quoted : t.price) / w.years);
          }
        });
      }}},
    {"chips.orders_rate",
     {&Statistics::order_speed,
      [](const World& w) {
        return by(w.skus, [&](auto add) {
          for (const ChipOrder& o : w.orders.chips) add(o.sku, double(o.units) / w.years);
          for (const BrokerOrder& o : w.orders.diversions) add(o.sku, double(o.units) / w.years);
        });
      }}},
    {"chips.restricted_demand",
     {&Statistics::refusal_speed,
      [](const World& w) {
        double usd = 0;
        for (const CloudId c : w.clouds.rows())
          if (w.countries.bloc[w.clouds.parent[c]] == Bloc::china) usd += w.clouds.restricted_wish[c];
        return one(usd);
      }}},
};

}  // namespace

const std::map<std::string, Average>& averaged_series() { return kAverages; }

}  // namespace exarace::support
