#pragma once
/// Designers: prices, production on forecast, next generations, compliant variants.

#include <vector>

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Orders on a forecast of orders with its trend, holds a stock, and answers a closed market with a variant.
struct DesignerBehaviour {
  double trend_weight = 0.6;          ///< of the trend in the forecast [year]
  double stock_time = 0.45;           ///< of finished stock held [year]
  double die_headroom = 1.2;          ///< dies ordered over what can be packaged, at most
  double die_bank_time = 0.1;         ///< sales held as dies [year]
  double price_decay = 0.15;          ///< of a posted price with age [1/year]
  double floor_margin = 0.25;         ///< least margin over unit cost
  double price_theta = 0.6;           ///< price of a generation over the last, in its performance ratio
  double hbm_buffer = 0.2;            ///< needs of HBM held as stock [year]
  double front_rate = 1.0e6;          ///< least dies that a front orders for its principal [dies/year]
  double dies_per_wafer_abroad = 45;  ///< that a front plans with
  double variant_time = 0.33;         ///< development of a compliant variant [year]
  double variant_memory = 1.2;        ///< widest memory of a variant over its parent's
  double variant_cost = 1e8;          ///< R&D that a variant takes [USD]
  double variant_horizon = 1.0;       ///< sales of a variant that it counts on; the law may close it again [year]
  double worth_weight = 0.4;          ///< power of a SKU's worth in its share of scarce inputs
  double overlap_time = 0.5;          ///< of a generation with its successor on the list [year]
  double opening_share = 0.8;         ///< of its sales by value that a new SKU is expected to take at once
  double front_cover = 0.75;          ///< needs of HBM that a front holds for its principal [year]
  double hoard_time = 1.5;            ///< HBM bought ahead of a ban that is certain [year]
  double generation_cost = 2e9;       ///< R&D of a generation relative to revenue of a large designer [USD]

  Decided<DesignerMind> decide(const World& world, DesignerId designer) const;
  static const Fields& fields();

  /// What it would start of one SKU in this step.
  struct Plan;

 private:
  /// Dies of one kind that should be there or under way, and the worth of the dearest package with it [USD].
  struct DieNeed {
    double dies = 0, worth = 0;
  };
  std::vector<Plan> plans_of(const World& world, DesignerId designer) const;
  std::vector<DieNeed> die_needs(const World& world, DesignerId designer, const std::vector<Plan>& plans) const;
  void order_packages(const World& world, DesignerId designer, std::vector<Plan>& plans, Orders& orders) const;
  void order_stacks(const World& world, DesignerId designer, const std::vector<Plan>& plans, double worth,
                    DesignerMind& mind, Orders& orders) const;
  /// Fastest data-centre SKU of a designer on sale that is not cut down, or none.
  static SkuId flagship(const World& world, DesignerId designer);
  void post_list(const World& world, DesignerId designer, DesignerMind& mind) const;
  void order_inputs(const World& world, DesignerId designer, DesignerMind& mind, Orders& orders) const;
  void order_wafers(const World& world, DesignerId designer, SkuId die, double needed, double value,
                    Orders& orders) const;
  double worth(const World& world, SkuId sku) const;
  double packages_wanted(const World& world, SkuId sku, double expected) const;
  void order_for_principal(const World& world, DesignerId front, Orders& orders) const;
  void plan_generation(const World& world, DesignerId designer, Orders& orders) const;
  void plan_variant(const World& world, DesignerId designer, DesignerMind& mind, Orders& orders) const;
  void begin_variant(const World& world, DesignerId designer, DesignerMind& mind, Orders& orders) const;
  double forecast(const World& world, SkuId sku) const;
  double opening_forecast(const World& world, SkuId sku) const;
  double startable(const World& world, DesignerId designer) const;
};

}  // namespace exarace
