#include "sim/production/ecosystems.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {
namespace {

/// Sets the rates of a SKU to those of its data with a gap of software that has closed by `closed`.
void rate_with(const Technology& technology, Skus& skus, SkuId sku, double closed) {
  const double data = skus.software_factor[sku];
  if (data >= 1) return;
  const double better = (data + (1 - data) * closed) / data;
  rate_sku(technology, skus, sku);
  skus.training_rate[sku] *= better;
  skus.serving_rate[sku] *= better;
}

}  // namespace

const Fields& Ecosystems::fields() {
  using T = Ecosystems;
  static const Fields all = {
      key("use_to_mature", &T::use_to_mature)
          .unit("H100-year")
          .range(1e4, 1e9)
          .about("Compute on a family of software that closes 63 % of its gap.")
          .assumed()
          .prior(lognormal(4e6, 0.7)),
      key("porting", &T::porting)
          .unit("1/year")
          .range(0, 1)
          .about("Paid a year over the cost of chips that run another family than the cloud's main one.")
          .assumed()
          .prior(lognormal(0.03, 0.5)),
  };
  return all;
}

void Ecosystems::mature(World& world) const {
  auto& use = world.signals.ecosystem_use;
  world.fleet.for_each_holding([&](CloudId, SkuId sku, const Fleet::Holding& held) {
    use[static_cast<std::size_t>(world.skus.ecosystem[sku])] +=
        static_cast<double>(held.all()) * world.skus.training_rate[sku] * world.years;
  });
  for (const SkuId sku : world.skus.rows())
    rate_with(world.technology, world.skus, sku,
              -math::expm1(-use[static_cast<std::size_t>(world.skus.ecosystem[sku])] / use_to_mature));
}

void Ecosystems::port(World& world) const {
  std::vector<std::array<double, 6>> cost(world.clouds.size());
  for (const auto& batch : world.fleet.batches)
    cost[batch.cloud.index][static_cast<std::size_t>(world.skus.ecosystem[batch.sku])] += batch.book.usd();
  double twice = 0;
  for (const CloudId cloud : world.clouds.rows()) {
    const auto& own = cost[cloud.index];
    double all = 0;
    for (const double part : own) all += part;
    const double beside = all - *std::max_element(own.begin(), own.end());
    const double paid = porting * beside;
    twice += paid;
    world.movements.pay(world.clouds.account[cloud], world.countries.other_inputs[world.clouds.country[cloud]],
                        from_usd(paid * world.years), Flow::research);
  }
  // The R&D of the smaller side's designers makes again what the other side has.
  double china = 0, others = 0;
  for (const DesignerId designer : world.designers.rows())
    (world.in_china(world.designers.parent[designer]) ? china : others) += world.designers.research_rate[designer];
  world.signals.duplicated_cost = twice + std::min(china, others);
  double common = 0;
  for (std::size_t family = 0; family < 6; ++family)
    common += std::min(world.signals.ecosystem_share[0][family], world.signals.ecosystem_share[1][family]);
  world.signals.bifurcation = 1 - common;
}

void Ecosystems::advance(World& world) const {
  mature(world);
  port(world);
}

}  // namespace exarace
