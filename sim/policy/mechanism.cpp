#include "sim/policy/mechanism.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace exarace {
namespace {

/// The one table of kinds and mechanisms; budgets differ by purpose.
constexpr std::array<std::pair<std::string_view, int>, 15> kMechanismOfKind = {{
    {ChipThreshold::kind, 1},
    {InformedLetter::kind, 1},
    {LicencePolicy::kind, 3},
    {Levy::kind, 3},
    {EntityList::kind, 4},
    {ForeignDirectProduct::kind, 5},
    {FoundryPresumption::kind, 5},
    {ToolControl::kind, 6},
    {HbmControl::kind, 7},
    {CloudAccess::kind, 9},
    {ModelReview::kind, 10},
    {OutboundInvestment::kind, 15},
    {MineralControl::kind, 17},
    {PurchaseRestriction::kind, 17},
    {Quota::kind, 20},
}};

int mechanism_of_budget(BudgetPurpose purpose, Bloc payer) {
  switch (purpose) {
    case BudgetPurpose::fab_subsidy: return 13;
    case BudgetPurpose::enforcement: return 11;
    case BudgetPurpose::diplomacy: return 20;
    case BudgetPurpose::guidance_fund:
    case BudgetPurpose::compute_voucher:
    case BudgetPurpose::power_subsidy: return 14;
    case BudgetPurpose::procurement:
    case BudgetPurpose::public_compute: return payer == Bloc::china ? 14 : 12;
  }
  return 12;
}

Bloc bloc_of_issuer(const World& world, InstrumentId id) {
  return world.countries.bloc[world.governments.country[world.regimes.issuer[id]]];
}

/// Rules of allies on what may leave them are alignment (M8), beside the mechanism of their kind.
bool is_alignment(const World& world, InstrumentId id) {
  const auto& regimes = world.regimes;
  const bool is_control = regimes.as<ToolControl>(id) || regimes.as<ChipThreshold>(id) || regimes.as<EntityList>(id) ||
                          regimes.as<HbmControl>(id);
  return is_control && bloc_of_issuer(world, id) == Bloc::ally;
}

}  // namespace

bool mechanism_on(const World& world, InstrumentId id) {
  const auto& regimes = world.regimes;
  if (is_alignment(world, id) && !world.mechanisms.on(8)) return false;
  if (const auto* budget = regimes.as<Budget>(id))
    return world.mechanisms.on(mechanism_of_budget(budget->purpose, bloc_of_issuer(world, id)));
  for (const auto& [kind, mechanism] : kMechanismOfKind)
    if (kind == regimes.kind_of(id)) return world.mechanisms.on(mechanism);
  return true;
}

}  // namespace exarace
