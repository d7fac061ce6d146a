#include "sim/policy/bind.hpp"

#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"
#include "sim/policy/kinds.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/regime.hpp"
#include "sim/state/rule.hpp"

namespace exarace {
namespace {

/// Where to read the names in an instrument's texts from.
const std::vector<std::string>* texts_of(const InstrumentKind& what, const char*& key) {
  if (const auto* list = std::get_if<EntityList>(&what)) return key = "listed", &list->listed;
  if (const auto* policy = std::get_if<LicencePolicy>(&what)) return key = "buyers", &policy->buyers;
  if (const auto* rule = std::get_if<PurchaseRestriction>(&what)) return key = "buyers", &rule->buyers;
  if (const auto* budget = std::get_if<Budget>(&what)) return key = "recipients", &budget->recipients;
  return nullptr;
}

std::vector<AccountId> resolve(const World& world, InstrumentId id, const char* key,
                               const std::vector<std::string>& texts) {
  std::vector<AccountId> found;
  for (const std::string& text : texts) {
    if (text.ends_with("/*")) continue;  // all of a table: looked up when it is used
    AccountId named;
    for (const AccountId account : world.accounts.rows())
      if (world.accounts.name[account] == text) named = account;
    if (!named) {
      const std::vector<std::string> known(world.accounts.name.begin(), world.accounts.name.end());
      throw ScenarioError("regimes." + world.regimes.id[id] + "." + key + ": nobody is called '" + text + "'" +
                          did_you_mean(text, known));
    }
    found.push_back(named);
  }
  return found;
}

void bind_geography(World& world, InstrumentId id) {
  auto& [named, sellers, target, home, anywhere, group, cloud, lab, designer] = world.regimes.bound;
  const CountryId issuer = world.governments.country[world.regimes.issuer[id]];
  for (const CountryId country : world.countries.rows()) {
    home(id, country) = rules_in(world, issuer, country);
    auto& meant = target(id, country);
    for (const CountryId named_one : world.regimes.targets[id]) meant |= rules_in(world, named_one, country);
    for (const Bloc bloc : world.regimes.target_blocs[id]) meant |= world.countries.bloc[country] == bloc;
    if (home(id, country)) meant = 0;
  }
  const bool means_everybody = world.regimes.targets[id].empty() && world.regimes.target_blocs[id].empty();
  anywhere[id.index] = !speaks_of_targets_only(world.regimes.what[id]) || means_everybody;
}

/// Notes for every account of a table which row it belongs to, and its group.
template <class T, class RowId>
void note_rows(const T& table, std::vector<RowId>& row_of, std::vector<GroupId>& group) {
  for (const RowId row : table.rows()) {
    const AccountId account = table.account[row];
    if (!account) continue;
    row_of[account.index] = row;
    group[account.index] = table.group[row];
  }
}

}  // namespace

void bind_names(World& world, InstrumentId id) {
  const char* key = "";
  const InstrumentKind& what = world.regimes.what[id];
  if (const auto* texts = texts_of(what, key)) world.regimes.bound.named[id.index] = resolve(world, id, key, *texts);
  if (const auto* rule = std::get_if<PurchaseRestriction>(&what))
    world.regimes.bound.sellers[id.index] = resolve(world, id, "sellers", rule->sellers);
}

void bind_accounts(World& world) {
  Bindings& bound = world.regimes.bound;
  const std::size_t accounts = world.accounts.size();
  std::vector<FabId> fab(accounts);
  bound.group.assign(accounts, {});
  bound.cloud.assign(accounts, {});
  bound.lab.assign(accounts, {});
  bound.designer.assign(accounts, {});
  note_rows(world.clouds, bound.cloud, bound.group);
  note_rows(world.labs, bound.lab, bound.group);
  note_rows(world.designers, bound.designer, bound.group);
  note_rows(world.fabs, fab, bound.group);
}

void bind(World& world) {
  Instruments& regimes = world.regimes;
  Bindings& bound = regimes.bound;
  bound.named.assign(regimes.size(), {});
  bound.sellers.assign(regimes.size(), {});
  bound.target.assign(regimes.size(), world.countries.size());
  bound.home.assign(regimes.size(), world.countries.size());
  bound.anywhere.assign(regimes.size(), 0);
  bind_accounts(world);
  for (const InstrumentId id : regimes.rows()) {
    bind_geography(world, id);
    bind_names(world, id);
  }
  regimes.change();
  update(world, regimes.law, active_now(world));
  publish(world);
}

}  // namespace exarace
