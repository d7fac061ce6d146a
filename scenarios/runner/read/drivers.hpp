#pragma once
/// Drivers by date as they were known on a day: values dated later are taken out, and growth that was seen fades.

#include "scenarios/runner/read/node.hpp"

namespace exarace {

/// Takes values dated after `known` out of all time series of the rows of a document whose `vintage` is later than
/// that. A series stays at its last known value (at its first, where none was known); money that firms earn and spend,
/// power that grids add and wafers that others order go on with the growth of the last known year, which fades by half
/// in each year, as the trend does against which forecasts are scored. Rows without a vintage are somebody's assumption
/// and stay as they are; of rules only what a budget pays is a driver.
void cut_drivers(Node& document, Date known);

/// First day of the month that a row's vintage names; never where it names none.
Date vintage_of(const Node& row);

}  // namespace exarace
