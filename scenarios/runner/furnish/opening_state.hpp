#pragma once
/// What no table of the world says about its first day: goods under way, slack, growth just seen.

#include "sim/core/field.hpp"

namespace exarace {

struct OpeningState {
  // Goods of the chain, at the rate of sales.
  double sales_growth = 1.35;  ///< sales of chips at the opening over those of the twelve months before
  double made_for = 3.4;       ///< after its launch, for which a chip is still made [year]
  double die_time = 0.25;      ///< sales that lie as dies [year]
  double chip_time = 0.25;     ///< sales that lie as finished chips [year]
  double stack_time = 0.3;     ///< sales that lie as stacks [year]
  // Slack.
  double spare_share = 0.15;       ///< least power of sites of a country over what its fleet draws, less one
  double least_spare = 2.0;        ///< power that a cloud counts for beside what it draws [MW]
  double line_use = 0.8;           ///< of lines for stacks and packages
  double toolmaker_use = 0.8;      ///< of what toolmakers have for fabs of the model
  double least_model_share = 0.1;  ///< of a toolmaker's capacity that serves fabs of the model
  double home_gain = 3.0;          ///< of Chinese toolmakers: share of home orders over that of the world market
  double run_age = 240;            ///< within which labs had their last training run [day]
  // What has just been seen.
  double services_ratio = 1.35;    ///< revenue of AI services over that of the year before
  double services_growth = 0.3;    ///< growth of that which is believed [1/year, log]
  double algorithms_growth = 6.7;  ///< of the best algorithmic level [index/year]
  double frontier_growth = 11.3;   ///< of the best model of the bloc `us` [index/year]
  double belief_spread = 0.3;      ///< of clouds' beliefs about demand, around the truth [log]

  static const Fields& fields();
};

}  // namespace exarace
