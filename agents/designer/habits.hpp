#pragma once
/// Keys that behaviours of designers share.

#include <string>

#include "sim/core/field.hpp"

namespace exarace {

struct DesignerHabits {
  std::string usual = "powered";  ///< behaviour of rows that name none
  // What it expects.
  double trend_weight = 0.6;    ///< of the trend in the forecast [year]
  double forecast_limit = 3.0;  ///< greatest forecast over sales
  double opening_share = 0.8;   ///< of its sales by value that a new SKU is expected to take at once
  double launch_slack = 0.1;    ///< earlier than a cycle before the launch, at which it begins to make a SKU [year]
  // What it makes.
  double stock_time = 0.45;        ///< of finished stock held [year]
  double short_stock_time = 0.12;  ///< of one that builds to powered orders [year]
  double die_headroom = 1.2;       ///< dies ordered over what can be packaged, at most
  double die_bank_time = 0.1;      ///< sales held as dies [year]
  double book_time = 0.5;          ///< packaging of the book for which wafers are begun at once [year]
  double counted_yield = 0.9;      ///< of packages in process that it counts on
  double package_speed = 6.0;      ///< at which the gap in packages is closed [1/year]
  double wafer_speed = 12.0;       ///< at which the gap in dies is [1/year]
  double stack_pace = 1.5;         ///< stacks asked for over those of packages that it starts
  double stack_margin = 1.5;       ///< stacks held over those that are due
  double stack_speed = 4.0;        ///< at which the gap in stacks is closed [1/year]
  double hbm_buffer = 0.2;         ///< needs of HBM held as stock [year]
  double hoard_speed = 20.0;       ///< at which who is certain of a ban closes that gap [1/year]
  double hoard_time = 5.0;         ///< HBM bought ahead of a ban that is certain: until lines at home deliver [year]
  double worth_weight = 0.4;       ///< power of a SKU's worth in its share of scarce inputs
  // Fronts.
  double front_rate = 1.0e6;          ///< least dies that a front orders for its principal [dies/year]
  double front_multiple = 2.0;        ///< dies that it orders over those of the principal's forecast
  double front_node = 7;              ///< of the foreign line that it orders from [nm]
  double front_lead = 0.5;            ///< before the launch, at which it begins [year]
  double front_bid = 5000;            ///< worth that it says of a die [USD]
  double front_stack_bid = 2.0;       ///< worth that it says of a stack over what that is to its principal
  double front_speed = 6.0;           ///< at which it closes the gap in its principal's stacks [1/year]
  double front_cover = 0.75;          ///< needs of HBM that a front holds for its principal [year]
  double dies_per_wafer_abroad = 45;  ///< that a front plans with
  double closed_time = 1.0;           ///< for which it does not ask a foundry again that refused it [year]
  // Lists and generations.
  double price_decay = 0.15;              ///< of a posted price with age [1/year]
  double floor_margin = 0.25;             ///< least margin over unit cost
  double usual_wait = 1.0;                ///< for a chip that changes no posted price [year]
  double scarcity_price = 0.3;            ///< elasticity of a posted price to the wait over that
  double greatest_mark_up = 1.0;          ///< that scarcity adds to a posted price
  double mark_up_speed = 1.5;             ///< at which it follows [1/year]
  double overlap_time = 0.5;              ///< of a generation with its successor on the list [year]
  double kept_open = 0.05;                ///< chance of delivery up to which a country is closed to a SKU
  double successor_rate = 1.5;            ///< least serving rate of a successor over its predecessor's
  double successor_sales = 0.5;           ///< least sales of a successor over its predecessor's, by serving rate
  double power_class = 3.0;               ///< power over another's at which a card goes into other servers
  double generation_lead = 0.75;          ///< from tape-out of a generation to its launch [year]
  double generation_cost = 2e9;           ///< R&D of a generation of a large designer [USD]
  double generation_revenue = 2e10;       ///< revenue from which a designer is large [USD/year]
  double price_theta = 0.6;               ///< price of a generation over the last, in its performance ratio
  double generation_memory = 1.1;         ///< memory bandwidth over the root of the gain in rate
  double generation_interconnect = 1.15;  ///< interconnect over that of the last
  double generation_power = 0.45;         ///< power over the last, in its performance ratio
  // Compliant variants.
  double variant_time = 0.33;    ///< development of a compliant variant [year]
  double variant_spread = 0.3;   ///< of that time around its mean
  double variant_memory = 1.2;   ///< widest memory of a variant over its parent's
  double variant_cost = 1e8;     ///< R&D that a variant takes [USD]
  double variant_horizon = 1.0;  ///< sales of a variant that it counts on; the law may close it again [year]
  double variant_class = 0.3;    ///< serving rate over the best chip's of a free chip that makes a variant needless
  double variant_notice = 250;   ///< within which such a chip must be launched [day]
  double variant_theta = 0.8;    ///< price of a variant over its parent's, in its performance ratio
  double variant_links = 0.1;    ///< of the serving rate that hangs on links
  double variant_power = 0.9;    ///< power of a variant over its parent's

  static const Fields& fields();
};

}  // namespace exarace
