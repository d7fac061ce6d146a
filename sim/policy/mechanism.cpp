#include "sim/policy/mechanism.hpp"

#include <type_traits>
#include <variant>

#include "sim/policy/kinds.hpp"

namespace exarace {
namespace {

Mechanism mechanism_of(BudgetPurpose purpose, Bloc payer) {
  switch (purpose) {
    case BudgetPurpose::fab_subsidy: return Mechanism::fab_subsidies;
    case BudgetPurpose::enforcement: return Mechanism::diversion;
    case BudgetPurpose::diplomacy: return Mechanism::swing_states;
    case BudgetPurpose::guidance_fund:
    case BudgetPurpose::compute_voucher:
    case BudgetPurpose::power_subsidy: return Mechanism::guidance_funds;
    case BudgetPurpose::procurement:
    case BudgetPurpose::public_compute: return payer == Bloc::china ? Mechanism::guidance_funds : Mechanism::public_ai;
  }
  return Mechanism::public_ai;
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
  if (is_alignment(world, id) && !world.mechanisms.on(Mechanism::alignment)) return false;
  const auto mechanism = [&]<class K>(const K& own) {
    if constexpr (std::is_same_v<K, Budget>)
      return mechanism_of(own.purpose, bloc_of_issuer(world, id));
    else
      return belongs_to(own);
  };
  return world.mechanisms.on(std::visit(mechanism, regimes.what[id]));
}

}  // namespace exarace
