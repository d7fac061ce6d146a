#include <algorithm>

#include "sim/core/value_at.hpp"
#include "sim/ledger/purposes.hpp"
#include "tests/laws/series_known.hpp"

namespace exarace::support {
namespace {

/// First day of the step that was played last.
Date last_step(const World& w) { return w.calendar.first_day(w.step - 1); }

/// Money in an item of the books of each row.
template <class Table>
Numbers booked(const World& w, const Table& table, Item item) {
  Numbers all;
  for (const auto row : table.rows()) all.push_back(w.accounts.of(item, table.account[row]).usd());
  return all;
}

/// Chips of a batch in H100e, for those that run.
template <class Row>
Numbers running(const World& w, std::size_t rows, Row&& row_of) {
  Numbers sums(rows);
  for (const auto& batch : w.fleet.batches) {
    const int row = batch.installed != kNever ? row_of(batch.cloud, batch.sku) : -1;
    if (row >= 0) sums[static_cast<std::size_t>(row)] += double(batch.units) * w.skus.h100e[batch.sku];
  }
  return sums;
}

bool chinese_owner(const World& w, const ChipTrade& t) {
  return t.buyer && w.countries.bloc[w.clouds.parent[t.buyer]] == Bloc::china;
}
bool chinese_site(const World& w, const ChipTrade& t) {
  return t.buyer && w.countries.bloc[w.clouds.country[t.buyer]] == Bloc::china;
}
double units_of(const World&, const ChipTrade& t) { return double(t.units); }

Numbers denied(const World& w, double (*amount)(const Denial&)) {
  return by(w.regimes, [&](auto add) {
    for (const Denial& d : w.trades.denials)
      if (d.by) add(d.by, amount(d));
  });
}

/// People, who stand in the first sector of a cell; the others hold work in full-time equivalents.
double users_of(const World& w, std::size_t country, std::size_t lab) {
  return w.cells.users[w.cells.index(country, 0, lab)];
}
/// What users of a country paid a lab for services of a pool; no lab and no country are all of them [USD].
double paid(const World& w, LabId lab, CountryId country, std::size_t pool) {
  double usd = 0;
  for (const ServiceTrade& t : w.trades.services)
    if ((!lab || t.seller == lab) && (!country || t.country == country) && static_cast<std::size_t>(t.pool) == pool)
      usd += t.amount;
  return usd;
}
/// Part of its purchases that each row makes through affiliates.
template <class Table>
Numbers hidden(const World& w, const Table& table) {
  Numbers all;
  for (const auto row : table.rows()) all.push_back(w.accounts.affiliate_share[table.account[row]]);
  return all;
}

/// Series that are worked out, and the same another way.
const std::map<std::string, std::function<Numbers(const World&)>> kWorked = {
    {"capability.frontier",
     [](const World& w) {
       return one(std::max(w.signals.frontier_us, std::max(w.signals.frontier_china, w.signals.frontier)));
     }},
    {"capability.frontier_us", [](const World& w) { return one(w.signals.frontier_us_history.back().value); }},
    {"capability.frontier_china",
     [](const World& w) {
       double best = 0;
       for (const LabId lab : w.labs.rows())
         if (w.countries.bloc[w.labs.country[lab]] == Bloc::china && w.labs.founded[lab] <= w.today)
           best = std::max(best, w.labs.capability[lab]);
       return one(best);
     }},
    {"capability.open_frontier",
     [](const World& w) {
       double best = 0;
       for (const LabId lab : w.labs.rows())
         if (w.labs.open_weights[lab] && w.labs.founded[lab] <= w.today) best = std::max(best, w.labs.capability[lab]);
       return one(best);
     }},
    {"labs.hours",
     [](const World& w) {
       return by(w.labs, [&](auto add) {
         for (const ComputeTrade& t : w.trades.compute)
           if (t.buyer) add(t.buyer, t.hours);
       });
     }},
    {"demand.spend",
     [](const World& w) {
       // What users paid: all that enterprises of a country paid for services.
       return by(w.countries, [&](auto add) {
         for (const ServiceTrade& t : w.trades.services) add(t.country, t.amount);
       });
     }},
    {"chips.sold", [](const World& w) { return chips_sold(w, anybody, false, units_of); }},
    {"chips.sold_value", [](const World& w) { return chips_sold(w, anybody, true, dollars_of); }},
    {"chips.sold_to_china", [](const World& w) { return chips_sold(w, chinese_owner, true, dollars_of); }},
    {"chips.billed_in_china", [](const World& w) { return chips_sold(w, chinese_site, true, dollars_of); }},
    {"chips.units_to_china", [](const World& w) { return chips_sold(w, chinese_owner, false, units_of); }},
    {"chips.made_by",
     [](const World& w) {
       return chips_sold(w, anybody, true,
                         [](const World& v, const ChipTrade& t) { return double(t.units) * v.skus.h100e[t.sku]; });
     }},
    {"chips.shipped",
     [](const World& w) {
       return by(w.countries, [&](auto add) {
         for (const ChipTrade& t : w.trades.chips)
           if (t.buyer) add(w.clouds.country[t.buyer], double(t.units) * w.skus.h100e[t.sku]);
       });
     }},
    {"chips.stacks",
     [](const World& w) {
       return by(w.designers, [&](auto add) {
         for (const DesignerId d : w.designers.rows())
           add(d, double(w.designers.hbm_received[d] - w.designers.hbm_used[d] - w.designers.hbm_scrapped[d]));
       });
     }},
    {"compute.installed",
     [](const World& w) {
       return running(w, w.countries.size(), [&](CloudId c, SkuId) { return int(w.clouds.country[c].index); });
     }},
    {"compute.owned",
     [](const World& w) {
       return running(w, w.countries.size(), [&](CloudId c, SkuId) { return int(w.clouds.parent[c].index); });
     }},
    {"compute.by_cloud",
     [](const World& w) { return running(w, w.clouds.size(), [&](CloudId c, SkuId) { return int(c.index); }); }},
    {"compute.held_by_cloud",
     [](const World& w) {
       Numbers held(w.clouds.size());
       for (const auto& batch : w.fleet.batches)
         held[batch.cloud.index] += double(batch.units) * w.skus.h100e[batch.sku];
       return held;
     }},
    {"compute.by_designer",
     [](const World& w) {
       return running(w, w.designers.size(), [&](CloudId, SkuId s) { return int(w.skus.designer[s].index); });
     }},
    {"compute.foreign_in_china",
     [](const World& w) {
       return running(w, w.countries.size(), [&](CloudId c, SkuId s) {
         const bool meant = w.countries.bloc[w.clouds.parent[c]] == Bloc::china &&
                            w.countries.bloc[w.designers.parent[w.skus.designer[s]]] != Bloc::china;
         return meant ? int(w.clouds.parent[c].index) : -1;
       });
     }},
    {"lines.working",
     [](const World& w) {
       return by(w.lines, [&](auto add) {
         for (const LineId l : w.lines.rows())
           add(l, w.lines.capacity[l] * (1 + w.lines.tool_effect[l]) * (1 + w.lines.input_effect[l]));
       });
     }},
    {"money.cash_of_clouds", [](const World& w) { return booked(w, w.clouds, Item::deposits); }},
    {"money.cash_of_labs", [](const World& w) { return booked(w, w.labs, Item::deposits); }},
    {"money.cash_of_designers", [](const World& w) { return booked(w, w.designers, Item::deposits); }},
    {"money.cash_of_fabs", [](const World& w) { return booked(w, w.fabs, Item::deposits); }},
    {"money.debt_of_clouds",
     [](const World& w) {
       return by(w.clouds, [&](auto add) {
         for (const Claim& loan : w.accounts.of(ClaimKind::loan))
           for (const CloudId c : w.clouds.rows())
             if (w.clouds.account[c] == loan.debtor) add(c, loan.amount.usd());
       });
     }},
    {"money.public_debt",
     [](const World& w) {
       return by(w.governments, [&](auto add) {
         for (const Claim& bond : w.accounts.of(ClaimKind::bond))
           for (const GovernmentId g : w.governments.rows())
             if (w.governments.account[g] == bond.debtor) add(g, bond.amount.usd());
       });
     }},
    {"money.raised",
     [](const World& w) {
       return by(w.labs, [&](auto add) {
         for (const CapitalTrade& t : w.trades.capital) add(t.lab, t.amount);
       });
     }},
    {"money.services_abroad",
     [](const World& w) {
       return by(w.labs, [&](auto add) {
         for (const ServiceTrade& t : w.trades.services) {
           add(t.seller, t.amount);
           if (t.country == w.labs.country[t.seller]) add(t.seller, -t.amount);
         }
       });
     }},
    {"money.outside_share",
     [](const World& w) { return one(w.accounts.flows.outside.usd() / w.accounts.flows.turnover.usd()); }},
    {"policy.denied", [](const World& w) { return denied(w, [](const Denial& d) { return d.value; }); }},
    {"policy.denied_new", [](const World& w) { return denied(w, [](const Denial& d) { return d.new_value; }); }},
    {"policy.denied_standing",
     [](const World& w) { return denied(w, [](const Denial& d) { return d.value - d.new_value; }); }},
    {"policy.denied_units", [](const World& w) { return denied(w, [](const Denial& d) { return d.units; }); }},
    {"demand.users",
     [](const World& w) {
       return by(w.countries, [&](auto add) {
         for (const CountryId country : w.countries.rows())
           for (std::size_t lab = 0; lab < w.cells.labs; ++lab) add(country, users_of(w, country.index, lab));
       });
     }},
    {"demand.users_of",
     [](const World& w) {
       return by(w.labs, [&](auto add) {
         for (const LabId lab : w.labs.rows())
           for (std::size_t country = 0; country < w.countries.size(); ++country)
             add(lab, users_of(w, country, lab.index));
       });
     }},
    {"capability.gap",
     [](const World& w) {
       // The age of the first reading that is as good as the best Chinese model.
       for (const Reading& reading : w.signals.frontier_us_history)
         if (reading.value >= w.signals.frontier_china)
           return one(12 * double(last_step(w).days - reading.date.days) / 365.25);
       return one(0);
     }},
    {"lines.mineral_stock",
     [](const World& w) {
       return by(w.lines, [&](auto add) {
         for (const LineId line : w.lines.rows()) {
           auto stock = w.lines.mineral_stock[line];
           std::sort(stock.begin(), stock.end());
           add(line, stock.empty() ? 0 : stock.front());
         }
       });
     }},
    {"minerals.price",
     [](const World& w) {
       return by(w.countries, [&](auto add) {
         for (const CountryId country : w.countries.rows()) {
           double dearest = 0;
           for (std::size_t mineral = 0; mineral < kMinerals; ++mineral)
             dearest = std::max(
                 dearest, value_at(w.restrictions.minerals_price, Restrictions::mineral_at(country, mineral), 0.0));
           add(country, dearest);
         }
       });
     }},
    {"designers.affiliates", [](const World& w) { return hidden(w, w.designers); }},
    {"fabs.affiliates", [](const World& w) { return hidden(w, w.fabs); }},
    {"chips.displaced",
     [](const World& w) {
       return by(w.clouds, [&](auto add) {
         for (const Displacement& d : w.trades.displaced) add(d.buyer, d.value);
       });
     }},
    {"chips.diverted", [](const World& w) { return Numbers(w.brokers.diverted.begin(), w.brokers.diverted.end()); }},
    {"policy.sway",
     [](const World& w) {
       return by(w.governments, [&](auto add) {
         for (const GovernmentId g : w.governments.rows())
           if (w.mechanisms.on(Mechanism::lobbying))
             add(g, w.regimes.outlook.lobby_sway *
                        (1 - std::exp(-w.governments.lobbied[g] / w.regimes.outlook.lobby_scale)));
       });
     }},
    {"policy.hired",
     [](const World& w) {
       return by(w.governments, [&](auto add) {
         for (const GovernmentId g : w.governments.rows())
           for (std::size_t line = 0; line < w.governments.hired[g].size(); ++line)
             if (static_cast<EnforcementLine>(line) != EnforcementLine::location) add(g, w.governments.hired[g][line]);
       });
     }},
    {"policy.denied_to",
     [](const World& w) {
       return by(w.clouds, [&](auto add) {
         for (const CloudId cloud : w.clouds.rows())
           for (const Denial& d : w.trades.denials)
             if (d.buyer == w.clouds.account[cloud]) add(cloud, d.value);
       });
     }},
    {"policy.in_force",
     [](const World& w) {
       return by(w.regimes, [&](auto add) {
         for (const InstrumentId id : w.regimes.rows()) add(id, w.regimes.law.active[id.index]);
       });
     }},
    {"policy.hbm_hazard", [](const World& w) { return one(w.restrictions.hbm_hazard); }},
    {"policy.tools_hazard", [](const World& w) { return one(w.restrictions.tools_hazard); }},
    {"chips.binding_input",
     [](const World& w) {
       return Numbers(w.signals.binding_input.begin(), w.signals.binding_input.begin() + kBindingInputs);
     }},
    {"compute.contract_rent", [](const World& w) { return w.signals.contract_rent; }},
    {"compute.spot_rent", [](const World& w) { return w.signals.spot_rent; }},
    {"compute.user_cost", [](const World& w) { return w.signals.user_cost; }},
    {"compute.wanted", [](const World& w) { return w.signals.hours_wanted; }},
    {"compute.offered", [](const World& w) { return w.signals.hours_offered; }},
    {"demand.taken_up",
     [](const World& w) {
       // Consumers are no firms; of all others a part, which the pool of work spends by.
       Numbers parts(w.countries.size() * kDemandSectors);
       for (std::size_t at = 0; at < parts.size(); ++at)
         if (at % kDemandSectors != 0) parts[at] = std::clamp(w.cells.taken_up[at], 0.0, 1.0);
       return parts;
     }},
    {"demand.services",
     [](const World& w) {
       Numbers usd(w.labs.size() * kPools);
       for (const LabId lab : w.labs.rows())
         for (std::size_t pool = 0; pool < kPools; ++pool) usd[lab.index * kPools + pool] = paid(w, lab, {}, pool);
       return usd;
     }},
    {"demand.services_in",
     [](const World& w) {
       Numbers usd(w.countries.size() * kPools);
       for (const CountryId country : w.countries.rows())
         for (std::size_t pool = 0; pool < kPools; ++pool)
           usd[country.index * kPools + pool] = paid(w, {}, country, pool);
       return usd;
     }},
    {"demand.services_by",
     [](const World& w) {
       Numbers usd;
       for (const LabId lab : w.labs.rows())
         for (const CountryId country : w.countries.rows())
           for (std::size_t pool = 0; pool < kPools; ++pool) usd.push_back(paid(w, lab, country, pool));
       return usd;
     }},
    {"clouds.backlog",
     [](const World& w) {
       // What is left of each contract at its price, from its first day or from that of the step.
       return by(w.clouds, [&](auto add) {
         for (const auto& row : w.contracts.rows) {
           const Date from = std::max(row.start, last_step(w));
           if (row.end > from) add(row.seller, row.hours * row.price * double(row.end.days - from.days) / 365.25);
         }
       });
     }},
    {"clouds.promised",
     [](const World& w) {
       return by(w.clouds, [&](auto add) {
         for (const auto& row : w.contracts.rows)
           if (row.start > last_step(w)) add(row.seller, row.hours);
       });
     }},
    {"money.flows",
     [](const World& w) {
       Numbers all(kSectors * kSectors);
       for (std::size_t flow = 0; flow < kFlows; ++flow)
         for (std::size_t pair = 0; pair < all.size(); ++pair)
           if (chart_row(static_cast<Flow>(flow)).pays())
             all[pair] += w.accounts.flows.amounts[flow * kSectors * kSectors + pair].usd();
       return all;
     }},
    {"policy.levies",
     [](const World& w) {
       return by(w.countries, [&](auto add) {
         for (const GovernmentId g : w.governments.rows())
           for (const ChipTrade& t : w.trades.chips)
             if (t.levy_to == w.governments.account[g]) add(w.governments.country[g], double(t.units) * t.levy);
         for (const TariffPaid& t : w.trades.tariffs) add(w.governments.country[t.to], t.amount);
       });
     }},
};

}  // namespace

const std::map<std::string, std::function<Numbers(const World&)>>& worked_series() { return kWorked; }

}  // namespace exarace::support
