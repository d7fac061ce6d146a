#pragma once
/// Those who design, make and equip: designers, fabs with their lines, toolmakers.

#include <array>

#include "sim/core/table.hpp"

namespace exarace {

/// Designers: owners of SKUs. Internal ones sell to their own group at cost plus a margin.
struct Designers : Table<DesignerId> {
  Column<std::string, DesignerId> behaviour;  ///< by which it decides; empty for the usual one
  Column<CountryId, DesignerId> country;
  Column<CountryId, DesignerId> parent;  ///< country of the ultimate parent
  Column<GroupId, DesignerId> group;
  Column<Flag, DesignerId> merchant;  ///< sells outside its group
  Column<Money, DesignerId> cash;
  Column<double, DesignerId> packaging_share;  ///< share of foreign advanced packaging it has booked at the start
  Column<double, DesignerId> research_share;   ///< R&D over revenue
  Column<double, DesignerId> network_share;    ///< networking over data-centre revenue
  Column<double, DesignerId> generation_time;  ///< between generations from its own R&D [year]
  Column<double, DesignerId> generation_gain;  ///< rate of a generation over the one before, at equal die area
  Column<DesignerId, DesignerId> front_for;    ///< designer that it orders dies for under its own name
  Column<std::int64_t, DesignerId> hbm_stock;  ///< stacks at the start
  Column<double, DesignerId> other_revenue;    ///< from outside the model, pays for R&D of followers [USD/year]

  Column<AccountId, DesignerId> account;
  Column<double, DesignerId> research_stock;  ///< R&D spent towards the next generation [USD]
  Column<double, DesignerId> revenue_rate;    ///< smoothed [USD/year]
  Column<double, DesignerId>
      ban_hazard;  ///< mind: probability that its best product for China is banned before delivery
  Column<Date, DesignerId> closed_until;          ///< mind: a foundry refused it; it does not ask again before
  Column<Date, DesignerId> variant_due;           ///< mind: when a compliant variant in development is ready
  Column<SkuId, DesignerId> variant_parent;       ///< mind: SKU that the variant is cut from
  Column<std::int64_t, DesignerId> hbm_used;      ///< stacks that went into packages
  Column<std::int64_t, DesignerId> hbm_received;  ///< stacks delivered since the start, with opening stock
  Column<std::int64_t, DesignerId> hbm_scrapped;  ///< stacks that lost their use when it failed
  Column<double, DesignerId> written_down;        ///< since the start [USD]
  Column<double, DesignerId> refused_demand;      ///< orders for China that the law refused, smoothed [USD/year]
  Column<double, DesignerId> china_revenue;       ///< headquarters basis, smoothed [USD/year]
  Column<double, DesignerId> research_rate;       ///< R&D budget [USD/year]
  Column<double, DesignerId> lobbying;            ///< spent to sway the law [USD/year]
  Column<Flag, DesignerId> defaulted;             ///< could not pay and has left

  static const Fields& fields();
};

/// Fabs: makers of dies, HBM stacks and advanced packages.
struct Fabs : Table<FabId> {
  Column<std::string, FabId> behaviour;  ///< by which it decides; empty for the usual one
  Column<CountryId, FabId> country;      ///< headquarters
  Column<GroupId, FabId> group;
  Column<Money, FabId> cash;
  Column<Money, FabId> debt;
  Column<Flag, FabId> state_backed;    ///< losses and investment are carried by public funds
  Column<double, FabId> hurdle_rate;   ///< [1/year]
  Column<double, FabId> other_income;  ///< net income from products outside the model [USD/year]
  Column<double, FabId> labour_share;  ///< wages over revenue
  Column<double, FabId> input_share;   ///< other inputs over revenue

  Column<AccountId, FabId> account;
  Column<double, FabId> revenue_rate;  ///< smoothed [USD/year]
  Column<double, FabId> capex_rate;    ///< smoothed [USD/year]

