/// Chips made, sold, stocked, diverted; prices, lead times, binding inputs.

#include "outputs/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList chip_series() { return {}; }

}  // namespace exarace
