#include "sim/policy/chip_threshold.hpp"

namespace exarace {
namespace {

/// Whether the buyer orders dies for somebody else: the foundry is told of a harmless chip.
bool is_front(const Case& c) {
  const auto& designer = c.regimes().bound.designer;
  return c.buyer && c.buyer.index < designer.size() && designer[c.buyer.index] &&
         c.world.designers.front_for[designer[c.buyer.index]];
}

}  // namespace

Treatment caught_by(const ChipThreshold& rule, const ChipSpec& chip) {
  Treatment strictest = Treatment::none;
  for (const ThresholdClause& clause : rule.clauses)
    if (clause.policy > strictest && clause.box().catches(chip)) strictest = clause.policy;
  return strictest;
}

namespace {

/// The same for a SKU under a law that has looked at it, or is still to do so.
Treatment caught_under(const Law& law, InstrumentId self, const ChipThreshold& rule, const World& world, SkuId sku) {
  return law.on(self) && sku.index < law.caught.columns ? law.caught(self, sku)
                                                        : caught_by(rule, spec_of(world.skus, sku));
}

}  // namespace

bool ChipThreshold::could_catch(const World& world, InstrumentId, SkuId sku) const {
  return caught_by(*this, spec_of(world.skus, sku)) != Treatment::none;
}

Ruling ChipThreshold::ruling(InstrumentId self, const Case& c) const {
  if (!c.sku) return {};
  const Treatment policy = caught_under(c.law, self, *this, c.world, c.sku);
  if (policy == Treatment::none) return {};
  if (reach == Reach::shipped_from_home) {
    const bool leaves = at_home(c, self, c.origin) && !at_home(c, self, c.place);
    return leaves ? Ruling{policy, destination(c, self, 0.0)} : Ruling{};
  }
  if (!reaches_maker(c, self) || (c.good == Good::dies && is_front(c))) return {};
  // A die is made for whoever designed it: there is no place of use yet, so the owner decides.
  const double elsewhere = c.good == Good::dies ? 1.0 : headquarters.at(c.world.today);
  return {policy, destination(c, self, elsewhere)};
}

}  // namespace exarace
