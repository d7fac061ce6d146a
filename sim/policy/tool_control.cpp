#include "sim/policy/tool_control.hpp"

#include <algorithm>

namespace exarace {
namespace {

bool ends_service(const ToolControl& rule, InstrumentId self, const Case& c) {
  const Date from = std::max(c.regimes().effective[self], c.regimes().enforced_from[self]);
  return rule.servicing && years_between(from, c.world.tomorrow()) > rule.servicing_lag;
}

bool has_class(const ToolControl& rule, int tool_class) {
  if (rule.tool_classes.empty() || tool_class < 0) return true;
  return std::find(rule.tool_classes.begin(), rule.tool_classes.end(), static_cast<ToolClass>(tool_class)) !=
         rule.tool_classes.end();
}

/// What is said about the owner of a line at a place that is meant.
Treatment said_of_owner(const ToolControl& rule, InstrumentId self, const Case& c) {
  if (is_target(c, self, c.owner)) return rule.policy;
  return is_exempt(c, rule.exempt, c.owner) ? Treatment::none : rule.foreign_owned;
}

}  // namespace

bool is_advanced(const ToolControl& rule, const Lines& lines, LineId line) {
  switch (lines.product[line]) {
    case Product::logic: return lines.node[line] <= rule.node_max;
    case Product::hbm: return rule.memory_lines;
    case Product::packaging: return false;
  }
  return false;
}

double learning_left(const ToolControl& rule, InstrumentId self, const Case& c) {
  const bool caught =
      is_target(c, self, c.place) && is_target(c, self, c.owner) && is_advanced(rule, c.world.lines, c.line);
  return caught ? rule.learning : 1.0;
}

Ruling ToolControl::ruling(InstrumentId self, const Case& c) const {
  if (!c.line || !is_target(c, self, c.place) || !is_advanced(*this, c.world.lines, c.line)) return {};
  if (!has_class(*this, c.tool_class) || !reaches_maker(c, self)) return {};
  if (c.good == Good::tool_service && !ends_service(*this, self, c)) return {};
  return {said_of_owner(*this, self, c)};
}

}  // namespace exarace
