#include "sim/policy/purchase_restriction.hpp"

#include <algorithm>

#include "sim/state/tool_makers.hpp"

namespace exarace {
namespace {

bool contains(const std::vector<AccountId>& list, AccountId account) {
  return std::find(list.begin(), list.end(), account) != list.end();
}

/// Whether makers from everywhere are meant: no targets, or none but the issuer's own country, where the buyers are.
bool means_all_makers(const Case& c, InstrumentId self) {
  if (c.regimes().targets[self].empty() && c.regimes().target_blocs[self].empty()) return true;
  for (const CountryId country : c.world.countries.rows())
    if (is_target(c, self, country)) return false;
  return true;
}

bool is_meant(const PurchaseRestriction& rule, InstrumentId self, const Case& c) {
  const Bindings& bound = c.regimes().bound;
  if (!is_target(c, self, c.maker_home) && !means_all_makers(c, self)) return false;
  if (!rule.sellers.empty()) return contains(bound.sellers[self.index], c.seller);
  if (c.good != Good::chips || (rule.skus.empty() && rule.designers.empty())) return true;
  const bool by_name = !rule.skus.empty() && names(rule.skus, c.sku);
  const bool by_designer = !rule.designers.empty() && names(rule.designers, c.world.skus.designer[c.sku]);
  return by_name || by_designer;
}

/// Whether the buyer is among those who are told; buyers in general are not when only some are.
bool is_told(const PurchaseRestriction& rule, InstrumentId self, const Case& c) {
  const Bindings& bound = c.regimes().bound;
  if (!rule.buyers.empty()) return c.buyer && contains(bound.named[self.index], c.buyer);
  if (!rule.public_only) return true;
  const bool is_cloud = c.buyer && c.buyer.index < bound.cloud.size() && bound.cloud[c.buyer.index];
  return is_cloud && c.world.clouds.public_fund[bound.cloud[c.buyer.index]];
}

/// What makers at home leave open of the class of tools that a line wants: nobody is told to buy what nobody sells.
double left_open_at_home(const Case& c, InstrumentId self) {
  if (c.good != Good::tools || c.tool_class < 0) return 0;
  const auto& lines = c.world.lines;
  const bool advanced =
      lines.product[c.line] == Product::logic && lines.node[c.line] <= c.regimes().outlook.advanced_node;
  double supplied = 0;
  for (const ToolmakerId maker : c.world.toolmakers.rows())
    if (at_home(c, self, c.world.toolmakers.country[maker]))
      supplied += offered_part(c.world, maker, c.line, static_cast<std::size_t>(c.tool_class), advanced);
  return std::max(0.0, 1 - supplied);
}

}  // namespace

bool PurchaseRestriction::gates(Good good) const { return names(goods, good); }

double accepted(const PurchaseRestriction& rule, InstrumentId self, const Case& c) {
  const bool domestic_buyer = at_home(c, self, c.place) && at_home(c, self, c.owner);
  if (!domestic_buyer || at_home(c, self, c.maker_home)) return 1.0;
  if (!is_meant(rule, self, c) || !is_told(rule, self, c)) return 1.0;
  return std::max(rule.accepted.at(c.world.today), left_open_at_home(c, self));
}

}  // namespace exarace
