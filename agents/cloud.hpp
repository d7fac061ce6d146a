#pragma once
/// Clouds: how much AI capital, which chips, which sites, what to rent out.

#include <vector>

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Trend-expecting cloud: wants capital for the AI services and internal work that it expects over its horizon, closes
/// the gap to what it has and has on order, within cash, credit and power.
struct CloudBehaviour {
  double belief_speed = 12.7;      ///< adjustment of expected growth [1/year]
  double greatest_growth = 1.2;    ///< of AI revenue that it dares to expect [1/year, log]
  double horizon = 3.0;            ///< over which demand is extrapolated [year]
  double internal_growth = 0.26;   ///< of internal workloads [1/year, log]
  double capital_per_value = 3.5;  ///< AI capital wanted per yearly value of services
  double internal_capital = 2.4;   ///< AI capital wanted per yearly value of internal workloads [year]
  double closing_time = 1.1;       ///< of the gap [year]
  double wear = 0.25;              ///< of AI capital [1/year]
  double greatest_step = 3.3;      ///< AI capex over that of the last 12 months
  double least_capex = 2e7;        ///< floor of that limit [USD/year]
  double chip_share = 0.55;        ///< accelerators with networking over AI capex
  double cash_flow_share = 0.65;   ///< of the operating cash flow that may go into AI and core capex
  double core_floor = 0.55;        ///< least core capex over its plan
  double loan_to_value = 0.5;      ///< debt over AI capital that lenders accept
  double debt_to_cash_flow = 0.8;  ///< debt over operating cash flow that lenders accept
  double price_sensitivity = 4.0;  ///< of the choice among SKUs (logit on cost per rate)
  double switching_cost = 0.25;    ///< cost of another ecosystem than the one it runs most
  double domestic_weight = 5.0;    ///< weight of domestic chips for clouds of Chinese parents
  double ecosystem_pull = 0.4;     ///< elasticity of the choice to the installed share of an ecosystem
  double link_half = 200;          ///< chip-to-chip bandwidth at which half of a chip's rate counts [GB/s]
  double entry_share = 0.15;       ///< of operating cash flow that a newcomer may put into AI at once
  double electricity_years = 4;    ///< of a chip's energy that count in its cost
  double stockpile_time = 1.0;     ///< of demand bought ahead of an expected ban [year]
  double plug_ahead = 1.0;         ///< chips are ordered for power that comes within this time [year]
  double power_lead = 2.5;         ///< of needs for which site power is ordered ahead [year]

  Decided<CloudMind> decide(const World& world, CloudId cloud) const;
  static const Fields& fields();

 private:
  double desired_capital(const World& world, CloudId cloud, double growth) const;
  /// What lenders would add to its debt today [USD].
  double borrowing_room(const World& world, CloudId cloud) const;
  double affordable(const World& world, CloudId cloud) const;
  double plan_capex(const World& world, CloudId cloud, CloudMind& mind) const;
  /// What it would buy with the next dollar.
  struct Choice {
    std::vector<double> part;  ///< of the money, by SKU; sums to one, or to zero where nothing is to be had
    double power_per_usd = 0;  ///< site power of that [MW/USD]
    double hazard = 0;         ///< that the law closes it within a year
    double restricted = 0;     ///< part of the wish that the law closes
  };
  Choice choose(const World& world, CloudId cloud, Ecosystem home) const;
  void order_chips(const World& world, CloudId cloud, double spend, const Choice& choice, Orders& orders) const;
  /// Site power that it has or will have when chips that it orders now arrive [MW].
  double sites_in_sight(const World& world, CloudId cloud) const;
  void order_power(const World& world, CloudId cloud, double spend, double waiting, const Choice& choice,
                   Orders& orders) const;
  void borrow(const World& world, CloudId cloud, double needed, Orders& orders) const;
  double choice_weight(const World& world, CloudId cloud, SkuId sku, Ecosystem home) const;
};

}  // namespace exarace
