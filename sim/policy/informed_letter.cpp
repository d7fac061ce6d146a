#include "sim/policy/informed_letter.hpp"

namespace exarace {

std::vector<ChipBox> boxes_of(const InformedLetter& rule) {
  std::vector<ChipBox> boxes;
  if (rule.bandwidth_min > 0) boxes.emplace_back().bandwidth_min = rule.bandwidth_min;
  if (rule.interconnect_min > 0) boxes.emplace_back().interconnect_min = rule.interconnect_min;
  if (rule.sum_min > 0) boxes.emplace_back().sum_min = rule.sum_min;
  return boxes;
}

bool is_about(const InformedLetter& rule, const World& world, InstrumentId self, SkuId sku) {
  for (const SkuId named : rule.skus)
    if (named == sku) return true;
  const DesignerId designer = world.skus.designer[sku];
  const Bindings& bound = world.regimes.bound;
  const CountryId home = world.designers.parent[designer];
  const bool addressed = rule.designers.empty() ? bound.home(self, home) != 0 : names(rule.designers, designer);
  if (!addressed) return false;
  const ChipSpec chip = spec_of(world.skus, sku);
  const auto caught = [&](double ChipBox::*bound, double least) {
    ChipBox box;
    box.*bound = least;
    return least > 0 && box.catches(chip);
  };
  return caught(&ChipBox::bandwidth_min, rule.bandwidth_min) ||
         caught(&ChipBox::interconnect_min, rule.interconnect_min) || caught(&ChipBox::sum_min, rule.sum_min);
}

bool InformedLetter::could_catch(const World& world, InstrumentId self, SkuId sku) const {
  return is_about(*this, world, self, sku);
}

Ruling InformedLetter::ruling(InstrumentId self, const Case& c) const {
  if (!c.sku || !is_about(*this, c.world, self, c.sku)) return {};
  return {policy, destination(c, self, headquarters.at(c.world.today))};
}

}  // namespace exarace
