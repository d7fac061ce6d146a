#pragma once
/// Finished chips: the order book, and shipments under the law of the day.

#include "sim/markets/clearing.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Stock of each SKU is shared over its order book; the law decides at shipment.
struct ChipMarket {
  bool cancel_denied = true;      ///< a denied order is cancelled; its buyer may order something else
  double waiting_share = 0.1;     ///< chips waiting for power, over site power, above which a cloud takes no delivery
  double broker_weight = 4;       ///< of brokers' orders per unit of grey premium
  double favour = 3;              ///< weight of buyers without accelerators of their own
  double patience = 1.5;          ///< deliveries of so long a time are waited for [year]
  double shipped_at_once = 0.75;  ///< greatest part of finished stock that ships in a month
  double cut_at_once = 0.8;       ///< of a variant's share of its parent's stock that is cut down in a month
  double lapse_time = 0.5;        ///< for which buyers wait for what has left the list [year]

  /// Adds this step's orders to the book; orders for what has left the list lapse.
  void book_orders(World& world) const;
  /// Takes off the book what buyers no longer wait for.
  void cancel_orders(World& world) const;
  /// Cuts finished chips down into variants that are ordered and lack.
  void cut_down_parents(World& world) const;
  /// Ships stock against the book and to brokers; writes trades and denials.
  void clear(World& world) const;
  /// Money for chips that were shipped.
  void settle(World& world) const;

  static const Fields& fields();
};

}  // namespace exarace
