#pragma once
/// What variables of all result files say about themselves, and the axis of time.

#include <string>
#include <vector>

#include "outputs/file/writer.hpp"
#include "sim/core/calendar.hpp"

namespace exarace {

/// Meaning and unit; every number has one: "1" stands for shares, ratios and counts.
Attributes number_facts(const std::string& unit, const std::string& about);
/// Days since 1970.
Attributes day_facts(const std::string& about);
/// Numbers that stand for words.
Attributes word_facts(const std::string& about, const std::vector<std::string>& meanings);
/// No or yes; xarray makes a bool of it.
Attributes flag_facts(const std::string& about);
Attributes text_facts(const std::string& about);

/// The axis `time` with its bounds, from the first days of the steps and of the step after the last [steps + 1].
void write_time(GroupWriter& group, const std::vector<Date>& days);

}  // namespace exarace
