/// Offices on the buyers' side, each with a gate of its own; and allies that follow.

#include <algorithm>
#include <cmath>

#include "agents/government.hpp"
#include "sim/core/math.hpp"
#include "sim/core/random.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/rule.hpp"

namespace exarace {
namespace {

/// How well domestic toolmakers serve advanced lines, by their shares of what is sold at home.
double domestic_tools(const World& world) {
  const auto& makers = world.toolmakers;
  double quality = 0, weight = 0;
  for (const ToolmakerId maker : makers.rows()) {
    if (!world.in_china(makers.country[maker])) continue;
    quality += makers.quality[maker] * makers.revenue_rate[maker];
    weight += makers.revenue_rate[maker];
  }
  return weight > 0 ? quality / weight : 0.0;
}

/// Part of what clouds with Chinese parents would spend on chips that domestic designers deliver.
double supplied_at_home(const World& world) {
  double delivered = 0, wanted = 0;
  for (const DesignerId designer : world.designers.rows())
    if (world.in_china(world.designers.parent[designer])) delivered += world.designers.china_revenue[designer];
  for (const CloudId cloud : world.clouds.rows())
    if (world.in_china(world.clouds.parent[cloud]))
      wanted += chips_of_capital(world.technology, world.clouds.ai_plan[cloud]);
  return wanted > 0 ? std::min(1.0, delivered / wanted) : 1.0;
}

/// Rate per dollar of the best chip that the rival's law lets go, over that of the best domestic one.
double foreign_advantage(const World& world, CountryId place) {
  double foreign = 0, domestic = 0;
  for (const SkuId sku : world.skus.rows()) {
    if (!world.skus.on_sale[sku] || !world.skus.datacentre[sku] || world.skus.hbm_stacks[sku] <= 0) continue;
    const bool own = world.in_china(world.designers.parent[world.skus.designer[sku]]);
    if (!own && world.restrictions.open[world.restrictions.at(sku, place)] <= 0) continue;
    double& best = own ? domestic : foreign;
    best = std::max(best, world.skus.serving_rate[sku] / std::max(1.0, world.skus.posted_price[sku]));
  }
  return domestic > 0 ? foreign / domestic : 1.0;
}

const char* office(Gate gate) {
  switch (gate) {
    case Gate::customs: return "Customs";
    case Gate::guidance: return "Purchase guidance";
    case Gate::domestic_content: return "The rule on domestic chips";
    case Gate::domestic_tools: return "The rule on domestic tools";
    case Gate::none: break;
  }
  return "";
}

/// Lag of a member of alliances in force over that of other allies; 1 for who is in none.
double lag_of_member(const World& world, GovernmentId ally) {
  double factor = 1;
  for (const InstrumentId id : world.regimes.rows()) {
    const auto* alliance = world.regimes.as<Alliance>(id);
    if (!alliance || !world.regimes.law.on(id)) continue;
    const Bindings& bound = world.regimes.bound;
    const bool member = bound.target(id, world.governments.country[ally]) != 0;
    if (member) factor = std::min(factor, alliance->lag_factor);
  }
  return factor;
}

/// Part of an ally's toolmakers' sales that goes to China.
double exposure(const World& world, GovernmentId ally) {
  const auto& makers = world.toolmakers;
  double china = 0, all = 0;
  for (const ToolmakerId maker : makers.rows()) {
    if (!rules_in(world, world.governments.country[ally], makers.country[maker])) continue;
    china += makers.china_revenue[maker];
    all += makers.revenue_rate[maker];
  }
  return all > 0 ? std::clamp(china / all, 0.0, 1.0) : 0.0;
}

}  // namespace

double GovernmentBehaviour::gate_target(const World& world, GovernmentId government, Gate gate) const {
  const auto& governments = world.governments;
  const GovernmentId rival = rival_of(world, government);
  switch (gate) {
    case Gate::customs: {
      const bool truce = world.today < governments.truce_until[government];
      const double ahead = rival ? double(governments.escalation[rival] - governments.escalation[government]) : 0.0;
      return truce ? 1.0 : 1.0 - customs_per_level * std::max(0.0, ahead);
    }
    case Gate::guidance: {
      // In as far as domestic makers cannot deliver; more when models fall behind, less when the offer is poor.
      const double gap = std::max(0.0, world.signals.gap_months);
      const double behind = gate_gap > 0 ? 2 * gap / (gap + gate_gap) : 1.0;
      const double offer = std::min(1.0, foreign_advantage(world, governments.country[government]));
      return (1.0 - supplied_at_home(world) / full_substitution) * std::min(1.0, behind) * offer;
    }
    case Gate::domestic_content: return 1.0 - supplied_at_home(world);
    case Gate::domestic_tools: return 1.0 - domestic_tools(world);
    case Gate::none: break;
  }
  return 1.0;
}

void GovernmentBehaviour::work_gates(const World& world, GovernmentId government, Orders& orders) const {
  const auto& regimes = world.regimes;
  for (const InstrumentId id : regimes.rows()) {
    const auto* rule = regimes.as<PurchaseRestriction>(id);
    if (!rule || rule->gate == Gate::none || regimes.issuer[id] != government) continue;
    if (regimes.status[id] == Status::failed || world.today < regimes.effective[id]) continue;
    const auto luck = stable_key("regimes", regimes.id[id]);
    if (uniform(world.seed, Purpose::gate, luck, world.step) >= -math::expm1(-gate_hazard * world.years * 12)) continue;
    const double target = std::clamp(gate_target(world, government, rule->gate), least_gate, 1.0);
    const double now = regimes.law.on(id) ? rule->accepted.at(world.today) : 1.0;
    if (std::abs(target - now) < gate_step || now <= 0) continue;
    const std::string why = std::string(office(rule->gate)) + (target < now ? " lets in less" : " lets in more") +
                            " of " + (regimes.name[id].empty() ? regimes.id[id] : regimes.name[id]) + ".";
    const double held = rule->accepted.at(world.today);
    const bool asleep = !regimes.law.on(id);
    if (asleep) orders.acts.push_back({government, PolicyAct::Verb::enact, id, AccountId::none(), 1.0, kNever, why});
    if (held > 0)
      orders.acts.push_back({government, PolicyAct::Verb::tighten, id, AccountId::none(), target / held, kNever,
                             asleep ? std::string() : why});
  }
}

void GovernmentBehaviour::follow(const World& world, GovernmentId ally, Orders& orders) const {
  if (!world.mechanisms.on(Mechanism::alignment)) return;
  const auto& regimes = world.regimes;
  const double lag = ally_lag * (1 + ally_exposure * exposure(world, ally)) * lag_of_member(world, ally);
  for (const InstrumentId led : regimes.rows()) {
    const bool american =
        world.countries.bloc[world.governments.country[regimes.issuer[led]]] == Bloc::us && regimes.law.on(led);
    if (!american || years_between(regimes.effective[led], world.today) < lag) continue;
    const InstrumentId own = find_asleep(regimes, ally, regimes.kind_of(led));
    if (!own) continue;
    orders.acts.push_back({ally, PolicyAct::Verb::enact, own, AccountId::none(), 1.0, kNever,
                           "An ally follows the United States: " + regimes.name[own] + "."});
    return;  // one at a time
  }
}

}  // namespace exarace
