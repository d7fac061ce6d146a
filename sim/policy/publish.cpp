#include <algorithm>

#include "sim/policy/informed_letter.hpp"
#include "sim/policy/levy.hpp"
#include "sim/policy/purchase_restriction.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/sight.hpp"

namespace exarace {
namespace {

/// By country: gates on chips that its own law sets for its buyers.
std::vector<std::vector<InstrumentId>> gates_at_home(const World& world) {
  std::vector<std::vector<InstrumentId>> gates(world.countries.size());
  for (const InstrumentId id : world.regimes.law.gates[static_cast<std::size_t>(Good::chips)])
    for (const CountryId country : world.countries.rows())
      if (world.regimes.bound.home(id, country)) gates[country.index].push_back(id);
  return gates;
}

double accepted_of(const Case& c, const std::vector<InstrumentId>& gates) {
  double share = 1.0;
  for (const InstrumentId id : gates)
    share = std::min(share, accepted(*c.regimes().as<PurchaseRestriction>(id), id, c));
  return share;
}

double levies_of(const Case& c, const std::vector<InstrumentId>& via) {
  double rate = 0;
  for (const InstrumentId id : c.law.levies) rate += rate_on(*c.regimes().as<Levy>(id), id, c, via);
  return rate;
}

/// By country: whether something may be said about a sale of a SKU to there; nothing where the law does not know it.
const std::uint8_t* touched_by(const Law& law, SkuId sku) {
  return sku.index < law.chips.size() ? &law.touched(sku, CountryId{0}) : nullptr;
}

/// Whether some of what may become law can catch a SKU.
bool is_threatened(const Sight& sight, SkuId sku) {
  if (sight.pending.empty() || sku.index >= sight.law.chips.size()) return !sight.pending.empty();
  const auto& catching = sight.law.chips[sku.index];
  return std::any_of(catching.begin(), catching.end(),
                     [&](InstrumentId id) { return sight.is_pending[id.index] != 0; });
}

void publish_chips(const World& world, const Sight& sight, Restrictions& out) {
  const std::size_t cells = world.skus.size() * world.countries.size();
  out.open.assign(cells, 1.0);
  out.hazard.assign(cells, 0.0);
  out.accepted.assign(cells, 1.0);
  out.levy.assign(cells, 0.0);
  const auto gates = gates_at_home(world);
  for (const SkuId sku : world.skus.rows()) {
    const Outlook& outlook = world.regimes.outlook;
    const double years = std::clamp(outlook.chip_delivery + world.skus.lead_time[sku], 1.0 / 12, outlook.longest_wait);
    const Law& law = world.regimes.law;
    const bool threatened = is_threatened(sight, sku);
    const std::uint8_t *const now_touched = touched_by(law, sku), *const then_touched = touched_by(sight.law, sku);
    for (const CountryId parent : world.countries.rows()) {
      const bool foreseen = threatened && (then_touched == nullptr || then_touched[parent.index]);
      const bool spoken = now_touched == nullptr || now_touched[parent.index];
      if (!foreseen && !spoken) continue;
      const std::size_t at = out.at(sku, parent);
      if (foreseen) out.hazard[at] = hazard_of(sight, expected_sale(world, sight.law, sku, parent), years);
      if (!spoken) continue;
      const Case now = expected_sale(world, law, sku, parent);
      const Weighed weighed = weigh(now);
      out.open[at] = weighed.through;
      out.accepted[at] = accepted_of(now, gates[parent.index]);
      out.levy[at] = levies_of(now, weighed.via);
    }
  }
}

/// Whether the foundry of each SKU may make its dies.
void publish_dies(const World& world, Restrictions& out) {
  out.dies_open.assign(world.skus.size(), 1.0);
  for (const SkuId sku : world.skus.rows()) {
    Case c = expected_sale(world, world.regimes.law, sku, world.designers.parent[world.skus.designer[sku]]);
    c.good = Good::dies;
    c.seller = world.fabs.account[world.skus.foundry[sku]];
    c.maker_home = world.fabs.country[world.skus.foundry[sku]];
    c.buyer = world.designers.account[world.skus.designer[sku]];
    out.dies_open[sku.index] = weigh(c).through;
  }
}

bool means_china(const World& world, InstrumentId id) {
  for (const CountryId country : world.countries.rows())
    if (world.in_china(country) && world.regimes.bound.target(id, country)) return true;
  return false;
}

/// Boxes that a design for Chinese buyers must stay out of; a notice that nobody rules on does not count.
void publish_boxes(const World& world, Restrictions& out) {
  out.china_boxes.clear();
  const Law& law = world.regimes.law;
  for (const InstrumentId id : world.regimes.rows()) {
    if (!law.on(id) || !means_china(world, id)) continue;
    if (const auto* rule = world.regimes.as<ChipThreshold>(id); rule && rule->reach == Reach::designed_at_home) {
      for (const ThresholdClause& clause : rule->clauses)
        if (clause.policy > Treatment::notification || !law.cleared_by[id.index].empty())
          out.china_boxes.push_back(clause.box());
    } else if (const auto* letter = world.regimes.as<InformedLetter>(id)) {
      for (const ChipBox& box : boxes_of(*letter)) out.china_boxes.push_back(box);
    }
  }
}

}  // namespace

void publish(World& world) {
  Restrictions& out = world.restrictions;
  out.countries = world.countries.size();
  const Sight sight = look_ahead(world);
  publish_chips(world, sight, out);
  publish_boxes(world, out);
  publish_dies(world, out);
  publish_industry(world, sight, out);
}

}  // namespace exarace
