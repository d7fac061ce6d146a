#include "agents/observation.hpp"

#include <algorithm>

#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"
#include "sim/state/rule.hpp"

namespace exarace {
namespace {

std::vector<MeasureSeen> measures_of(const World& world, GovernmentId government) {
  std::vector<MeasureSeen> seen;
  const auto& regimes = world.regimes;
  for (const InstrumentId id : regimes.rows())
    seen.push_back({regimes.id[id], std::string(regimes.kind_of(id)), world.governments.id[regimes.issuer[id]],
                    regimes.issuer[id] == government, regimes.law.on(id), regimes.status[id]});
  return seen;
}

InstrumentId measure_named(const World& world, GovernmentId government, const std::string& name) {
  const InstrumentId found = world.regimes.find(name);
  if (found && world.regimes.issuer[found] == government) return found;
  std::vector<std::string> own;
  for (const InstrumentId id : world.regimes.rows())
    if (world.regimes.issuer[id] == government) own.push_back(world.regimes.id[id]);
  throw Error("government '" + world.governments.id[government] + "' has no measure '" + name + "'" +
              did_you_mean(name, own) + "; add a regime of that id with this government as issuer");
}

AccountId firm_named(const World& world, const std::string& name) {
  if (name.empty()) return AccountId::none();
  for (const AccountId account : world.accounts.rows())
    if (world.accounts.name[account] == name) return account;
  throw Error("nobody is called '" + name + "'; name a firm as table/id, for example designers/huawei");
}

}  // namespace

double domestic_share(const World& world) {
  const auto& designers = world.designers;
  double own = 0, foreign = 0;
  for (const DesignerId designer : designers.rows())
    (world.in_china(designers.parent[designer]) ? own : foreign) += designers.china_revenue[designer];
  return own + foreign > 0 ? own / (own + foreign) : 0.0;
}

Observation observe(const World& world, GovernmentId government) {
  const auto& governments = world.governments;
  const auto& signals = world.signals;
  const GovernmentId rival = rival_of(world, government);
  Observation seen;
  seen.date = world.today;
  seen.government = governments.id[government];
  seen.gap_months = signals.gap_months;
  seen.frontier_us = signals.frontier_us;
  seen.frontier_china = signals.frontier_china;
  seen.lost_sales_share = signals.lost_sales_share;
  seen.grey_premium = signals.grey_premium;
  seen.services_revenue = signals.services.revenue;
  seen.domestic_share = domestic_share(world);
  seen.cases = governments.cases[government];
  seen.escalation = governments.escalation[government];
  seen.rival_escalation = rival ? governments.escalation[rival] : 0;
  seen.truce_until = governments.truce_until[government];
  seen.measures = measures_of(world, government);
  return seen;
}

void ask(const World& world, GovernmentId government, const std::vector<PolicyRequest>& requests, Orders& orders) {
  for (const PolicyRequest& request : requests)
    orders.acts.push_back({government, request.verb, measure_named(world, government, request.measure),
                           firm_named(world, request.firm), request.factor, request.until, request.why});
}

}  // namespace exarace
