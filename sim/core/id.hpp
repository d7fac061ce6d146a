#pragma once
/// Typed row numbers: the id of one table does not index another.

#include <compare>
#include <cstdint>

namespace exarace {

/// Row of the table that `Row` names; `none()` stands for "no such row".
template <class Row>
struct Id {
  static constexpr std::uint32_t kNone = 0xffffffffu;
  std::uint32_t index = kNone;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t row) : index(static_cast<std::uint32_t>(row)) {}
  static constexpr Id none() { return {}; }
  constexpr explicit operator bool() const { return index != kNone; }
  constexpr auto operator<=>(const Id&) const = default;
};

using AccountId = Id<struct Account>;
using BrokerId = Id<struct Broker>;
using CellId = Id<struct Cell>;
using CloudId = Id<struct Cloud>;
using CountryId = Id<struct Country>;
using DesignerId = Id<struct Designer>;
using EnterpriseId = Id<struct Enterprise>;
using FabId = Id<struct Fab>;
using GovernmentId = Id<struct Government>;
using GroupId = Id<struct Group>;
using InstrumentId = Id<struct Instrument>;
using InvestorId = Id<struct Investor>;
using LabId = Id<struct Lab>;
using LineId = Id<struct Line>;
using OpeningFleetId = Id<struct OpeningFleetRow>;
using SkuId = Id<struct Sku>;
using ToolmakerId = Id<struct Toolmaker>;

}  // namespace exarace
