#pragma once
/// What agents ask for in one step. An order names what it wants from whom; nothing is granted here.

#include <vector>

#include "sim/state/compute.hpp"
#include "sim/state/deals.hpp"
#include "sim/state/grid.hpp"
#include "sim/state/industry.hpp"
#include "sim/state/instruments.hpp"

namespace exarace {

/// A tool class of a toolmaker.
using ToolOfferId = Id<struct ToolOffer>;
inline ToolOfferId offer_of(std::size_t tool_class, ToolmakerId maker) {
  return ToolOfferId{maker.index * kToolClasses + tool_class};
}

/// The law's answers that markets need, written by the judge before they clear.
struct Admissions {
  Grid<CloudId, SkuId, Verdict> chips;       ///< at shipment
  std::vector<Verdict> brokers;              ///< by row of Orders::diversions
  Grid<DesignerId, LineId, Verdict> lines;   ///< wafers, stacks, packages
  Grid<LineId, ToolOfferId, Verdict> tools;  ///< see offer_of()
  Grid<LabId, CloudId, Verdict> rental;
  Grid<InvestorId, LabId, Verdict> capital;
  Grid<LabId, CountryId, Verdict> services;
};

/// Chips wanted by a cloud, on top of what it has on order; negative units cancel.
struct ChipOrder {
  CloudId buyer;
  SkuId sku;
  std::int64_t units;
};
/// Chips wanted by a broker for diversion.
struct BrokerOrder {
  BrokerId buyer;
  SkuId sku;
  std::int64_t units;
};
/// Starts wanted by a designer: wafers of a die, HBM stacks, or packages of a SKU.
struct UpstreamOrder {
  DesignerId buyer;
  Product product;
  SkuId sku;
  double units;               ///< wafers, stacks or packages in this step
  double value;               ///< what a unit is worth to the buyer, for allocation by value [USD]
  double missed = 0;          ///< packages: wanted, but not asked for, because an input is missing
  bool lacks_hbm = false;     ///< the missing input is HBM, else dies
  FabId fab = FabId::none();  ///< wafers: fab, where it is not the SKU's foundry
};
/// Capacity wanted by a fab.
struct CapacityOrder {
  LineId line;
  double capacity;  ///< [units/month]
  bool conversion;
};
/// Site power wanted by a cloud.
struct SiteOrder {
  CloudId cloud;
  double power;  ///< [MW]
  double soon;   ///< part of it that is needed before a new connection could come [MW]
};
/// Compute wanted by a lab.
struct ComputeOrder {
  LabId lab;
  double hours;      ///< [H100e-hours, serving rate] in this step; negative: cancels so many that are signed ahead
  double budget;     ///< [USD] in this step
  bool contract;     ///< a contract of a year, else spot
  CloudId cloud;     ///< of an owned lab: the cloud of its group that it asks
  double ahead = 0;  ///< of a contract signed ahead of capacity: time until it begins [year]
};
/// Compute offered by a cloud.
struct ComputeOffer {
  CloudId cloud;
  ComputeClass cls;
  double hours;      ///< [H100e-hours, serving rate] in this step
  double reserve;    ///< least price [USD/H100e-hour]
  double ahead = 0;  ///< hours a year that it would build for contracts signed ahead [H100e-hours/year]
};
/// Money wanted by an agent from investors or the bank.
struct FundingOrder {
  AccountId account;
  LabId lab;            ///< that sells equity to investors; none for all others
  double amount;        ///< [USD]
  bool shares = false;  ///< equity of a cloud, bought by savers; else debt
};

/// A new SKU: a generation from the designer's own R&D, or a variant cut down to comply with the law.
struct LaunchOrder {
  DesignerId designer;
  SkuId parent;                   ///< SKU that it is derived from
  bool variant;                   ///< cut down from the parent's die
  double rate;                    ///< 16-bit and 8-bit rate over the parent's
  double bandwidth;               ///< memory bandwidth over the parent's
  double interconnect;            ///< over the parent's
  double power;                   ///< over the parent's
  double price;                   ///< over the parent's launch price
  FabId foundry = FabId::none();  ///< none: the parent's
  double ahead = 0;               ///< time until it is on sale; wafers begin before [year]
};

/// R&D that a designer puts into a variant.
struct ResearchOrder {
  DesignerId designer;
  double amount;  ///< [USD]
};
/// A training run that a lab begins.
struct RunOrder {
  LabId lab;
  double flop;   ///< size [FLOP]
  double delay;  ///< of its start against the day it was due [year]
};

/// Release of a lab's best model when this step's training has made it that much better than the one on offer.
struct ReleaseOrder {
  LabId lab;
  double least_gain;  ///< [index]
};

/// Orders and offers of one step: of one row, or of all, joined in row order.
struct Orders {
  std::vector<ChipOrder> chips;
  std::vector<BrokerOrder> diversions;
  std::vector<UpstreamOrder> upstream;
  std::vector<CapacityOrder> capacity;
  std::vector<SiteOrder> sites;
  std::vector<ComputeOrder> compute;
  std::vector<ComputeOffer> offers;
  std::vector<FundingOrder> funding;
  std::vector<LaunchOrder> launches;
  std::vector<ResearchOrder> research;
  std::vector<RunOrder> runs;
  std::vector<ReleaseOrder> releases;
  std::vector<PolicyAct> acts;
};

}  // namespace exarace
