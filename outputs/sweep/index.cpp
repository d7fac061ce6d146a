#include "outputs/sweep/index.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

/// [[0, 5], [7, 7]]: first and last of every row of numbers without a gap.
Json ranges_of(const std::vector<RunRecord>& runs) {
  Json ranges = Json::array();
  for (const RunRecord& run : runs) {
    if (!ranges.empty() && ranges.back()[1] == run.run - 1)
      ranges.back()[1] = run.run;
    else
      ranges.push_back({run.run, run.run});
  }
  return ranges;
}

/// Rows of the segment that the manifest lacks, by dimension.
Json more_rows(const SweepManifest& manifest, const std::vector<RunRecord>& runs) {
  Json more = Json::object();
  const Axes axes = joined_axes(manifest.layout, runs);
  for (std::size_t d = 0; d < kDims; ++d) {
    const auto &all = axes.axes[d].ids, &known = manifest.layout.axes.axes[d].ids;
    if (all.size() > known.size())
      more[std::string(dim_name(static_cast<Dim>(d)))] =
          std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(known.size()), all.end());
  }
  return more;
}

/// All that repeats a failed run alone.
Json failure_of(const SweepManifest& manifest, const RunRecord& run) {
  const std::uint64_t point = manifest.point_of(run.run);
  Json set = Json::object();
  for (const PlannedFactor& factor : manifest.factors)
    if (factor.key != "scenario") set[factor.key] = factor.text(point);
  return {
      {"run", run.run}, {"message", run.failure}, {"scenario", manifest.scenarios[manifest.scenario_of(point)].first},
      {"set", set},     {"seed", manifest.seed},  {"replicate", manifest.replicate_of(run.run)}};
}

IndexEntry to_entry(const Json& line) {
  IndexEntry entry;
  const auto name = SweepFolder::parse(line.at("segment").get<std::string>());
  if (!name) throw std::runtime_error("no segment");
  entry.segment = *name;
  entry.size = line.at("size").get<std::uint64_t>();
  for (const Json& range : line.at("runs"))
    for (auto run = range.at(0).get<std::uint64_t>(); run <= range.at(1).get<std::uint64_t>(); ++run)
      entry.runs.push_back(run);
  for (const Json& failure : line.at("failed"))
    entry.failures[failure.at("run").get<std::uint64_t>()] = failure.at("message").get<std::string>();
  return entry;
}

void read_lines(const std::filesystem::path& path, std::vector<IndexEntry>& entries) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_object() && json.contains("segment")) try {
        entries.push_back(to_entry(json));
      } catch (const std::exception&) {  // a line of a later version, or one that was damaged: the segment tells
      }
  }
}

}  // namespace

std::string index_line(const SweepManifest& manifest, SegmentName segment, std::uint64_t size,
                       const std::vector<RunRecord>& runs) {
  Json line = {{"segment", SweepFolder::file_name(segment)}, {"size", size}, {"runs", ranges_of(runs)}};
  line["rows"] = more_rows(manifest, runs);
  line["failed"] = Json::array();
  for (const RunRecord& run : runs)
    if (!run.failure.empty()) line["failed"].push_back(failure_of(manifest, run));
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<IndexEntry> read_index(const SweepFolder& folder) {
  std::vector<IndexEntry> entries;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder.index(), error))
    if (file.path().extension() == ".jsonl") read_lines(file.path(), entries);
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.segment < b.segment; });
  const auto same = [](const auto& a, const auto& b) { return a.segment == b.segment; };
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
  return entries;
}

SweepState state_of(const SweepManifest& manifest, const std::vector<IndexEntry>& entries) {
  enum : char { open, whole, broken };
  std::vector<char> runs(manifest.runs(), open);
  std::map<std::uint64_t, std::string> failures;
  for (const IndexEntry& entry : entries)
    for (const std::uint64_t run : entry.runs) {
      if (run >= runs.size()) continue;
      const auto failure = entry.failures.find(run);
      runs[run] = failure == entry.failures.end() ? whole : broken;
      if (runs[run] == whole)
        failures.erase(run);
      else
        failures[run] = failure->second;
    }
  SweepState state;
  state.runs = manifest.runs();
  state.done = static_cast<std::uint64_t>(std::count(runs.begin(), runs.end(), whole));
  state.failed = failures.size();
  state.failures.assign(failures.begin(), failures.end());
  return state;
}

}  // namespace exarace
