/// Licences, denials, seizures, enforcement, escalation.

#include "outputs/catalogue.hpp"
#include "sim/state/world.hpp"

namespace exarace {

SeriesList policy_series() { return {}; }

}  // namespace exarace
