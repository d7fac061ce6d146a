#pragma once
/// Labs: compute, training runs, releases, prices, rounds.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Spends on compute what its expected revenue (users whom it turns away count) and its money allow, splits it by fixed
/// shares, trains when its compute allows a larger run, releases when it gains enough or a rival is ahead, and asks for
/// money before it runs out.
struct LabBehaviour {
  double spend_per_revenue = 1.2;  ///< compute over revenue expected in 12 months
  double runway = 1.5;             ///< money is spread over this time [year]
  double kept_of_revenue = 0.7;    ///< for compute and wages, after partners and other costs
  double serving_share = 0.29;     ///< of compute spend, at least what service needs
  double run_share = 0.095;        ///< of its training-capable compute that one run uses
  double run_length = 0.25;        ///< [year]
  double run_interval = 0.65;      ///< between runs [year]
  double release_gain = 3.0;       ///< gain that is worth a release [index]
  double spot_share = 0.15;        ///< of compute spend on the spot market
  double round_months = 18;        ///< of burn that a round raises
  double price_response = 0.5;     ///< of its price to compute cost relative to the start
  double scarcity_response = 0.5;  ///< of its price to service wanted over service delivered
  double open_discount = 0.3;      ///< of the price under pressure of an equal open model
  double least_budget = 4e8;       ///< compute spend of a lab that has just begun, while money lasts [USD/year]

  Decided<LabMind> decide(const World& world, LabId lab) const;
  /// Compute that it wants to pay for [USD/year].
  double budget(const World& world, LabId lab) const;
  static const Fields& fields();

 private:
  void share_compute(const World& world, LabId lab, bool trains, LabMind& mind) const;
  /// Begins a run where one is due; whether one goes on.
  bool plan_run(const World& world, LabId lab, Orders& orders) const;
  void release(const World& world, LabId lab, Orders& orders) const;
  void post_price(const World& world, LabId lab, LabMind& mind) const;
  void ask_for_money(const World& world, LabId lab, double spend, LabMind& mind, Orders& orders) const;
};

}  // namespace exarace
