#pragma once
/// Enterprises and consumer groups: whether to use AI services, whose, and how much to spend.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Each row adopts as the capability served to it, corrected for price, passes through its band of the population;
/// now and then it looks again at which lab to buy from.
struct EnterpriseBehaviour {
  double adoption_threshold = 116.0;  ///< capability whose release opens the market: the declared driver [index]
  double first_users = 72e6;          ///< people for whom services are useful at the threshold
  double growth_per_point = 0.095;    ///< growth of useful people per index point
  double speed = 3.0;                 ///< of adoption [1/year]
  double spend_per_user = 75.0;       ///< of a weekly user in the United States [USD/year]
  double spend_growth = 0.03;         ///< growth of spend per index point above `spend_start`
  double spend_start = 145.0;         ///< [index]
  double spend_limit = 0.3;           ///< greatest spend of a user over the output per person of the country
  double price_elasticity = 1.1;      ///< of users to the price relative to its normal
  double quality_gain = 0.25;         ///< logit weight of a point of capability in the choice of provider
  double price_gain = 2.0;            ///< logit weight of the price
  double rival_trust = 0.1;           ///< weight of Chinese labs with buyers in the United States and its allies
  double review_rate = 1.0;           ///< of the provider [1/year]

  /// All rows of the population; fixed blocks, so that any number of threads gives the same bits.
  Demand decide(const World& world) const;
  /// Share of its band that is useful to a row at an effective capability, 0 to 1.
  double useful(const World& world, double effective, double threshold, double band) const;
  static const Fields& fields();
};

}  // namespace exarace
