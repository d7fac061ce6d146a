#include "sim/production/minerals.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/value_at.hpp"

namespace exarace {

const Fields& Minerals::fields() {
  using T = Minerals;
  static const Fields all = {
      key("chip_share", &T::chip_share)
          .about(
              "Part of the use of each mineral that chips take: gallium and germanium (three quarters of gallium goes "
              "into circuits, USGS 2025), antimony, graphite, tungsten group, rare earths.")
          .assumed(),
      key("needed_by", &T::needed_by)
          .range(0, 1)
          .about("Part of a line's output that stops for want of one mineral: what cannot be laid out or bought "
                 "otherwise.")
          .assumed()
          .prior(triangular(0.05, 0.25, 0.6)),
      key("stock_time", &T::stock_time)
          .unit("year")
          .range(0, 5)
          .about("Stock that lines hold in quiet times, in time of use.")
          .assumed(),
      key("fear_stock", &T::fear_stock)
          .unit("year")
          .range(0, 10)
          .about("Stock added when nothing of the supply is left, in time of use.")
          .assumed(),
      key("greatest_inflow", &T::greatest_inflow)
          .range(1, 50)
          .about("Greatest inflow of a mineral over the need of lines: chips outbid others.")
          .assumed(),
      key("refill_speed", &T::refill_speed)
          .unit("1/year")
          .range(0.1, 52)
          .about("Speed at which a stock is filled up.")
          .assumed(),
      key("response_speed", &T::response_speed)
          .unit("1/year")
          .range(0.5, 100)
          .about("Speed at which output follows what comes in.")
          .assumed(),
      key("least_need", &T::least_need)
          .range(0, 1)
          .about("Part of the need that cannot be replaced.")
          .assumed()
          .prior(triangular(0.2, 0.4, 0.7)),
      key("substitution", &T::substitution)
          .unit("1/year")
          .range(0, 2)
          .about("Speed at which the need falls per doubling of the price.")
          .assumed()
          .prior(lognormal(0.08, 0.5)),
      key("cost_share", &T::cost_share)
          .range(0, 0.2)
          .about("Cost of one mineral over a line's sales at the price of the start.")
          .assumed()
          .prior(lognormal(0.002, 0.6)),
      key("outbid_speed", &T::outbid_speed)
          .unit("1/year")
          .range(0, 20)
          .prior(lognormal(1, 0.5))
          .about("Speed at which chips outbid others for a mineral whose supply is closed in part.")
          .assumed(),
      key("supply_speed", &T::supply_speed)
          .unit("1/year")
          .range(0, 20)
          .prior(lognormal(1, 0.4))
          .about("Speed at which suppliers follow what a line uses, in so far as they are open: what is closed was "
                 "bought for the use of before.")
          .assumed(),
      key("passed_on", &T::passed_on)
          .range(0, 2)
          .prior(uniform(0.5, 1))
          .about("Part of the cost of dear minerals that goes into the price of a unit.")
          .assumed(),
      key("passing_speed", &T::passing_speed)
          .unit("1/year")
          .range(0.1, 50)
          .prior(lognormal(4, 0.4))
          .about("Speed at which it goes there: agreements are renewed a few times a year.")
          .assumed(),
  };
  return all;
}

void Minerals::use(World& world, LineId line) const {
  auto& lines = world.lines;
  auto& stock = lines.mineral_stock[line];
  auto& need = lines.mineral_need[line];
  auto& reach = lines.mineral_reach[line];
  auto& supplied = lines.mineral_supply[line];
  const double load = std::clamp(lines.orders[line] / std::max(lines.capacity[line], 1e-9), 0.0, 1.0);
  if (stock.empty()) {
    stock.assign(kMinerals, stock_time);
    need.assign(kMinerals, 1.0);
    reach.assign(kMinerals, 1.0);
    supplied.assign(kMinerals, load);
  }
  double sustained = load;  // of its capacity
  for (std::size_t mineral = 0; mineral < kMinerals; ++mineral) {
    const std::size_t at = Restrictions::mineral_at(lines.site[line], mineral);
    const double open = value_at(world.restrictions.minerals_open, at, 1.0);
    const double price = value_at(world.restrictions.minerals_price, at, 1.0);
    const double wanted = need[mineral] * load * world.years;
    const double target = need[mineral] * (stock_time + fear_stock * (1 - open));
    // What is left is shared as contracts say; who lacks something outbids others with time, up to all that there is.
    const double most = 1 / std::max(value_at(chip_share, mineral, 0.1), 1e-6);
    const double lacking = (stock[mineral] < target ? greatest_inflow : 1.0) / std::max(open, 1e-6);
    reach[mineral] = smoothed(reach[mineral], open < 1 ? std::min(most, lacking) : 1.0, outbid_speed, world.years);
    supplied[mineral] = smoothed(supplied[mineral], load, supply_speed * open, world.years);
    const double ceiling =
        std::min(greatest_inflow, open < 1 ? open * reach[mineral] * supplied[mineral] : most) * world.years;
    const double refill = std::max(0.0, target - stock[mineral]) * closing(refill_speed, world.years);
    const double inflow = std::min(ceiling, wanted + refill);
    const double used = std::min(wanted, stock[mineral] + inflow);
    // What it cannot make for want of a mineral waits, and waits for that mineral: orders that pile up so are not made
    // in free capacity.
    if (used < wanted) {
      const double usual = std::max(1e-9, std::min(load, supplied[mineral]));
      const double got = std::min(1.0, used / (need[mineral] * usual * world.years));
      sustained = std::min(sustained, usual * (1 - needed_by * (1 - got)));
    }
    stock[mineral] = std::max(0.0, stock[mineral] + inflow - used);
    const double doublings = math::log2(std::max(1.0, price));
    need[mineral] = smoothed(need[mineral], least_need, substitution * doublings, world.years);
  }
  // A line that stood still starts again with what has come in since.
  const double lost = sustained < load ? 1 - sustained : 0.0;
  lines.input_effect[line] = smoothed(lines.input_effect[line], -lost, response_speed, world.years);
}

double Minerals::dearer(const World& world, LineId line) const {
  double sum = 0;
  for (std::size_t mineral = 0; mineral < kMinerals; ++mineral)
    sum +=
        world.lines.mineral_need[line][mineral] *
        (value_at(world.restrictions.minerals_price, Restrictions::mineral_at(world.lines.site[line], mineral), 1.0) -
         1);
  return sum;
}

double Minerals::extra_cost(const World& world, LineId line) const {
  const auto& lines = world.lines;
  const double sales = lines.working(line) * 12 * lines.utilisation[line] * lines.unit_price[line] * world.years;
  return cost_share * sales * dearer(world, line);
}

void Minerals::advance(World& world) const {
  auto& lines = world.lines;
  for (const LineId line : lines.rows()) {
    use(world, line);
    // Agreements let a maker pass dear inputs on, with a lag.
    lines.surcharge[line] =
        smoothed(lines.surcharge[line], passed_on * cost_share * dearer(world, line), passing_speed, world.years);
    world.movements.pay(world.fabs.account[lines.fab[line]], world.countries.other_inputs[lines.site[line]],
                        from_usd(extra_cost(world, line)), Flow::other_inputs);
  }
}

}  // namespace exarace
