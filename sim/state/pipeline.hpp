#pragma once
/// Everything that is under way and arrives on a date: wafers, packages, shipments, capacity, site power.

#include <vector>

#include "sim/core/calendar.hpp"
#include "sim/core/id.hpp"
#include "sim/core/money.hpp"
#include "sim/state/places.hpp"

namespace exarace {

/// Batches in the order in which they started; whoever completes them removes those that are due.
struct Pipeline {
  struct Wafers {
    LineId line;
    SkuId die;    ///< SKU that names the die
    SkuId front;  ///< none, or the SKU under whose name they were ordered
    DesignerId owner;
    double wafers;
    Date due;
  };
  struct Packages {
    LineId line;
    SkuId sku;
    std::int64_t units;
    Money cost;  ///< of dies, stacks and packaging
    Date due;
  };
  struct Shipment {
    SkuId sku;
    CloudId buyer;
    std::int64_t units;
    Money cost;  ///< price paid, with network and levies
    Date due;
  };
  struct Capacity {
    LineId line;
    double capacity;  ///< [units/month]
    Date due;
  };
  struct Site {
    CloudId cloud;
    double power;  ///< [MW]
    Date due;
    PowerSource source = PowerSource::grid;
  };
  std::vector<Wafers> wafers;
  std::vector<Packages> packages;
  std::vector<Shipment> shipments;
  std::vector<Capacity> capacity;
  std::vector<Site> sites;
};

}  // namespace exarace
