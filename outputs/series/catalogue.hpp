#pragma once
/// All series that exarace knows, by topic.

#include "outputs/series/series.hpp"

namespace exarace {

SeriesList chip_series();
SeriesList compute_series();
SeriesList money_series();
SeriesList capability_series();
SeriesList policy_series();
SeriesList mechanism_series();

/// Every declared series, topic by topic, names checked once.
const SeriesList& all_series();

}  // namespace exarace
