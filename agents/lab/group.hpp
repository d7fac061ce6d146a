#pragma once
/// The usual lab: one that its group owns uses the whole fleet of the group.

#include "agents/lab/home.hpp"

namespace exarace {

/// Decides as the lab at home, but one that its group owns uses every cloud of the group, abroad included: its share,
/// less the dearer an hour could be rented out, as far as there are renters, and a part of the hours that stood idle.
/// Where the law closes chips to the group, its income calls for more than the group has, or the group has yet to build
/// what pays already, it rents hours of others for a part of what it lacks.
struct GroupLab {
  static constexpr const char* kind = "group";
  static constexpr const char* about =
      "A lab that its group owns uses hours of every cloud of the group, by what they are worth.";

  double rent_response = 0.3;  ///< elasticity of its share to rent over user cost
  double idle_use = 0.5;       ///< of hours that stood idle in the last step that it takes
  double rented_part = 0.45;   ///< rent a year over what it lacks
  double awaited_part = 0.3;   ///< rent it would pay for hours that its group has yet to build, over their worth
  double rent_speed = 2.0;     ///< at which that follows [1/year]

  void decide(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) const;
  /// Hours of a cloud of its group that it asks for in this step.
  double hours_wanted(const World& world, LabId lab, CloudId cloud) const;
  /// Rent that it would pay to others [USD/year].
  double rent_elsewhere(const World& world, const LabHabits& habits, LabId lab) const;
  static const Fields& fields();
};

}  // namespace exarace
