#pragma once
/// Chips that arrive, wait for power, are installed, fail and are retired.

#include "sim/state/world.hpp"

namespace exarace {

/// Installation behind the power queue, and wear.
struct Logistics {
  double transit_time = 0.08;       ///< shipment to arrival [year]
  double installation_time = 0.08;  ///< arrival to use where power is there [year]
  double failure_rate = 0.06;       ///< of installed chips [1/year]
  double service_life = 6.0;        ///< installed chips are retired at this age [year]
  double replacement_gain = 3.0;  ///< rate per watt over that of old chips that makes way for new ones when power binds

  /// Retires, receives what is due, ships what the chip market sold, installs, and adds up power and hours.
  void advance(World& world) const;

  static const Fields& fields();

 private:
  struct Seen;
  Seen wear(World& world) const;
  void receive(World& world, Seen& seen) const;
  void ship(World& world) const;
  void install(World& world, Seen& seen) const;
  void make_room(World& world, CloudId cloud, const std::vector<std::uint32_t>& hall, double needed,
                 double rate_wanted) const;
  void add_up(World& world) const;
};

}  // namespace exarace
