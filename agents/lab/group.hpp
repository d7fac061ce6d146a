#pragma once
/// A lab whose group lets it use the whole fleet.

#include "agents/lab/home.hpp"

namespace exarace {

/// Decides as the usual lab, but one that its group owns uses its share of every cloud of the group, abroad included.
struct GroupLab {
  static constexpr const char* kind = "group";
  static constexpr const char* about = "A lab that its group owns uses a share of every cloud of the group.";

  void decide(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) const;
  static const Fields& fields();
};

}  // namespace exarace
