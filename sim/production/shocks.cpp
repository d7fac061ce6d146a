#include "sim/production/shocks.hpp"

#include <algorithm>
#include <cmath>

#include "sim/ledger/goods/move.hpp"

namespace exarace {
namespace {

/// Takes capacity off a line and lets it come back in monthly parts over the time of recovery.
void take(World& world, LineId line, double capacity, double returning, Date back, double recovery) {
  move(world, line, Tools::working, Tools::gone, capacity);
  if (returning <= 0) return;
  const int parts = std::max(1, static_cast<int>(std::lround(recovery * 12)));
  for (int part = 0; part < parts; ++part) {
    const Date due{back.days + static_cast<int>(recovery * 365.25 * part / parts)};
    world.pipeline.capacity.push_back({line, returning / parts, due});
  }
  move(world, line, Tools::bought, Tools::on_order, returning);
}

}  // namespace

const Fields& Shocks::fields() {
  using T = Shocks;
  static const Fields all = table_fields<T>({
      key("starts", &T::starts).about("First day of the loss.").must(),
      key("ends", &T::ends).about("First day on which capacity comes back.").must(),
      key("recovery", &T::recovery)
          .unit("year")
          .range(0, 20)
          .about("Time from that day until all that comes back is back.")
          .otherwise(0.0),
      key("lost", &T::lost).range(0, 1).about("Share of capacity that stops.").must(),
      key("returns", &T::returns).range(0, 1).about("Share of what stopped that comes back.").otherwise(1.0),
      key("site", &T::site).about("Country of the lines that are hit, any when none.").otherwise(std::int64_t{-1}),
      key("fab", &T::fab).about("Owner of the lines that are hit, any when none.").otherwise(std::int64_t{-1}),
      key("lines", &T::lines).about("Lines that are hit, any when empty."),
  });
  return all;
}

bool Shocks::hits(const World& world, ShockId shock, LineId line) const {
  if (site[shock] && world.lines.site[line] != site[shock]) return false;
  if (fab[shock] && world.lines.fab[line] != fab[shock]) return false;
  const auto& named = lines[shock];
  return named.empty() || std::find(named.begin(), named.end(), line) != named.end();
}

void Shocks::advance(World& world) const {
  for (const ShockId shock : rows()) {
    if (starts[shock] < world.today || starts[shock] >= world.tomorrow()) continue;
    double stopped = 0;
    for (const LineId line : world.lines.rows()) {
      if (!hits(world, shock, line)) continue;
      const double capacity = world.lines.capacity[line] * lost[shock];
      take(world, line, capacity, capacity * returns[shock], ends[shock], recovery[shock]);
      stopped += capacity;
    }
    world.events.add({starts[shock], "shock", id[shock], "", "", stopped, 0, name[shock]});
  }
}

}  // namespace exarace
