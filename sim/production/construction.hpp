#pragma once
/// New capacity of fabs and new power of sites; tools that age without service.

#include "sim/state/world.hpp"

namespace exarace {

/// Building: lines and sites that come on stream, and capacity that decays without vendor service.
struct Construction {
  double service_decay = 0.2;     ///< capacity lost without vendor service once spares are gone [1/year]
  double spares_at_start = 0.75;  ///< spare parts of a line when service stops [year]

  void advance(World& world) const;
  static const Fields& fields();

 private:
  void finish_lines(World& world) const;
  void finish_sites(World& world) const;
  void age_tools(World& world) const;
};

}  // namespace exarace
