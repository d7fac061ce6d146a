#pragma once
/// The law in force and in sight, published as numbers: what agents may read and search under.

#include <limits>
#include <vector>

#include "sim/core/calendar.hpp"
#include "sim/state/goods.hpp"
#include "sim/state/minerals.hpp"

namespace exarace {

/// Numbers of a chip that thresholds look at; of a real SKU or of a design that is being considered.
struct ChipSpec {
  double tpp = 0;
  double performance_density = 0;
  double memory_bandwidth = 0;  ///< [GB/s]
  double interconnect = 0;      ///< [GB/s]
  bool datacentre = true;
};

inline ChipSpec spec_of(const Skus& skus, SkuId sku) {
  return {skus.tpp[sku], skus.performance_density[sku], skus.memory_bandwidth[sku], skus.interconnect[sku],
          skus.datacentre[sku]};
}

/// A box of the specification space; a chip inside it is caught. Limits that do not apply are infinite.
struct ChipBox {
  double tpp_min = 0, tpp_below = std::numeric_limits<double>::infinity();
  double density_min = 0, density_below = std::numeric_limits<double>::infinity();
  double bandwidth_min = 0, interconnect_min = 0, sum_min = 0;  ///< [GB/s]
  bool datacentre_only = false, other_only = false;
  bool catches(const ChipSpec& chip) const {
    return chip.tpp >= tpp_min && chip.tpp < tpp_below && chip.performance_density >= density_min &&
           chip.performance_density < density_below && chip.memory_bandwidth >= bandwidth_min &&
           chip.interconnect >= interconnect_min && chip.memory_bandwidth + chip.interconnect >= sum_min &&
           !(datacentre_only && !chip.datacentre) && !(other_only && chip.datacentre);
  }
};

/// What a government takes of the value of what a line sells outside the model.
struct Tariff {
  GovernmentId by;
  LineId line;
  double taken;
};

/// Restrictions as published at the end of a step for the next.
struct Restrictions {
  /// Boxes in force for buyers whose ultimate parent sits in China; denial or a licence that is rarely granted.
  std::vector<ChipBox> china_boxes;
  std::size_t countries = 0;
  /// By (sku, parent country): part of an order that is expected to get through now, 0 to 1.
  std::vector<double> open;
  /// By (sku, parent country): probability that it is closed before a delivery that is ordered today.
  std::vector<double> hazard;
  /// By (sku, parent country): part that the buyers' side (purchase guidance, customs) accepts, 0 to 1.
  std::vector<double> accepted;
  /// By lab: whether renting compute abroad is open, 0 to 1; and by country whether capital from there may flow to
  /// China.
  double cloud_open_to_china = 1.0;
  /// By tool class: part of tool demand of Chinese advanced lines that foreign makers may deliver, 0 to 1.
  std::vector<double> tools_open_to_china;
  double tools_hazard = 0;  ///< that tools for Chinese lines are closed before delivery
  double hbm_open_to_china = 1.0;
  double hbm_hazard = 0;
  /// By (sku, parent country): share of the price that levies take.
  std::vector<double> levy;
  /// By SKU: part of the dies that its foundry may make for its designer.
  std::vector<double> dies_open;
  /// By line: part of vendor service that goes on, and yield learning that is left without foreign staff, 0 to 1.
  std::vector<double> service_open, learning_open;
  /// By line: part of its sales outside the model that tariffs abroad leave; by country: part of the growth of power
  /// that limits on equipment leave.
  std::vector<double> outside_open, sites_open;
  /// Tariffs on what lines sell outside the model.
  std::vector<Tariff> tariffs;
  /// By (country, mineral): part of its supply that goes on, and the price over that without controls.
  std::vector<double> minerals_open, minerals_price;

  static std::size_t mineral_at(CountryId country, std::size_t mineral) { return country.index * kMinerals + mineral; }
  std::size_t at(SkuId sku, CountryId parent) const { return sku.index * countries + parent.index; }
  /// Whether a design would be free to sell to China under the boxes in force.
  bool free_for_china(const ChipSpec& chip) const {
    for (const ChipBox& box : china_boxes)
      if (box.catches(chip)) return false;
    return true;
  }
};

}  // namespace exarace
