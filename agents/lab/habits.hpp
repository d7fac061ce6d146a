#pragma once
/// Keys that all behaviours of labs read.

#include <string>

#include "sim/core/field.hpp"

namespace exarace {

struct LabHabits {
  std::string usual = "group";  ///< behaviour of rows that name none
  // Money.
  double spend_per_revenue = 1.1;  ///< compute over revenue expected in 12 months
  double runway = 1.5;             ///< money is spread over this time [year]
  double kept_of_revenue = 0.7;    ///< for compute and wages, after partners and other costs
  double least_budget = 4e8;       ///< compute spend of a lab that has just begun, while money lasts [USD/year]
  double spot_share = 0.15;        ///< of compute spend on the spot market
  double sign_ahead = 1.5;         ///< time ahead for which it signs contracts [year]
  double signed_share = 0.8;       ///< of the compute spend expected then that it signs for
  double sign_speed = 4.0;         ///< at which it signs what it lacks [1/year]
  double cancel_at = 1.2;          ///< bills of such contracts over compute spend beyond which it cancels
  double least_quality = 0.2;      ///< service delivered below which it believes no more to be turned away
  double greatest_growth = 1.5;    ///< of revenue that it extrapolates [1/year, log]
  double growth_fade = 0.65;       ///< at which it expects its growth to fade [1/year]
  double greatest_fall = 1.0;      ///< of revenue that it extrapolates [1/year, log]
  double round_months = 18;        ///< of burn that a round raises
  double round_margin = 1.3;       ///< what it asks for over that burn
  double round_trigger = 0.3;      ///< part of a round that must be lacking before it asks
  double round_speed = 3.0;        ///< at which it raises what it lacks [1/year]
  // Hours.
  double serving_share = 0.29;  ///< of compute spend, at least what service needs
  double most_serving = 0.6;    ///< of its hours that it gives to users whom it would turn away
  double run_share = 0.095;     ///< of its training-capable compute that one run uses
  double run_length = 0.25;     ///< [year]
  double run_interval = 0.65;   ///< between runs [year]
  // What it offers.
  double release_gain = 3.0;       ///< gain that is worth a release [index]
  double least_gain = 0.5;         ///< gain that is worth one when a rival is ahead [index]
  double rival_lead = 1.0;         ///< at which a rival counts as ahead [index]
  double price_response = 0.5;     ///< of its price to compute cost relative to the start
  double least_cost_ratio = 0.2;   ///< rent over user cost below which its price follows no more
  double scarcity_response = 0.5;  ///< of its price to service wanted over service delivered
  double open_discount = 0.3;      ///< of the price under pressure of an equal open model
  double open_reach = 5.0;         ///< lead over open models at which that has fallen to a third [index]
  double price_speed = 2.0;        ///< adjustment of its price [1/year]

  static const Fields& fields();
};

}  // namespace exarace
