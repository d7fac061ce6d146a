#pragma once
/// Finished chips: the order book, and shipments under the law of the day.

#include "sim/markets/clearing.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Stock of each SKU is shared over its order book; the law decides at shipment.
struct ChipMarket {
  bool cancel_denied = true;      ///< a denied order is cancelled; its buyer may order something else
  double site_share = 0.45;       ///< of AI capex: building, power, servers beside accelerators and networking
  double waiting_share = 0.1;     ///< chips waiting for power, over site power, above which a cloud takes no delivery
  double broker_weight = 4;       ///< of brokers' orders per unit of grey premium
  double shipped_at_once = 0.75;  ///< greatest part of finished stock that ships in a month

  /// Adds this step's orders to the book.
  void book_orders(World& world) const;
  /// Ships stock against the book and to brokers; writes trades and denials.
  void clear(World& world) const;
  /// Money for chips that were shipped.
  void settle(World& world) const;

  static const Fields& fields();
};

}  // namespace exarace
