#pragma once
/// Who uses AI services: a generated population of enterprises and consumer groups, added up in cells.

#include "sim/core/column.hpp"
#include "sim/core/field.hpp"

namespace exarace {

/// Consumers count as a sector of the population: one row stands for a group of people.
inline constexpr std::size_t kDemandSectors = 8;
inline constexpr std::array<const char*, kDemandSectors> kDemandSectorNames = {
    "consumers", "software", "finance", "professional", "manufacturing", "retail", "health", "public"};

/// What buyers want from a model: people pay for a tier, work for tasks that it does, code being the first of them.
enum class Pool : unsigned char { people, code, work };
inline constexpr std::size_t kPools = 3;
inline constexpr std::array<const char*, kPools> kPoolNames = {"people", "code", "work"};
constexpr Pool pool_of(std::size_t sector) {
  return sector == 0 ? Pool::people : sector == 1 ? Pool::code : Pool::work;
}

/// The population, sorted by country and sector, so that blocks touch few cells.
struct Enterprises {
  Column<float, EnterpriseId> users;         ///< people it could let use AI services
  Column<float, EnterpriseId> threshold;     ///< capability at which it starts to find them useful [index]
  Column<float, EnterpriseId> adoption;      ///< share of its people who use them, or of its exposed work that they do
  Column<float, EnterpriseId> steepness;     ///< one over the width of its band of thresholds [1/index]
  Column<float, EnterpriseId> turn;          ///< part of its sector that takes up the work of models before it does
  Column<float, EnterpriseId> turn_width;    ///< one over the part that it stands for
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
  std::vector<double> users;     ///< people using; of work, full-time equivalents of what models do
  std::vector<double> desired;   ///< [USD] in this step
  std::vector<double> granted;   ///< share of desired that was served
  std::vector<double> taken_up;  ///< by (country, sector): part of firms, by wage bill, whose work is organised for it
  std::size_t index(std::size_t country, std::size_t sector, std::size_t lab) const {
    return (country * kDemandSectors + sector) * labs + lab;
  }
};

}  // namespace exarace
