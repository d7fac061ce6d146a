#include "outputs/sweep/difference.hpp"

#include <fmt/format.h>

#include <cstring>

#include "outputs/sweep/join.hpp"

namespace exarace {
namespace {

/// "year 2023, sku h100" for a place in what is kept of one run.
std::string where(const SweepLayout& layout, const Kept& kept, const Axes& axes, std::size_t flat) {
  std::string text;
  const auto put_before = [&text](const std::string& part) { text = part + (text.empty() ? "" : ", ") + text; };
  for (std::size_t d = kept.dims.size(); d-- > 0;) {
    const std::vector<std::string>& ids = axes[kept.dims[d]].ids;
    put_before(fmt::format("{} {}", dim_name(kept.dims[d]), ids[flat % ids.size()]));
    flat /= ids.size();
  }
  if (kept.over == Over::time) put_before("time " + to_string(layout.days[flat]));
  if (kept.over == Over::year) put_before(fmt::format("year {}", layout.years()[flat]));
  return text.empty() ? "its only value" : text;
}

std::string told(const std::string& failure) {
  return failure.empty() ? "it ends well" : "it fails with '" + failure + "'";
}

void compare_values(const SweepLayout& layout, std::size_t k, const std::vector<RunRecord>& both, Comparison& out) {
  const Axes axes = joined_axes(layout, both);
  const std::vector<double> values = joined_values(layout, k, axes, both);
  const std::size_t count = values.size() / 2;
  std::size_t differ = 0, first = 0;
  for (std::size_t i = count; i-- > 0;)
    if (std::memcmp(&values[i], &values[count + i], sizeof(double)) != 0) first = i, ++differ;
  ++out.variables;
  out.numbers += count;
  if (differ == 0) return;
  out.differences.push_back(
      {"series/" + layout.kept[k].name,
       fmt::format("{} of {} values, first at {}: {:.17g} in the file, {:.17g} now", differ, count,
                   where(layout, layout.kept[k], axes, first), values[first], values[count + first])});
}

}  // namespace

Comparison compare_runs(const SweepLayout& layout, const RunRecord& stored, const RunRecord& again) {
  Comparison out;
  if (stored.failure != again.failure) {
    out.variables = 1;
    out.differences.push_back(
        {"runs/message", fmt::format("in the file {}, now {}", told(stored.failure), told(again.failure))});
  }
  if (!stored.failure.empty() || !again.failure.empty()) return out;
  for (std::size_t k = 0; k < layout.kept.size(); ++k) compare_values(layout, k, {stored, again}, out);
  return out;
}

}  // namespace exarace
