#pragma once
/// Upstream goods: wafers, HBM stacks and packages for designers; tools for fabs.

#include "sim/markets/clearing.hpp"
#include "sim/state/world.hpp"

namespace exarace {

template <>
struct ChoiceNames<Allocation> {
  static std::vector<std::string> names() { return {"pro_rata", "by_weight", "by_value"}; }
};

/// Capacity of lines is shared among designers; tools among fabs.
struct GoodsMarket {
  Allocation allocation = Allocation::by_weight;  ///< what of a line is left after booked shares
  double worth_power = 0.3;                       ///< of what a unit is worth to its buyer, in the weight of its wish
  double booked = 0.8;                            ///< part of a designer's past share of packaging that stays booked
  double advanced_node = 16;                      ///< lines at or below need tools of full quality [nm]
  double enough_tools = 0.9;                      ///< part of a class of tools with which a line counts as supplied
  double donor_ratio = 1.3;                       ///< mature wafers given up for one of a line that is converted
  double donor_floor = 0.5;                       ///< part of a mature line that no conversion takes in a year
  double donor_use = 0.8;                         ///< part of a donor's tools that a converted line can use
  double donor_limit = 8;  ///< most donors taken for closed classes, over those of any conversion

  /// Grants starts on lines; writes trades, and what each line was asked for.
  void clear_lines(World& world) const;
  /// Grants capacity in so far as tools of every class can be had; writes trades and starts construction.
  void clear_tools(World& world) const;

  /// Money for what was granted, and for what lines sold outside the model.
  void settle(World& world) const;

  static const Fields& fields();
};

}  // namespace exarace
