#pragma once
/// Software families of chips: use makes them better, and a second family costs a second time.

#include "sim/state/world.hpp"

namespace exarace {

/// Software of a family that is younger than the leading one closes its gap as more compute runs on it. What is spent
/// to make the same things work on a second family is counted, and paid by clouds that run more than one.
struct Ecosystems {
  double use_to_mature = 4e6;  ///< H100-years on a family that close 63 % of its gap to full software
  double porting = 0.03;       ///< of a cloud's compute on families beside its main one, paid a year over chip cost

  void advance(World& world) const;
  static const Fields& fields();

 private:
  void mature(World& world) const;
  void port(World& world) const;
};

}  // namespace exarace
