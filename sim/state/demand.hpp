#pragma once
/// Who uses AI services: a generated population of enterprises and consumer groups, added up in cells.

#include "sim/core/column.hpp"
#include "sim/core/field.hpp"

namespace exarace {

/// Consumers count as a sector of the population: one row stands for a group of people.
inline constexpr std::size_t kDemandSectors = 8;
inline constexpr std::array<const char*, kDemandSectors> kDemandSectorNames = {
    "consumers", "software", "finance", "professional", "manufacturing", "retail", "health", "public"};

/// Spend of a user in each sector relative to the average, and the share of reachable people in each.
inline constexpr std::array<double, kDemandSectors> kSectorSpend = {0.75, 3.0, 1.8, 2.0, 0.8, 0.7, 1.0, 0.8};
inline constexpr std::array<double, kDemandSectors> kSectorPeople = {0.70, 0.03, 0.02, 0.05, 0.08, 0.06, 0.03, 0.03};

/// The population, sorted by country and sector, so that blocks touch few cells.
struct Enterprises {
  Column<float, EnterpriseId> users;         ///< people it could let use AI services
  Column<float, EnterpriseId> threshold;     ///< capability at which it starts to find them useful [index]
  Column<float, EnterpriseId> adoption;      ///< share of its people who use them
  Column<float, EnterpriseId> steepness;     ///< one over the width of its band of thresholds [1/index]
  Column<std::uint64_t, EnterpriseId> luck;  ///< key of its random numbers
  Column<std::uint8_t, EnterpriseId> country;
  Column<std::uint8_t, EnterpriseId> sector;
  Column<std::uint16_t, EnterpriseId> provider;  ///< lab, as row
  std::size_t size() const { return users.size(); }
};

/// Cells (country, sector, provider): desired spend of their enterprises, judged and cleared as one.
/// Index = (country * kDemandSectors + sector) * labs + lab.
struct Cells {
  std::size_t labs = 0;
  std::vector<double> users;    ///< people using
  std::vector<double> desired;  ///< [USD] in this step
  std::vector<double> granted;  ///< share of desired that was served
  std::size_t index(std::size_t country, std::size_t sector, std::size_t lab) const {
    return (country * kDemandSectors + sector) * labs + lab;
  }
};

}  // namespace exarace
