#pragma once
/// What series should say, by name, worked out another way.

#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/state/world.hpp"

namespace exarace::support {

using Numbers = std::vector<double>;

/// What a step adds up to, of which a series is the average that follows it at a speed [1/year].
struct Average {
  double Statistics::*speed;
  std::function<Numbers(const World&)> raw;
};

/// Series that are worked out of a step, and the same another way.
const std::map<std::string, std::function<Numbers(const World&)>>& worked_series();
/// Series of one step that follow from the worlds at its two ends.
const std::map<std::string, std::function<Numbers(const World& before, const World& now)>>& changed_series();
/// Series of which sums over all but the first dimension are worked out.
const std::map<std::string, std::function<Numbers(const World& before, const World& now)>>& summed_series();
/// Series that are averages.
const std::map<std::string, Average>& averaged_series();

/// Sum by the rows of a table of what `add(row, amount)` is told.
template <class Table, class Fill>
Numbers by(const Table& table, Fill&& fill) {
  Numbers sums(table.size());
  fill([&sums](auto row, double amount) { sums[row.index] += amount; });
  return sums;
}
inline Numbers one(double value) { return {value}; }

inline Numbers chips_sold(const World& w, bool (*meant)(const World&, const ChipTrade&), bool by_designer,
                          double (*amount)(const World&, const ChipTrade&)) {
  Numbers sums(by_designer ? w.designers.size() : w.skus.size());
  for (const ChipTrade& t : w.trades.chips)
    if (meant(w, t)) sums[by_designer ? w.skus.designer[t.sku].index : t.sku.index] += amount(w, t);
  return sums;
}
inline bool anybody(const World&, const ChipTrade&) { return true; }
inline double dollars_of(const World&, const ChipTrade& t) { return double(t.units) * t.price; }

}  // namespace exarace::support