  static const Fields& fields();
};

enum class Product : unsigned char { logic, hbm, packaging };
template <>
struct ChoiceNames<Product> {
  static std::vector<std::string> names() { return {"logic", "hbm", "packaging"}; }
};

/// Classes of tools, and electronic design automation.
enum ToolClass { euv, immersion, deposition, etch, clean, process_control, implant, bonding, eda, kToolClasses };
inline constexpr std::array<const char*, kToolClasses> kToolClassNames = {
    "euv", "immersion", "deposition", "etch", "clean", "process_control", "implant", "bonding", "eda"};

/// Lines of fabs: one node (or HBM, or packaging) at one place.
/// Capacity is wafers per month for logic and packaging, stacks per month for HBM.
struct Lines : Table<LineId> {
  Column<FabId, LineId> fab;
  Column<CountryId, LineId> site;
  Column<Product, LineId> product;
  Column<double, LineId> node;                      ///< smallest node it makes [nm]
  Column<double, LineId> capacity;                  ///< [units/month]
  Column<double, LineId> defect_density;            ///< D0 [1/cm2]
  Column<double, LineId> mature_defect_density;     ///< where learning ends [1/cm2]
  Column<double, LineId> learning;                  ///< share of the excess D0 removed per quarter at full load
  Column<double, LineId> cycle_time;                ///< start to output [year]
  Column<double, LineId> unit_price;                ///< [USD/unit]
  Column<double, LineId> units_per_wafer;           ///< packages of 800 mm2 per packaging wafer; 1 otherwise
  Column<double, LineId> process_yield;             ///< good share of packages or stacks
  Column<TimeSeries, LineId> other_demand;          ///< orders from outside the model [units/month]
  Column<double, LineId> conversion_speed;          ///< share of capacity that neighbouring lines can add [1/month]
  Column<double, LineId> conversion_time;           ///< [year]
  Column<double, LineId> greenfield_time;           ///< [year]
  Column<double, LineId> capacity_cost;             ///< [USD per unit/month]
  Column<double, LineId> under_way;                 ///< being built at the start [units/month]
  Column<double, LineId> growth_limit;              ///< greatest growth of capacity [1/year, log]
  Column<std::vector<double>, LineId> tool_shares;  ///< capacity cost by tool class

  Column<double, LineId> capacity_on_order;  ///< [units/month]
  Column<double, LineId> orders;             ///< asked of it in the last step [units/month]
  Column<double, LineId> orders_rate;        ///< smoothed [units/month]
  Column<double, LineId> orders_trend;       ///< [units/month per year]
  Column<double, LineId> utilisation;
  Column<double, LineId> outside_sales;                 ///< sold outside the model in the last step [units]
  Column<double, LineId> serviced;                      ///< share of capacity whose tools get vendor service
  Column<std::vector<double>, LineId> class_service;    ///< by tool class: share that vendors service
  Column<std::vector<double>, LineId> class_spares;     ///< spare parts for tools without service [year]
  Column<std::vector<double>, LineId> class_alone;      ///< time that tools ran on without service or spares [year]
  Column<std::vector<double>, LineId> class_condition;  ///< share of the tools that works
  Column<double, LineId> euv_share;     ///< critical layers that EUV exposes at a line that began without
  Column<double, LineId> tool_effect;   ///< change of its output by the state of its tools: -0.2 is a fifth less
  Column<double, LineId> input_effect;  ///< change of its output by minerals that are missing
  Column<std::vector<double>, LineId> mineral_stock;   ///< by mineral: stock [year of its use]
  Column<std::vector<double>, LineId> mineral_need;    ///< by mineral: need over that at the start
  Column<std::vector<double>, LineId> mineral_supply;  ///< by mineral: use that suppliers know, over a full line's
  Column<std::vector<double>, LineId> mineral_reach;  ///< by mineral: what it gets of closed supply over its even share
  Column<double, LineId> surcharge;                   ///< for dear minerals, over its list price
  Column<double, LineId> tool_ceiling;                ///< share of wanted tools that could be bought, smoothed
  Column<double, LineId> carry;                       ///< fraction of a unit left over from completion

  /// Capacity that its tools and inputs sustain now [units/month].
  double working(LineId line) const { return equipped(line) * (1 + input_effect[line]); }
  /// What its tools would make with all inputs [units/month].
  double equipped(LineId line) const { return capacity[line] * (1 + tool_effect[line]); }
  /// What a buyer pays for a unit [USD].
  double price(LineId line) const { return unit_price[line] * (1 + surcharge[line]); }

  static const Fields& fields();
};

/// Toolmakers, with makers of design software.
struct Toolmakers : Table<ToolmakerId> {
  Column<CountryId, ToolmakerId> country;
  Column<Money, ToolmakerId> cash;
  Column<std::vector<double>, ToolmakerId> class_shares;  ///< world market share by tool class
  Column<double, ToolmakerId> capacity;                   ///< deliveries [USD/year]
  Column<double, ToolmakerId> lead_time;                  ///< at normal load [year]
  Column<double, ToolmakerId> other_revenue;              ///< from buyers outside the model [USD/year]
  Column<double, ToolmakerId> quality;                    ///< usable for advanced lines, 0 to 1

  Column<AccountId, ToolmakerId> account;
  Column<double, ToolmakerId> model_share;    ///< of its capacity that serves fabs of the model
  Column<double, ToolmakerId> backlog;        ///< [USD]
  Column<double, ToolmakerId> revenue_rate;   ///< smoothed [USD/year]
  Column<double, ToolmakerId> china_revenue;  ///< smoothed [USD/year]
  Column<double, ToolmakerId> home_gain;      ///< share of home orders over its share of the world market
  Column<double, ToolmakerId> price_index;    ///< 1 at the start

  static const Fields& fields();
};

}  // namespace exarace
