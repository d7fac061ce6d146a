#pragma once
/// Keys of clouds that more than one of their behaviours reads, and those of the usual one.

#include <string>

#include "sim/core/field.hpp"

namespace exarace {

struct CloudHabits {
  std::string usual = "value";  ///< behaviour of rows that name none
  // Expectations.
  double belief_speed = 12.7;     ///< adjustment of expected growth [1/year]
  double greatest_growth = 0.93;  ///< of AI revenue that it dares to expect [1/year, log]
  double horizon = 1.3;           ///< over which use and rents are forecast: delivery and a quarter [year]
  double internal_growth = 0.14;  ///< of internal workloads without AI services [1/year, log]
  double internal_rise = 30;      ///< of internal work, over what there was, once AI services are everywhere
  double internal_scale = 8e10;   ///< of AI services at which half of that is built in [USD/year]
  double least_capex = 2e7;       ///< AI capex that is always allowed [USD/year]
  // Money.
  double cash_flow_share = 0.65;   ///< of the operating cash flow that may go into AI and core capex
  double rental_use = 0.6;         ///< of rental revenue that may
  double cash_use = 0.5;           ///< of its cash that may, a year
  double credit_use = 0.5;         ///< of its room for debt that may, a year
  double core_floor = 0.55;        ///< least core capex over its plan
  double loan_to_value = 0.5;      ///< debt over AI capital that lenders accept
  double debt_to_cash_flow = 0.8;  ///< debt over operating cash flow that lenders accept
  double cash_before_loans = 0.8;  ///< of its cash that goes before it borrows
  double loan_cover = 0.25;        ///< of capex that it wants money for at hand [year]
  double payout_cut = 0.3;         ///< of cash flow that owners forgo per dollar that a dollar of capital is worth more
  double most_cash_flow = 0.9;     ///< of operating cash flow that may go into capex at all
  double contract_margin = 0.8;    ///< of the revenue of contracts that is left after running cost
  double contract_cover = 1.4;     ///< that over the debt which lenders give against it
  double contract_draw = 4.0;      ///< at which what contracts cover is drawn [1/year]
  double contract_worth = 0.3;     ///< of that margin which is left for owners after capital is paid for
  double dilution = 0.25;          ///< new shares that savers take in a year, over their worth [1/year]
  double least_equity = 5e8;       ///< capital that the shares of a newcomer count for [USD]
  // Contracts ahead of capacity.
  double build_ahead = 2.0;  ///< capacity that it would build for contracts, over what it has
  double build_start = 3e5;  ///< and that a newcomer would [H100e]
  // Choice among SKUs.
  double price_sensitivity = 4.0;  ///< logit on cost per rate
  double training_weight = 0.5;    ///< of the training rate in what a chip is worth; the rest is serving
  double switching_cost = 0.25;    ///< cost of another ecosystem than the one it runs most
  double domestic_weight = 7.0;    ///< weight of domestic chips for Chinese clouds cut off from all others
  double cut_off_memory = 2.0;     ///< for which they remember being cut off [year]
  double ecosystem_pull = 0.4;     ///< elasticity of the choice to the installed share of an ecosystem
  double least_share = 0.01;       ///< installed share that a newcomer's ecosystem counts for
  double link_half = 200;          ///< chip-to-chip bandwidth at which half of a chip's rate counts [GB/s]
  double electricity_years = 4;    ///< of a chip's energy that count in its cost
  double impatience = 0.5;         ///< fall of a SKU's weight with its lead time [1/year]
  double order_horizon = 1.0;      ///< within which orders count as chips to come [year]
  double longest_wait = 4;         ///< lead time beyond which it falls no more [year]
  double least_open = 0.02;        ///< chance of delivery below which a chip is not ordered
  double stockpile_time = 1.0;     ///< of demand bought ahead of an expected ban [year]
  double stockpile_speed = 2.0;    ///< at which that is bought [1/year]
  double legal_relief = 0.9;       ///< part of a wish for closed chips that legal ones of the same money stand in for
  // Sites.
  double plug_ahead = 1.0;     ///< chips are ordered for power that comes within this time [year]
  double power_lead = 1.5;     ///< of needs for which site power is ordered ahead [year]
  double site_headroom = 1.1;  ///< site power ordered over what is needed
  double site_speed = 4.0;     ///< at which the gap in site power is ordered [1/year]
  double plug_margin = 0.15;   ///< free power over used power at which orders are not held back
  double plug_start = 5.0;     ///< used power that a small cloud counts as having [MW]

  static const Fields& fields();
};

}  // namespace exarace
