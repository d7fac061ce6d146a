#pragma once
/// Words that instruments share: what is said about a deal, and the names of goods and tools in scenario files.

#include "sim/core/field.hpp"
#include "sim/state/deals.hpp"

namespace exarace {

/// What an instrument says about a deal that it catches, from mild to strict.
enum class Treatment : unsigned char { none, notification, licence, denial };
template <>
struct ChoiceNames<Treatment> {
  static std::vector<std::string> names() { return {"none", "notification", "licence", "denial"}; }
};
template <>
struct ChoiceNames<Good> {
  static std::vector<std::string> names() {
    return {"chips", "hbm", "dies", "tools", "tool_service", "compute", "model", "investment", "minerals"};
  }
};
template <>
struct ChoiceNames<ToolClass> {
  static std::vector<std::string> names() { return {kToolClassNames.begin(), kToolClassNames.end()}; }
};

}  // namespace exarace
