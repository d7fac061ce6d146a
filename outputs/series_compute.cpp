/// Compute installed, rented and used; rents, power, sites.

#include "outputs/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList compute_series() { return {}; }

}  // namespace exarace
