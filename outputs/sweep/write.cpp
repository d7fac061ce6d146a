#include <algorithm>
#include <limits>
#include <set>
#include <unordered_map>

#include "outputs/file/result_parts.hpp"
#include "outputs/sweep/join.hpp"

namespace exarace {
namespace {

std::set<Dim> used_dims(const SweepLayout& layout) {
  std::set<Dim> used;
  for (const Kept& kept : layout.kept) used.insert(kept.dims.begin(), kept.dims.end());
  return used;
}

/// Places of the labels `from` in the labels `to`; they are the same for most runs.
std::vector<std::size_t> places(const std::vector<std::string>& from, const std::vector<std::string>& to) {
  std::vector<std::size_t> out;
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < to.size(); ++i) at.emplace(to[i], i);
  for (const std::string& label : from) out.push_back(at.at(label));
  return out;
}

/// Copies a block [lengths of `from`...] into its place in a larger one, row by row.
void place_block(const std::vector<double>& block, const std::vector<std::vector<std::size_t>>& at,
                 const std::vector<std::size_t>& lengths, double* out) {
  std::vector<std::size_t> index(at.size(), 0);
  for (const double value : block) {
    std::size_t place = 0;
    for (std::size_t d = 0; d < at.size(); ++d) place = place * lengths[d] + at[d][index[d]];
    out[place] = value;
    for (std::size_t d = at.size(); d-- > 0;) {
      if (++index[d] < at[d].size()) break;
      index[d] = 0;
    }
  }
}

std::vector<std::size_t> all_places(std::size_t count) {
  std::vector<std::size_t> out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = i;
  return out;
}

}  // namespace

std::vector<double> joined_values(const SweepLayout& layout, std::size_t k, const Axes& axes,
                                  const std::vector<RunRecord>& runs) {
  const Kept& kept = layout.kept[k];
  std::vector<std::size_t> lengths = {layout.length(kept.over)};
  for (const Dim dim : kept.dims) lengths.push_back(axes[dim].ids.size());
  std::size_t size = 1;
  for (const std::size_t length : lengths) size *= length;
  std::vector<double> out(runs.size() * size, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t r = 0; r < runs.size(); ++r) {
    if (runs[r].values.empty()) continue;
    const std::vector<double>& block = runs[r].values[k];
    std::vector<std::vector<std::size_t>> at = {all_places(lengths[0])};
    for (const Dim dim : kept.dims) at.push_back(places(runs[r].axes[dim].ids, axes[dim].ids));
    if (block.size() == size &&
        std::all_of(at.begin(), at.end(), [](const auto& a) { return std::is_sorted(a.begin(), a.end()); }))
      std::copy(block.begin(), block.end(), out.begin() + static_cast<std::ptrdiff_t>(r * size));
    else
      place_block(block, at, lengths, out.data() + r * size);
  }
  return out;
}

Axes joined_axes(const SweepLayout& layout, const std::vector<RunRecord>& runs) {
  Axes axes = layout.axes;
  for (const Dim dim : used_dims(layout)) {
    auto& ids = axes[dim].ids;
    std::set<std::string> known(ids.begin(), ids.end());
    for (const RunRecord& run : runs)
      for (const std::string& id : run.axes[dim].ids)
        if (known.insert(id).second) ids.push_back(id);
  }
  return axes;
}

void write_runs(GroupWriter& group, const SweepLayout& layout, const std::vector<RunRecord>& runs) {
  std::vector<std::int64_t> numbers;
  for (const RunRecord& run : runs) numbers.push_back(static_cast<std::int64_t>(run.run));
  group.axis("run", numbers, text_facts("Number of the run"));
  write_time(group, layout.days);
  group.axis("year", layout.years(), text_facts("Calendar year"));
  const Axes axes = joined_axes(layout, runs);
  for (const Dim dim : used_dims(layout)) {
    const std::string name(dim_name(dim));
    group.axis(name, axes[dim].ids, text_facts("Id of the " + name));
  }
  for (std::size_t k = 0; k < layout.kept.size(); ++k) {
    const Kept& kept = layout.kept[k];
    std::vector<std::string> dims = {"run"};
    if (kept.over != Over::end) dims.emplace_back(kept.over == Over::time ? "time" : "year");
    for (const Dim dim : kept.dims) dims.emplace_back(dim_name(dim));
    Attributes facts = number_facts(kept.unit, kept.about);
    facts.push_back({"series", kept.series});
    group.variable(kept.name, dims, joined_values(layout, k, axes, runs), facts);
  }
}

}  // namespace exarace
