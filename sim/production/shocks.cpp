#include "sim/production/shocks.hpp"

#include <algorithm>
#include <cmath>

#include "sim/ledger/goods/move.hpp"
#include "sim/state/batches.hpp"

namespace exarace {
namespace {

/// Part of a batch that a stop holds up; the batch keeps the rest.
double split(double& units, double part) {
  const double all = units;
  units = all * (1 - part);
  return all - units;
}
std::int64_t split(std::int64_t& units, double part) {
  const auto held = static_cast<std::int64_t>(static_cast<double>(units) * part);
  units -= held;
  return held;
}

/// What is under way at a line comes later by the length of a stop, in so far as the stop is of it.
template <class Batch, class Units>
void hold_up(std::vector<Batch>& batches, LineId line, double part, int days, Units Batch::*units) {
  for (std::size_t i = 0, end = batches.size(); i < end; ++i) {
    if (batches[i].line != line) continue;
    Batch held = batches[i];
    const Units before = batches[i].*units;
    held.*units = split(batches[i].*units, part);
    if (held.*units <= 0) continue;
    if constexpr (requires { held.cost; }) {
      held.cost = part_of(held.cost, held.*units, before);
      batches[i].cost -= held.cost;
    }
    held.due.days += days;
    batches.push_back(held);
  }
}

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
      key("lost", &T::lost)
          .range(0, 1)
          .about("Share of capacity that stops, and of what is under way or being built there, which comes later by as "
                 "much.")
          .must(),
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
      const int days = ends[shock].days - starts[shock].days;
      hold_up(world.pipeline.wafers, line, lost[shock], days, &Pipeline::Wafers::wafers);
      hold_up(world.pipeline.packages, line, lost[shock], days, &Pipeline::Packages::units);
      hold_up(world.pipeline.capacity, line, lost[shock], days, &Pipeline::Capacity::capacity);
      const double capacity = world.lines.capacity[line] * lost[shock];
      take(world, line, capacity, capacity * returns[shock], ends[shock], recovery[shock]);
      stopped += capacity;
    }
    world.events.add({starts[shock], "shock", id[shock], "", "", stopped, 0, name[shock]});
  }
}

}  // namespace exarace
