#pragma once
/// The books of goods: the only place that writes how many units are where. What leaves one place arrives at another;
/// the audit adds the places up and compares them with the detailed rows of fleet, pipeline and brokers.

#include <cstdint>

#include "sim/state/world.hpp"

namespace exarace {

/// Places of finished chips of a SKU. What is made comes from nowhere and is counted as produced.
enum class Chips : unsigned char {
  made,
  maker_stock,
  in_transit,
  broker_stock,
  uninstalled,
  installed,
  retired,
  seized,
  written_off,
  held_outside,
  cut_down
};
/// Places of dies, by the SKU that names the die.
enum class Dies : unsigned char { made, stock, used, scrapped };
/// Places of HBM stacks, by designer.
enum class Stacks : unsigned char { made, stock, used, scrapped };
/// Places of packages in assembly and test; those that are finished become chips.
enum class Packages : unsigned char { begun, in_process, finished, scrapped };
/// Places of wafers of a die; those that are finished become dies, and leave with their rows (count_wafers).
enum class Wafers : unsigned char { begun, in_process };
/// Places of the tools of a line, by the capacity that they make up [units/month]. What is ordered comes from nowhere;
/// what is lost, or moves on as the tools of a finer line, leaves.
enum class Tools : unsigned char { bought, on_order, working, gone };

/// Moves units of a SKU. Throws AuditError for a number below zero, and where there are not so many.
void move(World& world, SkuId sku, Chips from, Chips to, std::int64_t units);
void move(World& world, SkuId die, Dies from, Dies to, std::int64_t dies);
void move(World& world, DesignerId owner, Stacks from, Stacks to, std::int64_t stacks);
void move(World& world, SkuId sku, Packages from, Packages to, std::int64_t packages);
/// Cuts finished chips down into those of a variant, which count as made.
void cut_down(World& world, SkuId parent, SkuId variant, std::int64_t units);
/// Wafers and capacities are no whole numbers: of what is left over by rounding, nothing is below zero.
void move(World& world, SkuId die, Wafers from, Wafers to, double wafers);
void move(World& world, LineId line, Tools from, Tools to, double capacity);

/// Counts the wafers in process anew, from their rows: what differences leave of a great number would stay in a small
/// one.
void count_wafers(World& world);

}  // namespace exarace
