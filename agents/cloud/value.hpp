#pragma once
/// The usual cloud: it invests by the value of capital at its borrowing rate.

#include "agents/cloud/capex.hpp"

namespace exarace {

/// Compares what the next dollar of AI capital earns, at the rents and the use that it expects over its horizon, with
/// what it costs at its own borrowing rate, and invests the more the further the first lies above the second: the rate
/// of investment is linear in marginal q, with convex costs of adjustment (Hayashi 1982). What it has signed to deliver
/// it builds in any case.
struct ValueCloud {
  static constexpr const char* kind = "value";
  static constexpr const char* about = "AI capex by the value of capital at the borrowing rate.";

  double greatest_queue = 3.0;    ///< hours wanted over hours offered beyond which a queue counts no more
  double rent_elasticity = 0.45;  ///< of earnings over the life of capital to rent over user cost
  double use_elasticity = 0.36;   ///< of earnings to the use of capital that is expected
  double normal_rate = 0.05;      ///< of a loan at which owners ask for the cost of capital of their country [1/year]
  double owners_look = 0.7;       ///< part of the rate above normal that a cloud without debt asks of its own money too
  double greatest_value = 3.0;    ///< of a dollar of capital that it dares to believe
  double adjustment = 0.55;       ///< cost of adjustment: value above one over the growth of capital [year]
  double replacement = 0.31;      ///< of AI capital where its value is one [1/year]
  double value_speed = 12.0;      ///< at which it believes a new value [1/year]
  double promise_time = 0.5;      ///< in which it builds for what it has signed [year]

  void decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind, Orders& orders) const;
  /// Use that it expects of its capital, one where capital and work are in balance: hours that are wanted to rent,
  /// hours of its group's labs, contracts that begin later, and internal work, seen with its lasting optimism.
  double pressure(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const;
  /// Return that the next dollar of capital must bring: what owners ask, moved by the rate of its own loans [1/year].
  double required_return(const World& world, CloudId cloud) const;
  /// Value of a dollar of AI capital.
  double value(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const;
  static const Fields& fields();

 private:
  /// Investment that contracts signed ahead call for [USD/year].
  double promised_investment(const World& world, const CloudHabits& habits, CloudId cloud) const;
};

}  // namespace exarace
