#include "sim/policy/entity_list.hpp"

#include <algorithm>

namespace exarace {
namespace {

void add_once(std::vector<InstrumentId>& lists, InstrumentId id) {
  if (lists.empty() || std::find(lists.begin(), lists.end(), id) == lists.end()) lists.push_back(id);
}

/// Covers all accounts of the group of `firm`, but not the firm itself.
void cover_group(const World& world, AccountId firm, InstrumentId by,
                 std::vector<std::vector<InstrumentId>>& listed_by) {
  const auto& group = world.regimes.bound.group;
  if (firm.index >= group.size() || !group[firm.index]) return;
  for (std::size_t other = 0; other < group.size(); ++other)
    if (other != firm.index && group[other] == group[firm.index]) add_once(listed_by[other], by);
}

/// Part of a listed buyer's deal that affiliates make in its place, while no rule on affiliates is law. Dies and stacks
/// take another way: fronts.
double behind_affiliates(InstrumentId self, const Case& c) {
  const bool can = c.good == Good::chips || c.good == Good::tools || c.good == Good::tool_service;
  if (!can || !c.buyer || c.world.accounts.affiliate_share[c.buyer] <= 0) return 0.0;
  for (const InstrumentId id : c.law.affiliate_lists)
    if (c.regimes().issuer[id] == c.regimes().issuer[self]) return 0.0;
  return c.world.accounts.affiliate_share[c.buyer];
}

}  // namespace

void cover(const World& world, const std::vector<std::uint8_t>& active,
           std::vector<std::vector<InstrumentId>>& listed_by) {
  const Instruments& regimes = world.regimes;
  for (const InstrumentId id : regimes.rows()) {
    const auto* list = regimes.as<EntityList>(id);
    if (!list || !active[id.index]) continue;
    for (const AccountId firm : regimes.bound.named[id.index]) add_once(listed_by[firm.index], id);
    if (!list->affiliates) continue;
    for (const InstrumentId base : regimes.rows()) {
      const bool covered = active[base.index] && regimes.as<EntityList>(base) &&
                           regimes.issuer[base] == regimes.issuer[id] && names(list->extends, base);
      if (!covered) continue;
      for (const AccountId firm : regimes.bound.named[base.index]) cover_group(world, firm, id, listed_by);
    }
  }
}

Ruling EntityList::ruling(InstrumentId self, const Case& c) const {
  const bool export_of_goods = c.good <= Good::tool_service;
  const bool money = c.good == Good::investment && !goods.empty();  // only where the list names it
  if ((!export_of_goods && !money) || !names(goods, c.good) || !reaches_maker(c, self)) return {};
  const bool to_line = c.good == Good::tools || c.good == Good::tool_service;
  if (to_line && node_max > 0 && c.line && c.world.lines.node[c.line] > node_max) return {};
  return {policy, 1.0 - behind_affiliates(self, c)};
}

}  // namespace exarace
