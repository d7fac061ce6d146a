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

}  // namespace

void ration(std::vector<Bid>& bids, double supply, Allocation rule) {
  if (rule == Allocation::pro_rata) return share_out(bids, supply);
  std::vector<std::size_t> order(bids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return bids[a].value > bids[b].value; });
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    std::vector<Bid> tied;
    while (last < order.size() && bids[order[last]].value == bids[order[first]].value) tied.push_back(bids[order[last++]]);
    share_out(tied, supply);
    for (std::size_t i = first; i < last; ++i) {
      bids[order[i]].granted = tied[i - first].granted;
      supply -= tied[i - first].granted;
    }
    first = last;
  }
}

}  // namespace exarace
