#pragma once
/// New capacity of fabs and new power of sites; tools that age without service.

#include "sim/state/world.hpp"

namespace exarace {

/// Building: lines and sites that come on stream, and capacity that decays without vendor service.
struct Construction {
  double service_decay = 0.12;    ///< capacity lost without vendor service once spares are gone [1/year]
  double spares_at_start = 0.75;  ///< spare parts of a line when service stops [year]
  double conversion_speed = 0.7;  ///< of convertible power that can be taken over [1/year]
  double conversion_time = 0.4;   ///< of a hall of another use [year]

  void advance(World& world) const;
  static const Fields& fields();

  /// Gives site orders their place in the connection queue: halls of other uses first, then new connections.
  void queue_sites(World& world) const;

 private:
  void finish_lines(World& world) const;
  void finish_sites(World& world) const;
  void age_tools(World& world) const;
  void place(World& world, CloudId cloud, double power, double wait) const;
};

}  // namespace exarace
