#pragma once
/// What must hold between the rows of the chips' industry, once every key alone is right.

#include "scenarios/runner/read/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Its die is one of its own designer, made as it is made; a variant is cut from a chip that is none.
void check_sku(const World& world, SkuId row, const Complain& complain);

/// Its tools cost a share by tool class, and no more than the whole.
void check_line(const Lines& lines, LineId row, const Complain& complain);

/// It has a share by tool class, and no class is sold more than once.
void check_toolmaker(const Toolmakers& makers, ToolmakerId row, const Complain& complain);

}  // namespace exarace
