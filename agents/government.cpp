#include "agents/government.hpp"

#include <algorithm>
#include <array>

#include "sim/core/error.hpp"
#include "sim/core/math.hpp"
#include "sim/core/random.hpp"
#include "sim/state/lobby.hpp"
#include "sim/state/rule.hpp"

namespace exarace {
namespace {

using Ladder = std::array<const char*, 5>;

// What a government reaches for, by what drives it: first what is prepared, in this order, then what can be tightened.
constexpr Ladder kAgainstDiversion = {EntityList::kind, CloudAccess::kind, ChipThreshold::kind,
                                      ForeignDirectProduct::kind, Quota::kind};
constexpr Ladder kAgainstCatchingUp = {ChipThreshold::kind, HbmControl::kind, ToolControl::kind, CloudAccess::kind,
                                       ModelReview::kind};
constexpr Ladder kAmericanAnswer = {ToolControl::kind, EntityList::kind, ChipThreshold::kind, OutboundInvestment::kind,
                                    HbmControl::kind};
constexpr Ladder kChineseAnswer = {MineralControl::kind, PurchaseRestriction::kind, EntityList::kind,
                                   MineralControl::kind, PurchaseRestriction::kind};

double chance(double hazard, double months) { return -math::expm1(-std::max(0.0, hazard) * months); }

const char* because(bool chinese, int drive) {
  static constexpr std::array<const char*, 4> reasons = {
      "After cases of diversion", "As the rival's models come closer", "In answer to the rival's last step",
      "As pressure at home goes on"};
  return chinese && drive == 0 ? reasons[3] : reasons[static_cast<std::size_t>(drive)];
}

/// First measure of the kind that is law and has a limit.
InstrumentId find_movable(const World& world, GovernmentId government, std::string_view kind) {
  for (const InstrumentId id : world.regimes.rows())
    if (world.regimes.issuer[id] == government && world.regimes.law.on(id) && world.regimes.kind_of(id) == kind &&
        has_limits(world.regimes.what[id]))
      return id;
  return InstrumentId::none();
}

}  // namespace

const Fields& GovernmentBehaviour::fields() {
  using T = GovernmentBehaviour;
  const auto hazard_key = [](const char* name, double T::*member, double most, const char* about) {
    return key(name, member).unit("1/month").range(0, most).about(about).assumed();
  };
  static const Fields all = {
      hazard_key("retaliation", &T::retaliation, 2, "Hazard added per level that the rival is ahead."),
      hazard_key("lobby_weight", &T::lobby_weight, 5, "Hazard taken off per share of chip sales lost to the law."),
      key("safe_gap", &T::safe_gap)
          .unit("month")
          .range(0, 60)
          .prior(lognormal(6, 0.4))
          .about("Lead over the rival below which a narrowing gap drives a step.")
          .assumed(),
      key("mineral_pain", &T::mineral_pain)
          .range(0, 5)
          .prior(lognormal(0.1, 0.5))
          .about("Pressure for a truce per price of the dearest mineral over that at the start.")
          .assumed(),
      hazard_key("truce_hazard", &T::truce_hazard, 1, "Hazard of a truce while both sides have escalated."),
      key("truce_length", &T::truce_length).unit("year").range(0.1, 10).about("Length of a truce.").assumed(),
      key("tightening", &T::tightening).range(0.1, 1).about("Factor on thresholds of one step.").assumed(),
      key("ally_lag", &T::ally_lag)
          .unit("year")
          .range(0, 10)
          .about("Time after which allies follow the United States.")
          .assumed(),
      key("rest", &T::rest).unit("year").range(0, 5).about("Least time between two steps of one government.").assumed(),
      hazard_key("linkage", &T::linkage, 5,
                 "Hazard of a truce per unit of what the side that loses less loses by the measures of the other."),
      hazard_key("relaxation", &T::relaxation, 5, "Hazard of a loosened rule per share of chip sales lost."),
      key("loosening", &T::loosening).range(1, 10).about("Factor on approvals of a rule that is loosened.").assumed(),
      key("ally_exposure", &T::ally_exposure)
          .range(0, 20)
          .about("Lag of allies over `ally_lag`, per share of their toolmakers' sales to China.")
          .assumed(),
      hazard_key("gate_hazard", &T::gate_hazard, 2, "Hazard that an office looks again at its gate."),
      key("least_gate", &T::least_gate)
          .range(0.001, 1)
          .prior(lognormal(0.02, 0.5))
          .about("What a gate that nearly closes still lets in, so that it can be opened again.")
          .assumed(),
      key("gate_step", &T::gate_step).range(0, 1).about("Least change of what a gate lets in.").assumed(),
      key("customs_per_level", &T::customs_per_level)
          .range(0, 1)
          .about("Part that customs close per level that the rival is ahead.")
          .assumed(),
      key("full_substitution", &T::full_substitution)
          .range(0.05, 1)
          .prior(lognormal(0.5, 0.3))
          .about("Part of what clouds would spend on chips that domestic makers deliver, at which guidance lets "
                 "nothing in.")
          .assumed(),
      key("gate_gap", &T::gate_gap)
          .unit("month")
          .range(0, 60)
          .prior(lognormal(6, 0.5))
          .about("Capability gap at which guidance lets in half of what a side that is hopelessly behind would.")
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
  const double narrowing = std::max(0.0, safe_gap - world.signals.gap_months);
  if (!chinese) rate += governments.hazard_of_gap[government] * narrowing;
  if (rival)
    rate +=
        retaliation * std::max<double>(0.0, double(governments.escalation[rival] - governments.escalation[government]));
  if (!chinese) rate -= lobby_weight * world.signals.lost_sales_share * heard(world, government);
  return std::clamp(rate, 0.0, 1.0);
}

GovernmentBehaviour::Drive GovernmentBehaviour::drive_of(const World& world, GovernmentId government) const {
  const auto& governments = world.governments;
  const GovernmentId rival = rival_of(world, government);
  const bool chinese = world.in_china(governments.country[government]);
  const double narrowing = chinese ? 0.0 : std::max(0.0, safe_gap - world.signals.gap_months);
  const std::array<double, 4> parts = {
      chinese ? 0.0 : governments.hazard_per_case[government] * governments.cases[government],
      governments.hazard_of_gap[government] * narrowing,
      rival ? retaliation *
                  std::max<double>(0, double(governments.escalation[rival] - governments.escalation[government]))
            : 0.0,
      governments.escalation_hazard[government]};
  double all = 0, sum = 0;
  for (const double part : parts) all += part;
  const auto key = stable_key("governments", governments.id[government]);
  const double draw = uniform(world.seed, Purpose::gate, key, world.step) * all;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if ((sum += parts[i]) > draw) return static_cast<Drive>(i);
  return Drive::habit;
}

void GovernmentBehaviour::escalate(const World& world, GovernmentId government, GovernmentMind& mind,
                                   Orders& orders) const {
  const auto& regimes = world.regimes;
  const bool chinese = world.in_china(world.governments.country[government]);
  const Drive drive = drive_of(world, government);
  const Ladder& ladder = chinese                       ? kChineseAnswer
                         : drive == Drive::cases       ? kAgainstDiversion
                         : drive == Drive::retaliation ? kAmericanAnswer
                                                       : kAgainstCatchingUp;
  InstrumentId measure;
  PolicyAct::Verb verb = PolicyAct::Verb::enact;
  for (const char* kind : ladder)
    if (!measure) measure = find_asleep(regimes, government, kind);
  // With nothing prepared, the next thing that is law is tightened, a different one each time.
  const auto first = static_cast<std::size_t>(world.governments.escalation[government]);
  for (std::size_t i = 0; i < ladder.size() && !measure; ++i) {
    measure = find_movable(world, government, ladder[(first + i) % ladder.size()]);
    verb = PolicyAct::Verb::tighten;
  }
  if (!measure) return;
  const std::string what = regimes.name[measure].empty() ? regimes.id[measure] : regimes.name[measure];
  orders.acts.push_back({government, verb, measure, AccountId::none(), tightening, kNever,
                         std::string(because(chinese, static_cast<int>(drive))) + ": " + what + "."});
  // A step that only tightened is kept as a negative number, so that it can be taken back.
  const auto row = static_cast<double>(measure.index);
  mind.taken.push_back(verb == PolicyAct::Verb::enact ? row : -1 - row);
  mind.escalation += 1;
  mind.last_move = world.today;
}

double GovernmentBehaviour::pressure(const World& world, GovernmentId government) const {
  if (world.in_china(world.governments.country[government])) {
    double refused = 0, bought = 0;
    for (const DesignerId designer : world.designers.rows()) bought += world.designers.china_revenue[designer];
    refused = world.signals.restricted_demand;
    return refused / std::max(1.0, refused + bought);
  }
  // Minerals that are dear or missing, and chip sales that are lost.
  double stopped = 0;
  for (const LineId line : world.lines.rows())
    if (!world.in_china(world.lines.site[line])) stopped = std::max(stopped, -world.lines.input_effect[line]);
  double dear = 1;
  for (const double price : world.restrictions.minerals_price) dear = std::max(dear, price);
  return std::min(1.0, stopped + mineral_pain * (dear - 1) + world.signals.lost_sales_share);
}

bool GovernmentBehaviour::may_agree(const World& world, GovernmentId government) const {
  const auto& governments = world.governments;
  return governments.decision[government] == Decision::reactive &&
         world.today >= governments.reactive_from[government] && world.today >= governments.truce_until[government] &&
         !governments.taken[government].empty();
}

bool GovernmentBehaviour::agree_truce(const World& world, GovernmentId government, GovernmentMind& mind,
                                      Orders& orders) const {
  const auto& governments = world.governments;
  const GovernmentId rival = rival_of(world, government);
  if (!rival || !may_agree(world, government) || !may_agree(world, rival)) return false;
  // Both ask the same question and meet the same draw, so that both agree or neither does; the side that loses less
  // sets the pace.
  const bool chinese = world.in_china(governments.country[government]);
  const auto key = stable_key("governments", governments.id[chinese ? rival : government]);
  const double rate = truce_hazard + linkage * std::min(pressure(world, government), pressure(world, rival));
  if (uniform(world.seed, Purpose::hazard, key, world.step) >= chance(rate, world.years * 12)) return false;
  const Date until{world.today.days + static_cast<int>(truce_length * 365.25)};
  mind.truce_until = until;
  const double last = governments.taken[government].back();
  const bool enacted = last >= 0;
  const InstrumentId measure{static_cast<std::size_t>(enacted ? last : -1 - last)};
  orders.acts.push_back({government, enacted ? PolicyAct::Verb::stay : PolicyAct::Verb::tighten, measure,
                         AccountId::none(), 1 / tightening, until,
                         "A truce until " + to_string(until) + ": each side takes back its last step."});
  if (!enacted) mind.taken.pop_back();
  return true;
}

void GovernmentBehaviour::relax(const World& world, GovernmentId government, Orders& orders) const {
  if (world.in_china(world.governments.country[government])) return;
  const auto key = stable_key("governments", world.governments.id[government]);
  const double rate = relaxation * world.signals.lost_sales_share * heard(world, government);
  if (uniform(world.seed, Purpose::follow, key, world.step) >= chance(rate, world.years * 12)) return;
  for (const InstrumentId id : world.regimes.rows()) {
    if (world.regimes.issuer[id] != government || !world.regimes.law.on(id) || !world.regimes.as<LicencePolicy>(id))
      continue;
    orders.acts.push_back({government, PolicyAct::Verb::tighten, id, AccountId::none(), loosening, kNever,
                           "Firms that lost sales are heard: more licences are granted."});
    return;
  }
}

Decided<GovernmentMind> GovernmentBehaviour::decide(const World& world, GovernmentId government) const {
  Decided<GovernmentMind> decided{recall<GovernmentMind>(world.governments, government), {}};
  react(world, government, decided.mind, decided.orders);
  return decided;
}

void GovernmentBehaviour::react(const World& world, GovernmentId government, GovernmentMind& mind,
                                Orders& orders) const {
  const auto& governments = world.governments;
  // Offices that look at markets work on their own, whoever decides on the great steps.
  const bool gates = world.today >= governments.gates_from[government];
  if (gates) work_gates(world, government, orders);
  if (governments.decision[government] == Decision::scheduled || world.today < governments.reactive_from[government])
    return;
  if (governments.decision[government] == Decision::supplied) {
    const auto policy = supplied.find(governments.id[government]);
    if (policy == supplied.end() || !policy->second)
      throw Error("governments." + governments.id[government] +
                  ".decision is \"supplied\", and no function was given for it; give one, or say \"reactive\"");
    return ask(world, government, policy->second(observe(world, government)), orders);
  }
  const Bloc bloc = world.countries.bloc[governments.country[government]];
  if (bloc == Bloc::ally) return follow(world, government, orders);
  if (!gates) work_gates(world, government, orders);
  if (world.today < governments.truce_until[government]) return;
  if (agree_truce(world, government, mind, orders)) return;
  relax(world, government, orders);
  if (years_between(governments.last_move[government], world.today) < rest) return;
  const auto key = stable_key("governments", governments.id[government]);
  const double luck = uniform(world.seed, Purpose::escalation, key, world.step);
  if (luck < chance(hazard(world, government), world.years * 12)) escalate(world, government, mind, orders);
}

}  // namespace exarace
