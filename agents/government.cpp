#include "agents/government.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/random.hpp"

namespace exarace {
namespace {

/// What a government reaches for, step after step.
constexpr std::array kAmericanLadder = {"chip_threshold", "tool_control", "entity_list", "hbm_control", "cloud_access"};
constexpr std::array kChineseLadder = {"mineral_control", "purchase_restriction", "mineral_control",
                                       "purchase_restriction"};

GovernmentId rival_of(const World& world, GovernmentId government) {
  const bool chinese = world.in_china(world.governments.country[government]);
  for (const GovernmentId other : world.governments.rows()) {
    const Bloc bloc = world.countries.bloc[world.governments.country[other]];
    if (chinese ? bloc == Bloc::us : bloc == Bloc::china) return other;
  }
  return GovernmentId::none();
}

}  // namespace

const Fields& GovernmentBehaviour::fields() {
  using T = GovernmentBehaviour;
  static const Fields all = {
      key("retaliation", &T::retaliation)
          .unit("1/month")
          .range(0, 2)
          .about("Hazard added per level that the rival is ahead.")
          .assumed(),
      key("lobby_weight", &T::lobby_weight)
          .unit("1/month")
          .range(0, 5)
          .about("Hazard taken off per share of chip sales lost to the law.")
          .assumed(),
      key("truce_hazard", &T::truce_hazard)
          .unit("1/month")
          .range(0, 1)
          .about("Hazard of a truce while both sides have escalated.")
          .assumed(),
      key("truce_length", &T::truce_length).unit("year").range(0.1, 10).about("Length of a truce.").assumed(),
      key("tightening", &T::tightening).range(0.1, 1).about("Factor on thresholds of one step.").assumed(),
      key("ally_lag", &T::ally_lag)
          .unit("year")
          .range(0, 10)
          .about("Time after which allies follow the United States.")
          .assumed(),
  };
  return all;
}

double GovernmentBehaviour::hazard(const World& world, GovernmentId government) const {
  const auto& governments = world.governments;
  const GovernmentId rival = rival_of(world, government);
  const bool chinese = world.in_china(governments.country[government]);
  double rate = governments.escalation_hazard[government] +
                governments.hazard_per_case[government] * governments.cases[government];
  const double narrowing = std::max(0.0, 6.0 - world.signals.gap_months);
  if (!chinese) rate += governments.hazard_of_gap[government] * narrowing;
  if (rival)
    rate +=
        retaliation * std::max<double>(0.0, double(governments.escalation[rival] - governments.escalation[government]));
  if (world.mechanisms.on(16) && !chinese) rate -= lobby_weight * world.signals.lost_sales_share;
  return std::clamp(rate, 0.0, 1.0);
}

void GovernmentBehaviour::escalate(const World& world, GovernmentId government, Orders& orders) const {
  const bool chinese = world.in_china(world.governments.country[government]);
  const auto level = static_cast<std::size_t>(world.governments.escalation[government]);
  const char* kind =
      chinese ? kChineseLadder[level % kChineseLadder.size()] : kAmericanLadder[level % kAmericanLadder.size()];
  const InstrumentId measure = find_measure(world.regimes, government, kind);
  if (!measure) return;
  const bool asleep = world.regimes.status[measure] != Status::in_force;
  orders.acts.push_back({government, asleep ? PolicyAct::Verb::enact : PolicyAct::Verb::tighten, measure,
                         AccountId::none(), tightening, kNever});
}

void GovernmentBehaviour::decide(const World& world, GovernmentId government, Governments& mind, Orders& orders) const {
  const auto& governments = world.governments;
  if (governments.decision[government] != Decision::reactive) return;
  if (world.today < governments.truce_until[government]) return;
  const double months = world.years * 12;
  const auto key = stable_key("governments", governments.id[government]);
  const double luck = uniform(world.seed, Purpose::escalation, key, world.step);
  const GovernmentId rival = rival_of(world, government);
  const bool both = rival && governments.escalation[rival] > 0 && governments.escalation[government] > 0;
  if (both && uniform(world.seed, Purpose::hazard, key, world.step) < -std::expm1(-truce_hazard * months)) {
    mind.truce_until[government] = Date{world.today.days + static_cast<int>(truce_length * 365.25)};
    return;
  }
  if (luck >= -std::expm1(-hazard(world, government) * months)) return;
  escalate(world, government, orders);
  mind.escalation[government] += 1;
}

}  // namespace exarace
