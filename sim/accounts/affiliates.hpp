#pragma once
/// Affiliates that listed firms found so as to go on buying.

#include "sim/state/world.hpp"

namespace exarace {

/// A firm on an entity list founds affiliates at a cost, and moves a growing part of its purchases to them. A rule on
/// affiliates covers them from the day that it is law; analysts of the issuer find some of them every year.
struct Affiliates {
  double founding_cost = 0.01;       ///< over the firm's yearly outlays
  double least_cost = 2e6;           ///< of founding them [USD]
  double upkeep = 0.002;             ///< over the firm's yearly outlays, while they are in use [1/year]
  double speed = 0.8;                ///< at which purchases move to them [1/year]
  double greatest_share = 0.25;      ///< of purchases that can hide behind them
  double found_per_analyst = 0.004;  ///< part of them that an analyst of the issuer has listed [1/year]

  static const Fields& fields();
  /// Founds, uses and gives up affiliates; asks for what they cost.
  void assess(World& world, Movements& out) const;

 private:
  void found(World& world, AccountId firm, Movements& out) const;
};

}  // namespace exarace
