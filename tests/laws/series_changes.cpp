#include "sim/ledger/purposes.hpp"
#include "tests/laws/series_known.hpp"

namespace exarace::support {
namespace {

/// What flows of a step add to each sector by the chart of accounts [cent].
Numbers by_chart(const World& w, Result meant) {
  Numbers cents(kSectors);
  for (const ChartRow& row : chart())
    for (std::size_t from = 0; from < kSectors; ++from)
      for (std::size_t to = 0; to < kSectors; ++to) {
        const auto amount = static_cast<double>(w.accounts.flows.of(row.flow, Sector(from), Sector(to)).cents);
        if (row.payer.result == meant) cents[from] += row.payer.result_sign * amount;
        if (row.cls != FlowClass::own && row.payee.result == meant) cents[to] += row.payee.result_sign * amount;
      }
  return cents;
}

/// Net worth of each sector [cent].
Numbers worth(const World& w) {
  Numbers cents(kSectors);
  for (const AccountId account : w.accounts.rows())
    for (std::size_t item = 0; item < kItems; ++item) {
      const auto held = static_cast<double>(w.accounts.of(Item(item), account).cents);
      cents[static_cast<std::size_t>(w.accounts.sector[account])] += is_liability(Item(item)) ? -held : held;
    }
  return cents;
}

const std::map<std::string, std::function<Numbers(const World&, const World&)>> kChanges = {
    {"money.saving", [](const World&, const World& now) { return by_chart(now, Result::saving); }},
    {"money.revaluation",
     [](const World& before, const World& now) {
       const Numbers opening = worth(before), saved = by_chart(now, Result::saving);
       Numbers rest = worth(now);
       for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= opening[i] + saved[i];
       return rest;
     }},
    {"ecosystems.bifurcation",
     [](const World& before, const World&) {
       // Half the sum of differences of two sets of shares, as the last step published them.
       double apart = 0;
       for (std::size_t family = 0; family < 6; ++family)
         apart += std::abs(before.signals.ecosystem_share[0][family] - before.signals.ecosystem_share[1][family]) / 2;
       return one(apart);
     }},
};

const std::map<std::string, std::function<Numbers(const World&, const World&)>> kSums = {
    {"money.balances",
     [](const World& before, const World& now) {
       const Numbers saved = by_chart(now, Result::saving), revalued = by_chart(now, Result::revaluation);
       Numbers sums = worth(before);
       for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += saved[i] + revalued[i];
       return sums;
     }},
    {"power.added",
     [](const World& before, const World& now) {
       return by(now.countries, [&](auto add) {
         for (const CloudId cloud : now.clouds.rows())
           add(now.clouds.country[cloud], now.clouds.power_site[cloud] - before.clouds.power_site[cloud]);
       });
     }},
    // A cloud may change its class while a contract runs, so hours are added up by country.
    {"compute.sold",
     [](const World&, const World& now) {
       return by(now.countries, [&](auto add) {
         for (const ComputeTrade& t : now.trades.compute)
           if (!t.internal) add(now.clouds.country[t.seller], t.hours);
       });
     }},
};

}  // namespace

const std::map<std::string, std::function<Numbers(const World&, const World&)>>& changed_series() { return kChanges; }
const std::map<std::string, std::function<Numbers(const World&, const World&)>>& summed_series() { return kSums; }

}  // namespace exarace::support
