#include "sim/policy/acts.hpp"
#include "sim/policy/bind.hpp"
#include "sim/policy/budget.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/licensing.hpp"
#include "sim/policy/mechanism.hpp"
#include "sim/policy/regime.hpp"

namespace exarace {
namespace {

/// Tells what happens to an instrument on a day that lies in the present step.
void tell(World& world, InstrumentId id, Date day, const char* kind) {
  if (day < world.today || day >= world.tomorrow() || !mechanism_on(world, id)) return;
  const auto& regimes = world.regimes;
  const std::string& issuer = world.governments.id[regimes.issuer[id]];
  world.events.add({day, kind, regimes.id[id], "governments/" + issuer, regimes.id[id], 0, 0, regimes.name[id]});
}

void tell_all(World& world) {
  const Instruments& regimes = world.regimes;
  for (const InstrumentId id : regimes.rows()) {
    const bool law = regimes.status[id] == Status::in_force;
    tell(world, id, regimes.announced[id], "announced");
    if (law) tell(world, id, std::max(regimes.effective[id], regimes.enforced_from[id]), "effective");
    if (law) tell(world, id, regimes.stayed_from[id], "stayed");
    if (law) tell(world, id, regimes.stayed_until[id], "resumed");
    tell(world, id, regimes.ends[id], "ended");
  }
}

/// Names on the accounts who is on a list that is law.
void mark_listed(World& world) {
  const auto& listed_by = world.regimes.law.listed_by;
  for (const AccountId account : world.accounts.rows())
    world.accounts.listed_firm[account] = !listed_by[account.index].empty();
}

}  // namespace

void enact(World& world) {
  if (!world.regimes.pending.empty()) world.regimes.change();
  carry_out(world);
  if (world.regimes.bound.group.size() != world.accounts.size()) {
    bind_accounts(world);
    world.regimes.change();
  }
  update(world, world.regimes.law, active_now(world));
  tell_all(world);
  mark_listed(world);
  roll_licences(world);
  rule_on_licences(world);
  world.regimes.budgets = budget_lines(world, world.regimes.law.active);
}

}  // namespace exarace
