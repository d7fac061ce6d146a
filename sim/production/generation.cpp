#include "sim/production/generation.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace exarace {

const Fields& Generation::fields() {
  using T = Generation;
  static const Fields all = {
      key("unit_cost", &T::unit_cost)
          .unit("USD/MW")
          .range(1e5, 2e7)
          .about("Premium over a site with a grid connection at which the whole industry is sold.")
          .sourced("onsite_generation", "2025-12")
          .prior(lognormal(2e6, 0.4)),
      key("elasticity", &T::elasticity)
          .range(0.05, 5)
          .about("Elasticity of what makers deliver to the premium, at a given size of the industry.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("lead_time", &T::lead_time)
          .unit("year")
          .range(0.1, 7)
          .about("Order of generation on site to power.")
          .sourced("onsite_generation", "2025-12")
          .prior(lognormal(1.25, 0.25)),
      key("growth", &T::growth)
          .unit("1/year")
          .range(0, 1)
          .about("Growth of the industry while it is sold out.")
          .sourced("turbine_makers", "2025-12")
          .prior(triangular(0.1, 0.24, 0.35)),
  };
  return all;
}

double Generation::offered(const World& world, CountryId country, double premium) const {
  if (premium <= 0) return 0;
  return world.countries.onsite_industry[country] * world.years * math::pow(premium / unit_cost, elasticity);
}

void Generation::expand(World& world, CountryId country, double sold) const {
  double& industry = world.countries.onsite_industry[country];
  if (industry <= 0) return;
  industry *= math::exp(growth * std::min(1.0, sold / (industry * world.years)) * world.years);
}

}  // namespace exarace
