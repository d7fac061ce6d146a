#pragma once
/// The grey market: chips that brokers bought legally and move to where the law does not let them go.

#include "sim/state/world.hpp"

namespace exarace {

/// The premium clears what restricted buyers want against what brokers bring; enforcement catches some.
struct GreyMarket {
  double demand_elasticity = 2.5;  ///< of restricted demand to the grey price
  double greatest_premium = 2.0;   ///< over the posted price
  double holding_time = 0.1;       ///< purchase to delivery [year]
  double support_loss = 0.15;      ///< value lost without vendor support
  double per_agent = 0.0004;       ///< weight of an enforcement agent at home in what staff finds
  double per_officer = 0.003;      ///< and of an officer abroad
  double agents_at_base = 247;     ///< staff behind the base probability of a route [people]
  double officers_at_base = 11;    ///< [people]
  double staff_elasticity = 0.8;   ///< of what is found to the staff that looks
  double per_registrar = 0.002;    ///< detection added by a member of a chip registry's staff
  double per_analyst = 0.001;      ///< by an analyst
  double by_location = 0.6;        ///< by location checks on all chips
  double own_line = 1.5;           ///< weight of the line of enforcement that a kind of route is seen by
  double other_line = 0.75;        ///< and of the others
  double cash_share = 0.3;         ///< of a buyer's cash that a delivery may take
  double delivery_time = 30;       ///< of diverted chips to the buyer [day]
  double least_supply = 1e6;       ///< what always comes somehow [USD/year]
  double premium_speed = 6;        ///< of the premium towards what clears [1/year]
  double cooperation = 0.5;        ///< change of detection by a state on the route that sides fully with one camp

  void clear(World& world) const;
  /// Probability that a shipment of a broker is detected now.
  double detection(const World& world, BrokerId broker) const;
  static const Fields& fields();

 private:
  void stock_up(World& world) const;
  void deliver(World& world, double premium) const;
  void seize(World& world, BrokerStock::Row& row) const;
};

}  // namespace exarace
