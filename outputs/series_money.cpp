/// Cash, debt, investment, revenue, public budgets.

#include "outputs/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList money_series() { return {}; }

}  // namespace exarace
