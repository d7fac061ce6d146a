#include "agents/designer.hpp"

namespace exarace {

const Fields& DesignerBehaviour::fields() {
  using T = DesignerBehaviour;
  static const Fields all = {
      key("trend_weight", &T::trend_weight)
          .unit("year")
          .range(0, 3)
          .prior(lognormal(0.6, 0.4))
          .about("Weight of the trend in the forecast.")
          .calibrated(),
      key("stock_time", &T::stock_time)
          .unit("year")
          .range(0, 2)
          .prior(lognormal(0.3, 0.5))
          .about("Sales held as finished stock.")
          .calibrated(),
      key("die_headroom", &T::die_headroom)
          .range(1, 10)
          .about("Dies ordered over what can be packaged, at most.")
          .assumed(),
      key("die_bank_time", &T::die_bank_time).unit("year").range(0, 2).about("Sales held as dies.").assumed(),
      key("price_decay", &T::price_decay)
          .unit("1/year")
          .range(0, 1)
          .about("Fall of a posted price with age.")
          .sourced("epoch_prices", "2026-01"),
      key("floor_margin", &T::floor_margin)
          .range(-0.5, 2)
          .about("Least margin of a posted price over unit cost.")
          .assumed(),
      key("price_theta", &T::price_theta)
          .range(0, 1.2)
          .about("Price of a generation over the last, as power of its performance ratio.")
          .sourced("epoch_prices", "2026-01"),
      key("hbm_buffer", &T::hbm_buffer).unit("year").range(0, 2).about("Needs of HBM held as stock.").assumed(),
      key("front_rate", &T::front_rate)
          .unit("dies/year")
          .range(0, 1e8)
          .about("Least dies that a front orders for its principal.")
          .sourced("semianalysis_2025", "2025-09"),
      key("dies_per_wafer_abroad", &T::dies_per_wafer_abroad)
          .range(1, 1000)
          .about("Good dies per wafer that a front plans with.")
          .assumed(),
      key("variant_time", &T::variant_time)
          .unit("year")
          .range(0.1, 3)
          .about("Development of a compliant variant: the A800 was on sale a quarter after the letters of August 2022, "
                 "the H20 four months after the rule of October 2023.")
          .sourced("nvidia_variants", "2023-11"),
      key("variant_memory", &T::variant_memory)
          .range(1, 2)
          .about("Widest memory of a variant over its parent's: a package of five stacks has room for a sixth.")
          .sourced("nvidia_variants", "2023-11"),
      key("variant_cost", &T::variant_cost)
          .unit("USD")
          .range(0, 1e12)
          .about("Fixed cost of a variant's development: packaging, validation, software and masks, as far as they "
                 "change.")
          .assumed(),
      key("variant_horizon", &T::variant_horizon)
          .unit("year")
          .range(0, 10)
          .about("Sales of a variant within which its margin must earn its fixed cost.")
          .assumed(),
      key("worth_weight", &T::worth_weight)
          .range(0, 3)
          .prior(lognormal(0.4, 0.5))
          .about("Power of a SKU's worth in its share of its designer's stacks and packages; 0 shares by wish alone.")
          .assumed(),
      key("overlap_time", &T::overlap_time)
          .unit("year")
          .range(0, 5)
          .prior(lognormal(0.5, 0.5))
          .about("Time for which a generation stays on the list beside its successor.")
          .assumed(),
      key("opening_share", &T::opening_share)
          .range(0, 1)
          .prior(triangular(0.4, 0.8, 1))
          .about("Part of its sales by value that a designer expects a new SKU to take at once.")
          .assumed(),
      key("front_cover", &T::front_cover)
          .unit("year")
          .range(0, 3)
          .about("Needs of HBM that a front holds for its principal, whose own orders may be refused any day.")
          .assumed(),
      key("hoard_time", &T::hoard_time)
          .unit("year")
          .range(0, 3)
          .about("HBM bought ahead of a ban that is certain.")
          .assumed(),
      key("generation_cost", &T::generation_cost)
          .unit("USD")
          .range(0, 1e11)
          .about("R&D that a generation needs.")
          .sourced("blackwell_rd", "2024-03"),
  };
  return all;
}

}  // namespace exarace
