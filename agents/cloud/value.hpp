#pragma once
/// A cloud that invests by the value of capital at its borrowing rate.

#include "agents/cloud/capex.hpp"

namespace exarace {

/// Compares what the next dollar of AI capital earns, at the rents and the use that it expects over its horizon, with
/// what it costs at its own borrowing rate, and invests the more the further the first lies above the second: the rate
/// of investment is linear in marginal q, with convex costs of adjustment (Hayashi 1982).
struct ValueCloud {
  static constexpr const char* kind = "value";
  static constexpr const char* about = "AI capex by the value of capital at the borrowing rate.";

  double horizon = 1.3;           ///< over which use and rents are forecast: delivery and a quarter [year]
  double greatest_growth = 0.93;  ///< of AI revenue that it dares to expect [1/year, log]
  double internal_base = 0.14;    ///< growth of internal work without growth of services [1/year, log]
  double internal_pull = 0.55;    ///< of that growth to the growth of services
  double greatest_queue = 3.0;    ///< hours wanted over hours offered beyond which a queue counts no more
  double rent_elasticity = 0.6;   ///< of earnings to rent over user cost: contracts of the past run on
  double use_elasticity = 0.29;   ///< of earnings to the use of capital that is expected
  double leverage_spread = 0.02;  ///< of the loan rate per year of cash flow that is owed [1/year]
  double greatest_value = 3.0;    ///< of a dollar of capital that it dares to believe
  double adjustment = 0.85;       ///< cost of adjustment: value above one over the growth of capital [year]
  double replacement = 0.31;      ///< of AI capital where its value is one [1/year]
  double value_speed = 12.0;      ///< at which it believes a new value [1/year]

  void decide(const World& world, const CloudHabits& habits, CloudId cloud, CloudMind& mind, Orders& orders) const;
  /// Use that it expects of its capital, one where capital and work are in balance: hours that are wanted to rent,
  /// hours of its group's labs, and internal work.
  double pressure(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const;
  /// Rate at which it can borrow the next dollar for capital [1/year].
  double borrowing_rate(const World& world, CloudId cloud) const;
  /// Value of a dollar of AI capital.
  double value(const World& world, const CloudHabits& habits, CloudId cloud, double growth) const;
  static const Fields& fields();
};

}  // namespace exarace
