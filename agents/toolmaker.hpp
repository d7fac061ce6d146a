#pragma once
/// Toolmakers: prices by backlog, capacity by orders, learning at home.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Raises prices when its backlog exceeds a normal one, grows with its sales; a maker at home in China learns by
/// selling.
struct ToolmakerBehaviour {
  double price_speed = 0.1;         ///< change of prices at twice the normal backlog [1/year]
  double capacity_speed = 0.7;      ///< adjustment of capacity to sales [1/year]
  double normal_backlog = 0.7;      ///< of a year's sales
  double least_price = 0.5;         ///< price index at which prices fall no more
  double greatest_price = 4.0;      ///< price index at which they rise no more
  double capacity_headroom = 1.15;  ///< capacity over sales that it aims at
  double capacity_floor = 0.9;      ///< least capacity over that of today that it aims at
  double open_learning = 0.2;       ///< part of the learning that goes on while foreign tools are open
  double home_gain_limit = 12.0;    ///< greatest home share over world share
  double home_learning = 0.25;      ///< growth of the home share while foreign tools are closed [1/year]
  double quality_learning = 0.12;   ///< of the gap to full quality closed, at home with foreign tools closed [1/year]

  Decided<ToolmakerMind> decide(const World& world, ToolmakerId maker) const;
  static const Fields& fields();
};

}  // namespace exarace
