#pragma once
/// All kinds of instruments with their verbs, and what a kind does that does not say otherwise.

#include "sim/policy/budget.hpp"
#include "sim/policy/chip_threshold.hpp"
#include "sim/policy/cloud_access.hpp"
#include "sim/policy/entity_list.hpp"
#include "sim/policy/foreign_direct_product.hpp"
#include "sim/policy/foundry_presumption.hpp"
#include "sim/policy/hbm_control.hpp"
#include "sim/policy/informed_letter.hpp"
#include "sim/policy/levy.hpp"
#include "sim/policy/licence_policy.hpp"
#include "sim/policy/mineral_control.hpp"
#include "sim/policy/model_review.hpp"
#include "sim/policy/outbound_investment.hpp"
#include "sim/policy/purchase_restriction.hpp"
#include "sim/policy/quota.hpp"
#include "sim/policy/tool_control.hpp"

namespace exarace {

/// Whether a kind of instrument rules on deals in a good. Entity lists are found through the buyers they name.
template <class K>
bool concerns(const K&, Good) {
  return false;
}
/// Kinds that are silent about deals whose place, owner and user are none of their targets; without targets they mean
/// everybody.
template <class K>
inline constexpr bool only_targets = false;
template <>
inline constexpr bool only_targets<ChipThreshold> = true;
template <>
inline constexpr bool only_targets<InformedLetter> = true;
template <>
inline constexpr bool only_targets<HbmControl> = true;
template <>
inline constexpr bool only_targets<ToolControl> = true;
template <>
inline constexpr bool only_targets<Quota> = true;
template <>
inline constexpr bool only_targets<CloudAccess> = true;
template <>
inline constexpr bool only_targets<OutboundInvestment> = true;
template <>
inline constexpr bool only_targets<MineralControl> = true;
template <>
inline constexpr bool only_targets<ModelReview> = true;
/// The same for an instrument whose kind is known at run time.
template <class... K>
bool speaks_of_targets_only(const std::variant<K...>& what) {
  static constexpr bool only[] = {only_targets<K>...};
  return only[what.index()];
}
/// Whether an instrument can say anything about a SKU, whoever buys it.
template <class K>
bool could_catch(const K&, const World&, InstrumentId, SkuId) {
  return true;
}
/// What it says about a deal.
template <class K>
Ruling ruling(const K&, InstrumentId, const Case&) {
  return {};
}
/// Whether it limits what the buyers' side takes of a good.
template <class K>
bool gates(const K&, Good) {
  return false;
}

}  // namespace exarace
