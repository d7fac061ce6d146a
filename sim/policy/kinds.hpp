#pragma once
/// What kinds of instruments say about a deal. A kind has the verbs that it needs, as members
/// (sim/state/trade_rules.hpp, public_measures.hpp); here is what one does that lacks a verb.

#include "sim/policy/case.hpp"

namespace exarace {

/// Whether a kind rules on deals in a good. Entity lists are found through the buyers they name.
template <class K>
bool concerns(const K&, Good good) {
  if constexpr (requires { K::concerns(good); })
    return K::concerns(good);
  else
    return false;
}
/// Whether it is silent about deals whose place, owner and user are none of its targets; without targets it means
/// everybody.
template <class K>
inline constexpr bool only_targets = requires {
  K::only_targets;
};
/// The same for an instrument whose kind is known at run time.
template <class... K>
bool speaks_of_targets_only(const std::variant<K...>& what) {
  static constexpr bool only[] = {only_targets<K>...};
  return only[what.index()];
}
/// Whether a kind says something else about one class of tools than about another.
template <class K>
inline constexpr bool by_class = requires(const K& own) {
  own.tool_classes;
};
/// The same for an instrument whose kind is known at run time.
template <class... K>
bool looks_at_class(const std::variant<K...>& what) {
  static constexpr bool looks[] = {by_class<K>...};
  return looks[what.index()];
}
/// Whether it can say anything about a SKU, whoever buys it.
template <class K>
bool could_catch(const K& kind, const World& world, InstrumentId self, SkuId sku) {
  if constexpr (requires { kind.could_catch(world, self, sku); })
    return kind.could_catch(world, self, sku);
  else
    return true;
}
/// What it says about a deal.
template <class K>
Ruling ruling(const K& kind, InstrumentId self, const Case& c) {
  if constexpr (requires { kind.ruling(self, c); })
    return kind.ruling(self, c);
  else
    return {};
}
/// The mechanism that switches it: that of its kind, or the one for what it is used for.
template <class K>
Mechanism belongs_to(const K& kind) {
  if constexpr (requires { kind.used_for(); })
    return kind.used_for();
  else
    return K::mechanism;
}
/// Whether it looks at what comes into the issuer's country, instead of what goes to its targets.
template <class K>
bool at_the_border(const K& kind) {
  if constexpr (requires { kind.on_imports(); })
    return kind.on_imports();
  else
    return false;
}
/// Whether it limits what the buyers' side takes of a good.
template <class K>
bool gates(const K& kind, Good good) {
  if constexpr (requires { kind.gates(good); })
    return kind.gates(good);
  else
    return false;
}

}  // namespace exarace
