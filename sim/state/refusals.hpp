#pragma once
/// What the law has refused: wishes that stand, and the money in them, counted once.

#include <vector>

#include "sim/state/deals.hpp"

namespace exarace {

/// Who wants what from whom, and which instrument refuses it.
struct WishKey {
  InstrumentId by;
  Good good = Good::chips;
  AccountId seller;
  AccountId buyer;
  SkuId sku;  ///< of chips and dies
};

/// A wish that was refused and is asked for again and again.
struct Wish {
  WishKey key{};
  Date first{};      ///< first day of the step in which it was first asked
  Date last{};       ///< of the last
  double units = 0;  ///< most that was asked at a time
  double value = 0;  ///< most [USD]
};

/// What a step added to a wish.
struct Refusal {
  WishKey key{};
  Date date{};
  Date first_asked{};  ///< when the wish began
  double units = 0;
  double value = 0;  ///< [USD]
};

/// Wishes in the order of their keys, and what was added to them since the first day, oldest first.
struct Refusals {
  std::vector<Wish> wishes;
  std::vector<Refusal> rows;
};

}  // namespace exarace
