/// Frontier, gap, algorithms, training runs, users.

#include "outputs/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList capability_series() { return {}; }

}  // namespace exarace
