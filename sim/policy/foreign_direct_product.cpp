#include "sim/policy/foreign_direct_product.hpp"

namespace exarace {

void extend(const Instruments& regimes, const std::vector<std::uint8_t>& active,
            std::vector<std::vector<InstrumentId>>& extended_by) {
  for (const InstrumentId id : regimes.rows())
    if (const auto* rule = regimes.as<ForeignDirectProduct>(id); rule && active[id.index])
      for (const InstrumentId base : rule->extends) extended_by[base.index].push_back(id);
}

}  // namespace exarace
