#include "sim/markets/clearing.hpp"

#include <algorithm>
#include <numeric>

namespace exarace {
namespace {

void share_out(std::vector<Bid>& bids, double supply) {
  double wanted = 0;
  for (const Bid& claim : bids) wanted += claim.wanted;
  const double share = wanted > supply && wanted > 0 ? std::max(0.0, supply) / wanted : 1.0;
  for (Bid& claim : bids) claim.granted = claim.wanted * share;
}

/// Shares in proportion to wish times value; what somebody does not need goes round again.
void share_by_weight(std::vector<Bid>& bids, double supply) {
  for (Bid& bid : bids) bid.granted = 0;
  for (int round = 0; round < 20 && supply > 1e-9; ++round) {
    double weight = 0;
    for (const Bid& bid : bids) weight += (bid.wanted - bid.granted) * std::max(bid.value, 1e-9);
    if (weight <= 0) return;
    double used = 0;
    for (Bid& bid : bids) {
      const double left = bid.wanted - bid.granted;
      const double got = std::min(left, supply * left * std::max(bid.value, 1e-9) / weight);
      bid.granted += got;
      used += got;
    }
    supply -= used;
  }
}

}  // namespace

void ration(std::vector<Bid>& bids, double supply, Allocation rule) {
  if (rule == Allocation::pro_rata) return share_out(bids, supply);
  if (rule == Allocation::by_weight) return share_by_weight(bids, supply);
  std::vector<std::size_t> order(bids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return bids[a].value > bids[b].value; });
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    std::vector<Bid> tied;
    while (last < order.size() && bids[order[last]].value == bids[order[first]].value)
      tied.push_back(bids[order[last++]]);
    share_out(tied, supply);
    for (std::size_t i = first; i < last; ++i) {
      bids[order[i]].granted = tied[i - first].granted;
      supply -= tied[i - first].granted;
    }
    first = last;
  }
}

}  // namespace exarace
