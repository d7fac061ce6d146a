#include "sim/policy/acts.hpp"

#include <algorithm>

#include "sim/policy/bind.hpp"
#include "sim/policy/regime.hpp"

namespace exarace {
namespace {

void list_firm(World& world, const PolicyAct& act) {
  auto& listed = std::get<EntityList>(world.regimes.what[act.instrument]).listed;
  const std::string& firm = world.accounts.name[act.firm];
  std::erase(listed, firm);
  if (act.verb == PolicyAct::Verb::list) listed.push_back(firm);
  bind_names(world, act.instrument);
  world.events.add({world.today, act.verb == PolicyAct::Verb::list ? "listed" : "delisted", firm, "",
                    world.regimes.id[act.instrument], 0, 0, ""});
}

const char* word_for(PolicyAct::Verb verb) {
  switch (verb) {
    case PolicyAct::Verb::enact: return "enacts";
    case PolicyAct::Verb::stay: return "stays";
    case PolicyAct::Verb::end: return "ends";
    case PolicyAct::Verb::tighten: return "changes";
    case PolicyAct::Verb::list: return "lists";
    case PolicyAct::Verb::delist: break;
  }
  return "delists";
}

/// The move as people would tell it, where the government says why.
void tell_move(World& world, const PolicyAct& act) {
  if (act.why.empty()) return;
  world.events.add({world.today, word_for(act.verb), "governments/" + world.governments.id[act.by],
                    world.regimes.id[act.instrument], world.regimes.id[act.instrument], act.factor, 0, act.why});
}

void carry_out(World& world, const PolicyAct& act) {
  Instruments& regimes = world.regimes;
  const InstrumentId id = act.instrument;
  tell_move(world, act);
  switch (act.verb) {
    case PolicyAct::Verb::enact:
      regimes.status[id] = Status::in_force;
      regimes.announced[id] = std::min(regimes.announced[id], world.today);
      regimes.effective[id] = world.today;
      regimes.enforced_from[id] = Date{};
      regimes.ends[id] = act.until;
      regimes.stayed_from[id] = regimes.stayed_until[id] = kNever;
      break;
    case PolicyAct::Verb::stay:
      regimes.stayed_from[id] = world.today;
      regimes.stayed_until[id] = act.until;
      break;
    case PolicyAct::Verb::end: regimes.ends[id] = world.today; break;
    case PolicyAct::Verb::tighten:
      tighten(regimes.what[id], act.factor);
      world.events.add({world.today, "tightened", regimes.id[id], "", regimes.id[id], act.factor, 0, ""});
      break;
    case PolicyAct::Verb::list:
    case PolicyAct::Verb::delist: list_firm(world, act); break;
  }
}

}  // namespace

bool apply(World& world, const PolicyAct& act) {
  const Instruments& regimes = world.regimes;
  if (!act.instrument || act.instrument.index >= regimes.size() || regimes.issuer[act.instrument] != act.by)
    return false;
  const bool lists = act.verb == PolicyAct::Verb::list || act.verb == PolicyAct::Verb::delist;
  if (lists && (!act.firm || !regimes.as<EntityList>(act.instrument))) return false;
  if (act.verb == PolicyAct::Verb::tighten && (act.factor <= 0 || !has_limits(regimes.what[act.instrument])))
    return false;
  world.regimes.pending.push_back(act);
  return true;
}

void carry_out(World& world) {
  for (const PolicyAct& act : std::vector<PolicyAct>(std::move(world.regimes.pending))) carry_out(world, act);
  world.regimes.pending.clear();
}

}  // namespace exarace
