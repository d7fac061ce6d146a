#pragma once
/// Who makes tools of which class.

#include <array>
#include <vector>

#include "sim/core/value_at.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// By class of tools: makers with a share of its market, in order. Most make few classes.
inline std::array<std::vector<ToolmakerId>, kToolClasses> makers_by_class(const World& world) {
  std::array<std::vector<ToolmakerId>, kToolClasses> makers;
  for (const ToolmakerId maker : world.toolmakers.rows())
    for (std::size_t cls = 0; cls < kToolClasses; ++cls)
      if (value_at(world.toolmakers.class_shares[maker], cls) > 0) makers[cls].push_back(maker);
  return makers;
}

}  // namespace exarace
