#pragma once
/// Minerals that lines need: stocks, what still comes in, substitution, and the stop when one is gone.

#include "sim/state/world.hpp"

namespace exarace {

/// Suppliers deliver for the use that they know. Where they are closed, chips take a part of each mineral and in time
/// outbid others; until then, and when less is left than that part, a
/// line's stock runs down, and when one mineral is gone the part of its output that needs it falls to what still comes
/// in. Dear minerals are used less and less.
struct Minerals {
  std::vector<double> chip_share = {0.75, 0.05, 0.05, 0.15, 0.1};  ///< part of each mineral's use that chips take
  double needed_by = 0.25;       ///< part of a line's output that stops for want of one mineral
  double stock_time = 0.35;      ///< stock that lines hold in quiet times [year of use]
  double fear_stock = 1.5;       ///< added when nothing of the supply is left [year of use]
  double greatest_inflow = 3.0;  ///< of a mineral over the need of lines
  double refill_speed = 3.0;     ///< at which a stock is filled up [1/year]
  double response_speed = 24.0;  ///< at which output follows what comes in [1/year]
  double least_need = 0.4;       ///< of the need at the start that cannot be replaced
  double substitution = 0.08;    ///< speed at which need falls per doubling of the price [1/year]
  double outbid_speed = 1.0;     ///< at which chips outbid others where supply is closed [1/year]
  double supply_speed = 1.0;     ///< at which open suppliers follow a line's use [1/year]
  double passed_on = 0.8;        ///< of dear minerals into the price of a unit
  double passing_speed = 4.0;    ///< at which that goes there [1/year]
  double cost_share = 0.002;     ///< of a line's sales that one mineral costs at the price of the start

  void advance(World& world) const;
  static const Fields& fields();

 private:
  void use(World& world, LineId line) const;
  /// What minerals cost a line over what they cost at the start, in such costs of one.
  double dearer(const World& world, LineId line) const;
  double extra_cost(const World& world, LineId line) const;
};

}  // namespace exarace
