#pragma once
/// What the markets granted in one step.

#include <tuple>
#include <vector>

#include "sim/core/members.hpp"
#include "sim/state/orders.hpp"

namespace exarace {

struct ChipTrade {
  SkuId sku;
  CloudId buyer;    ///< or
  BrokerId broker;  ///< one of them
  std::int64_t units;
  double price;  ///< [USD/chip], with network share
  double levy;   ///< [USD/chip], borne by the seller
  AccountId levy_to;
};
struct UpstreamTrade {
  DesignerId buyer;
  LineId line;
  Product product;
  SkuId sku;
  double units;
  double price;  ///< [USD/unit]
};
struct ToolTrade {
  ToolmakerId seller;
  LineId line;
  int tool_class;
  double value;  ///< [USD]
};
struct ComputeTrade {
  CloudId seller;
  LabId buyer;  ///< none: start-ups of the cloud's country, or internal workloads
  ComputeClass cls;
  double hours;           ///< [H100e-hours, serving rate]
  double price;           ///< [USD/H100e-hour]
  bool contract = false;  ///< price was fixed before this step
  bool internal = false;  ///< within one group: a memo, no money moves
  Money prepaid = {};     ///< part of the rent that an earlier payment covers
};
struct ServiceTrade {
  LabId seller;
  CountryId country;
  double amount;  ///< [USD]
  Pool pool = Pool::people;
};
struct CapitalTrade {
  InvestorId investor;
  LabId lab;
  double amount;  ///< [USD]
  double value;   ///< of all equity before the money [USD]
};

/// What the law refused, by instrument: for series and for those who were refused.
struct Denial {
  InstrumentId by;
  Good good;
  AccountId seller;
  AccountId buyer;
  SkuId sku;
  double units;
  double value;          ///< [USD]
  double new_units = 0;  ///< of it beyond what the same buyer had asked for before
  double new_value = 0;  ///< [USD]
};

/// Chips that a private buyer did not get in this step because rated orders came first.
struct Displacement {
  InstrumentId by;  ///< budget that rates
  CloudId buyer;
  SkuId sku;
  double units;
  double value;  ///< [USD]
};

/// Tariff that importers paid on what a line sold outside the model.
struct TariffPaid {
  GovernmentId to;
  LineId line;
  double amount;  ///< [USD]
};

struct Trades {
  std::vector<ChipTrade> chips;
  std::vector<UpstreamTrade> upstream;
  std::vector<ToolTrade> tools;
  std::vector<ComputeTrade> compute;
  std::vector<ServiceTrade> services;
  std::vector<CapitalTrade> capital;
  std::vector<Denial> denials;
  std::vector<Displacement> displaced;
  std::vector<TariffPaid> tariffs;
  /// Empties all lists; they keep their room.
  void clear() {
    std::apply([](auto&... lists) { (lists.clear(), ...); }, members_of(*this));
  }
};

}  // namespace exarace
