#pragma once
/// A lab that stays at home: one that its group owns uses a part of its home cloud.

#include "agents/lab/hours.hpp"
#include "agents/lab/money.hpp"
#include "agents/lab/offer.hpp"

namespace exarace {

/// Spends on compute what its expected revenue (users whom it turns away count) and its money allow, splits it by fixed
/// shares, trains when its compute allows a larger run, releases when it gains enough or a rival is ahead, and asks for
/// money before it runs out. A lab that its group owns uses its share of its home cloud.
struct HomeLab {
  static constexpr const char* kind = "home";
  static constexpr const char* about = "A lab that its group owns uses a share of its home cloud.";

  void decide(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) const;
  static const Fields& fields();
};

/// What all labs decide alike: runs, hours, releases, prices; and of those that nobody owns, money and rented hours.
void decide_alike(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders);

/// Asks a cloud of its group for a share of its hours.
void ask_own_cloud(const World& world, LabId lab, CloudId cloud, Orders& orders);

}  // namespace exarace
