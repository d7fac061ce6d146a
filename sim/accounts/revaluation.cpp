#include "sim/accounts/revaluation.hpp"

#include <algorithm>
#include <tuple>

namespace exarace {

namespace {

/// One row per holder and lab.
void join(std::vector<Stakes::Row>& rows) {
  const auto place = [](const Stakes::Row& row) { return std::tuple(row.holder, row.lab); };
  std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  std::vector<Stakes::Row> joined;
  for (const Stakes::Row& row : rows) {
    if (!joined.empty() && place(joined.back()) == place(row)) {
      joined.back().units += row.units;
      joined.back().book += row.book;
    } else {
      joined.push_back(row);
    }
  }
  rows = std::move(joined);
}

}  // namespace

void Revaluation::assess(World& world, Movements& out) const {
  const auto& labs = world.labs;
  join(world.stakes.rows);
  for (Stakes::Row& stake : world.stakes.rows) {
    if (labs.defaulted[stake.lab]) stake.book = {};  // written off with the lab
    const double all = labs.units_issued[stake.lab];
    if (labs.defaulted[stake.lab] || all <= 0) continue;
    const Money worth = from_usd(labs.value[stake.lab] * stake.units / all);
    out.pay(labs.account[stake.lab], stake.holder, worth - stake.book, Flow::equity_revaluation);
    stake.book = worth;
  }
}

}  // namespace exarace
