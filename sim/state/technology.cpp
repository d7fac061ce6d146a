#include "sim/state/technology.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/core/math.hpp"
#include "sim/core/units.hpp"
#include "sim/state/goods.hpp"

namespace exarace {
namespace {

Fields fields_of_making() {
  using T = Technology;
  return {
      key("clustering", &T::clustering)
          .range(0.5, 20)
          .about("Alpha of the negative-binomial yield model.")
          .sourced("negative_binomial_yield", "2019-12")
          .moved("production.fabrication.clustering"),
      key("wafer_diameter", &T::wafer_diameter)
          .unit("mm")
          .range(100, 450)
          .about("Diameter of a logic wafer.")
          .moved("production.fabrication.wafer_diameter"),
      key("packaging_cycle", &T::packaging_cycle)
          .unit("year")
          .range(0, 1)
          .about("Assembly and test of a package.")
          .sourced("renesas_2023", "2023-12")
          .moved("production.fabrication.packaging_cycle")
          .moved("behaviour.designer.packaging_cycle"),
      key("package_area", &T::package_area)
          .unit("mm2")
          .range(100, 2000)
          .about("Logic area of the package in which the capacity of packaging lines is counted: an H100's."),
      key("least_package", &T::least_package)
          .unit("mm2")
          .range(10, 800)
          .about("Logic area below which a package takes no less packaging capacity.")
          .assumed()
          .prior(lognormal(200, 0.3)),
      key("plain_packages", &T::plain_packages)
          .range(1, 500)
          .about("Packages without HBM, on a plain substrate, for the capacity of one with an interposer.")
          .assumed()
          .prior(lognormal(50, 0.5)),
      key("most_stacks", &T::most_stacks)
          .range(4, 128)
          .prior(triangular(16, 32, 64))
          .about("Most stacks of HBM that the package of a new generation can hold.")
          .assumed(),
      key("stack_bandwidth", &T::stack_bandwidth)
          .range(0.5, 4)
          .prior(lognormal(1.2, 0.15))
          .about("Bandwidth of a stack of HBM over that of the generation before.")
          .assumed(),
      key("volume_wafers", &T::volume_wafers)
          .unit("units/month")
          .range(1, 1e5)
          .prior(lognormal(1000, 0.4))
          .about("Capacity from which a logic line is in volume production; a smaller one is a pilot.")
          .assumed(),
      key("portable", &T::portable)
          .range(1, 4)
          .prior(lognormal(1.5, 0.15))
          .about("Ratio of nodes over which a design that waits for a line in volume is ported.")
          .assumed(),
  };
}

Fields fields_of_use() {
  using T = Technology;
  return {
      key("compute_bound", &T::compute_bound)
          .range(0, 1)
          .about("Part of the time of serving in which an H100 computes; in the rest it waits for its memory.")
          .assumed()
          .prior(triangular(0.15, 0.3, 0.45)),
      key("flop_utilisation", &T::flop_utilisation)
          .range(0.1, 0.8)
          .about("Model FLOP utilisation of an H100 in training.")
          .sourced("mfu_reports", "2025-01")
          .moved("production.training.utilisation"),
      key("load", &T::load)
          .range(0.1, 1)
          .about("Mean over full-load power of installed chips.")
          .assumed()
          .prior(triangular(0.58, 0.72, 0.86))
          .moved("accounts.energy.load"),
      key("sellable_hours", &T::sellable_hours)
          .range(0.1, 1)
          .about("Part of the hours of a year that a chip can sell.")
          .sourced("fleet_utilisation", "2025-01")
          .moved("market.compute.ceiling"),
      key("wear", &T::wear)
          .unit("1/year")
          .range(0.05, 0.6)
          .prior(lognormal(0.25, 0.25))
          .about("Economic wear of AI capital.")
          .calibrated()
          .moved("behaviour.cloud.wear"),
      key("site_share", &T::site_share)
          .range(0, 0.9)
          .about("Part of AI capital that is not accelerators and networking.")
          .sourced("bernstein_2025", "2025-10")
          .moved("market.chips.site_share")
          .moved("behaviour.cloud.chip_share", "as 1 less it"),
      key("points_per_tenfold", &T::points_per_tenfold)
          .unit("index")
          .range(3, 12)
          .about("Capability per tenfold training compute.")
          .sourced("epoch_eci", "2026-04")
          .moved("production.training.points_per_tenfold"),
  };
}

}  // namespace

const Fields& Technology::fields() {
  static const Fields all = [] {
    Fields fields = fields_of_making();
    for (Field& field : fields_of_use()) fields.push_back(std::move(field));
    return fields;
  }();
  return all;
}

double die_yield(const Technology& t, double area, double defect_density) {
  const double defects = area * kSquareCentimetresPerSquareMillimetre * defect_density;
  return math::pow(1.0 + defects / t.clustering, -t.clustering);
}

double gross_dies(const Technology& t, double area) {
  const double radius = t.wafer_diameter / 2;
  return std::max(1.0, M_PI * radius * radius / area - M_PI * t.wafer_diameter / std::sqrt(2 * area));
}

double packages_per_capacity(const Technology& t, double area, bool interposer) {
  return (interposer ? 1.0 : t.plain_packages) * t.package_area / std::max(area, t.least_package);
}

double serving_time(const Technology& t, double rate, double bandwidth) {
  return t.compute_bound / rate + (1 - t.compute_bound) / bandwidth;
}

double sellable_hours(const Technology& t, double years) { return kHoursPerYear * years * t.sellable_hours; }

double energy_of(const Technology& t, double megawatts, double years) {
  return megawatts * kKilowattsPerMegawatt * kHoursPerYear * years * t.load;
}

double capital_of_chips(const Technology& t, double chips) { return chips / (1 - t.site_share); }

double chips_of_capital(const Technology& t, double capital) { return capital * (1 - t.site_share); }

double worn(const Technology& t, double capital, double years) { return capital * math::exp(-t.wear * years); }

double flop_per_hour(const Technology& t) {
  return kReferenceFp16 * kFlopPerTeraflop * kSecondsPerHour * t.flop_utilisation;
}

double capability_of(const Technology& t, double flop, double algorithms) {
  return t.points_per_tenfold * math::log10(std::max(flop, 1.0)) + algorithms;
}

double flop_for(const Technology& t, double capability, double algorithms) {
  // What nobody can reach is still a number.
  return std::min(math::pow(10, (capability - algorithms) / t.points_per_tenfold), std::numeric_limits<double>::max());
}

}  // namespace exarace
