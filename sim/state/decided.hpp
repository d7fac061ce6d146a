#pragma once
/// Minds of all agent types, and the columns that keep them from step to step.

#include <tuple>
#include <utility>
#include <vector>

#include "sim/state/capital.hpp"
#include "sim/state/compute.hpp"
#include "sim/state/demand.hpp"
#include "sim/state/industry.hpp"
#include "sim/state/mind.hpp"
#include "sim/state/orders.hpp"
#include "sim/state/places.hpp"
#include "sim/state/world.hpp"

namespace exarace {

struct GovernmentMind {
  Date last_move;             ///< day of its last step of escalation
  Date truce_until;           ///< it takes no step before
  std::int64_t escalation{};  ///< steps taken
  std::vector<double> taken;  ///< rows of the measures that it took itself, newest last; tightened ones as -1 - row
};
template <>
inline constexpr auto mind_columns<GovernmentMind> =
    std::tuple(MindColumn{&GovernmentMind::last_move, &Governments::last_move},
               MindColumn{&GovernmentMind::truce_until, &Governments::truce_until},
               MindColumn{&GovernmentMind::escalation, &Governments::escalation},
               MindColumn{&GovernmentMind::taken, &Governments::taken});

/// A line in the mind of its fab.
struct LineMind {
  double orders_rate{};   ///< smoothed [units/month]
  double orders_trend{};  ///< [units/month per year]
  double unit_price{};    ///< that it posts [USD/unit]
};
template <>
inline constexpr auto mind_columns<LineMind> = std::tuple(MindColumn{&LineMind::orders_rate, &Lines::orders_rate},
                                                          MindColumn{&LineMind::orders_trend, &Lines::orders_trend},
                                                          MindColumn{&LineMind::unit_price, &Lines::unit_price});

struct FabMind {
  std::vector<std::pair<LineId, LineMind>> lines;  ///< its own
};

/// A SKU in the mind of its designer.
struct SkuMind {
  double posted_price{};  ///< [USD/chip]
  double mark_up{};       ///< of it for scarcity
  Flag withdrawn;         ///< taken off the list
  SkuId successor;        ///< that has taken its place wherever the law lets it go
};
template <>
inline constexpr auto mind_columns<SkuMind> = std::tuple(MindColumn{&SkuMind::posted_price, &Skus::posted_price},
                                                         MindColumn{&SkuMind::mark_up, &Skus::mark_up},
                                                         MindColumn{&SkuMind::successor, &Skus::successor},
                                                         MindColumn{&SkuMind::withdrawn, &Skus::withdrawn});

struct DesignerMind {
  double ban_hazard{};   ///< probability that its best product for China is banned before delivery
  Date closed_until;     ///< a foundry refused it; it does not ask again before
  Date variant_due;      ///< when a compliant variant in development is ready
  SkuId variant_parent;  ///< SKU that the variant is cut from
  std::vector<std::pair<SkuId, SkuMind>> list;  ///< its own SKUs
};
template <>
inline constexpr auto mind_columns<DesignerMind> =
    std::tuple(MindColumn{&DesignerMind::ban_hazard, &Designers::ban_hazard},
               MindColumn{&DesignerMind::closed_until, &Designers::closed_until},
               MindColumn{&DesignerMind::variant_due, &Designers::variant_due},
               MindColumn{&DesignerMind::variant_parent, &Designers::variant_parent});

struct ToolmakerMind {
  double price_index{};  ///< over the start
  double capacity{};     ///< [USD/year]
  double home_gain{};    ///< home share over world share
  double quality{};      ///< of its tools for advanced lines
};
template <>
inline constexpr auto mind_columns<ToolmakerMind> =
    std::tuple(MindColumn{&ToolmakerMind::price_index, &Toolmakers::price_index},
               MindColumn{&ToolmakerMind::capacity, &Toolmakers::capacity},
               MindColumn{&ToolmakerMind::home_gain, &Toolmakers::home_gain},
               MindColumn{&ToolmakerMind::quality, &Toolmakers::quality});

struct CloudMind {
  double belief_growth{};    ///< of AI revenue [1/year, log]
  double desired_capital{};  ///< [USD]
  double worth{};            ///< of the next dollar of AI capital, over a dollar
  double restricted_wish{};  ///< chips that it would buy if the law let it [USD/year]
  double training_wish{};    ///< of these for training, less what legal ones train [USD/year]
  double cut_off{};          ///< part of its wish that the law closed, as it remembers
  double ban_hazard{};       ///< that the law closes what it would buy
  double ai_plan{};          ///< AI capex [USD/year]
};
template <>
inline constexpr auto mind_columns<CloudMind> = std::tuple(
    MindColumn{&CloudMind::belief_growth, &Clouds::belief_growth},
    MindColumn{&CloudMind::desired_capital, &Clouds::desired_capital}, MindColumn{&CloudMind::worth, &Clouds::worth},
    MindColumn{&CloudMind::restricted_wish, &Clouds::restricted_wish},
    MindColumn{&CloudMind::training_wish, &Clouds::training_wish}, MindColumn{&CloudMind::cut_off, &Clouds::cut_off},
    MindColumn{&CloudMind::ban_hazard, &Clouds::ban_hazard}, MindColumn{&CloudMind::ai_plan, &Clouds::ai_plan});

struct LabMind {
  double service_price{};  ///< relative to the start of the run
  double serving_part{};   ///< of its hours that go into services
  double training_part{};  ///< and into a training run
  double wants_funding{};  ///< in the next round [USD]
  double rents{};          ///< of a lab that its group owns: rent that it would pay to others [USD/year]
};
template <>
inline constexpr auto mind_columns<LabMind> = std::tuple(MindColumn{&LabMind::rents, &Labs::rents},
                                                         MindColumn{&LabMind::service_price, &Labs::service_price},
                                                         MindColumn{&LabMind::serving_part, &Labs::serving_part},
                                                         MindColumn{&LabMind::training_part, &Labs::training_part},
                                                         MindColumn{&LabMind::wants_funding, &Labs::wants_funding});

struct InvestorMind {
  double belief_growth{};  ///< of labs' revenue [1/year]
  double ready{};          ///< money for rounds of this step [USD]
};
template <>
inline constexpr auto mind_columns<InvestorMind> = std::tuple(MindColumn{&InvestorMind::belief_growth,
                                                                         &Investors::belief_growth},
                                                              MindColumn{&InvestorMind::ready, &Investors::ready});

struct BrokerMind {
  double flow{};  ///< diverted chips that it plans [chips/year]
};
template <>
inline constexpr auto mind_columns<BrokerMind> = std::tuple(MindColumn{&BrokerMind::flow, &Brokers::flow});

/// What all enterprises decide. They are many, so theirs is one value: columns, and demand added up in cells.
struct Demand {
  Column<float, EnterpriseId> adoption;          ///< share of a row's people who use AI services
  Column<std::uint16_t, EnterpriseId> provider;  ///< lab, as row
  std::vector<double> users;                     ///< by cell: people using
  std::vector<double> desired;                   ///< by cell: [USD] in this step
  std::vector<double> taken_up;                  ///< by (country, sector): part of firms that work with models
};

/// Makes it what the enterprises do.
inline void keep(Enterprises& enterprises, Cells& cells, Demand demand) {
  enterprises.adoption = std::move(demand.adoption);
  enterprises.provider = std::move(demand.provider);
  cells.users = std::move(demand.users);
  cells.desired = std::move(demand.desired);
  cells.taken_up = std::move(demand.taken_up);
}

/// Keeps what a mind holds about rows of other tables than its own.
template <class Mind>
void keep_others(World&, const Mind&) {}
inline void keep_others(World& world, const FabMind& mind) {
  for (const auto& [line, own] : mind.lines) keep(world.lines, line, own);
}
inline void keep_others(World& world, const DesignerMind& mind) {
  for (const auto& [sku, own] : mind.list) keep(world.skus, sku, own);
}

}  // namespace exarace
