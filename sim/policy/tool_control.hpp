#pragma once
/// Tools, their service and the people who run them, for advanced lines.

#include "sim/policy/case.hpp"

namespace exarace {

/// Whether a line is advanced in the sense of a control.
bool is_advanced(const ToolControl& rule, const Lines& lines, LineId line);
/// Yield learning that the control leaves to a line, 0 to 1.
double learning_left(const ToolControl& rule, InstrumentId self, const Case& c);

}  // namespace exarace
