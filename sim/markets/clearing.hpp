#pragma once
/// Rationing shared by all markets.

#include <vector>

namespace exarace {

/// How a scarce supply is shared out.
enum class Allocation : unsigned char { pro_rata, by_weight, by_value };

/// A wish before it is cleared, and what it got.
struct Bid {
  double wanted;
  double value;  ///< what a unit is worth to the bidder, for allocation by value
  double granted = 0;
};

/// Shares `supply` among bids: all in proportion; in proportion to
/// wish times value; or the highest value first and pro rata at the margin. Nobody gets more than it wants.
void ration(std::vector<Bid>& bids, double supply, Allocation rule);

}  // namespace exarace
