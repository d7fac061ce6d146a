#pragma once
/// Minerals that fabs need, in groups that come from the same ores and fall under the same rules.

#include <array>
#include <cstddef>
#include <string_view>

namespace exarace {

enum Mineral { gallium_germanium, antimony, graphite, tungsten_group, rare_earths, kMinerals };
inline constexpr std::array<const char*, kMinerals> kMineralNames = {"gallium_germanium", "antimony", "graphite",
                                                                     "tungsten_group", "rare_earths"};

/// Group of a chemical symbol or name; what is not known otherwise counts as a rare earth.
inline Mineral mineral_of(std::string_view material) {
  if (material == "Ga" || material == "Ge" || material == "gallium" || material == "germanium")
    return gallium_germanium;
  if (material == "Sb" || material == "antimony") return antimony;
  if (material == "C" || material == "graphite") return graphite;
  for (const char* metal : {"W", "Te", "Bi", "Mo", "In", "tungsten"})
    if (material == metal) return tungsten_group;
  return rare_earths;
}

}  // namespace exarace
