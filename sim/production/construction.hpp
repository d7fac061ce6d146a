#pragma once
/// New capacity of fabs and new power of sites.

#include <vector>

#include "sim/production/generation.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Building: lines and sites that come on stream. Power for sites is a supply curve: connections to the grid by the day
/// on which they are energised, halls of other uses at a price that rises as they are used up, generation on site.
struct Construction {
  double conversion_speed = 0.6;  ///< of convertible power that can be taken over [1/year]
  double conversion_time = 0.4;   ///< of a hall of another use [year]
  double hall_price = 3e6;        ///< premium at which half of the halls of other uses are given up [USD/MW]
  double grid_lead = 0.5;         ///< connections are given away this long before they are energised [year]
  double wait_memory = 0.5;       ///< over which the wait for power is smoothed [year]
  double most_worth = 3.0;        ///< of AI capital over what is owned, beyond which nobody bids more for power
  double new_rate = 600;          ///< serving rate on a MW of who has no fleet yet [H100/MW]
  Generation generation;          ///< beside the hall

  void advance(World& world) const;
  static const Fields& fields();

  /// Gives site orders their power. What is needed soon is bid for: one premium a country clears halls of other uses
  /// and generation on site against what it is worth not to wait. The rest gets connections as they come; what is left
  /// over of these becomes halls of other uses.
  void queue_sites(World& world) const;

  /// What a MW of site power with chips earns a cloud in a year beyond their cost: by how much the AI capital that it
  /// wants exceeds what it has [USD/MW/year].
  double rent_of_power(const World& world, CloudId cloud) const;

 private:
  /// Power that is needed soon in one country, and who needs it.
  struct Urgent;
  void finish_lines(World& world) const;
  void finish_sites(World& world) const;
  /// Halls whose owners give them up in this step at a premium [MW].
  double halls_offered(const World& world, CountryId country, double premium) const;
  double clearing_premium(const World& world, const Urgent& urgent) const;
  /// Sells halls and generation to those who need power soon; returns what each order got [MW].
  std::vector<double> sell_soon(World& world, CountryId country) const;
  void connect(World& world, CountryId country, const std::vector<double>& got) const;
  void place(World& world, CloudId cloud, double power, PowerSource source, double wait) const;
};

}  // namespace exarace
