#pragma once
/// New capacity of fabs and new power of sites.

#include "sim/state/world.hpp"

namespace exarace {

/// Building: lines and sites that come on stream.
struct Construction {
  double conversion_speed = 0.6;  ///< of convertible power that can be taken over [1/year]
  double conversion_time = 0.4;   ///< of a hall of another use [year]

  void advance(World& world) const;
  static const Fields& fields();

  /// Gives site orders their place in the connection queue: halls of other uses first, then new connections.
  void queue_sites(World& world) const;

 private:
  void finish_lines(World& world) const;
  void finish_sites(World& world) const;
  void place(World& world, CloudId cloud, double power, double wait) const;
};

}  // namespace exarace
