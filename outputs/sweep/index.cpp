#include "outputs/sweep/index.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "outputs/file/digest.hpp"

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
  for (const auto& [key, value] : manifest.changes(run.run)) set[key] = value;
  return {
      {"run", run.run}, {"message", run.failure}, {"scenario", manifest.scenarios[manifest.scenario_of(point)].first},
      {"set", set},     {"seed", manifest.seed},  {"replicate", manifest.luck_of(run.run)}};
}

// A line ends in the checksum of all that stands before it: ..., "check":"16 hexadecimal digits"}
constexpr std::string_view kCheck = ",\"check\":\"";
constexpr std::size_t kDigits = 16, kTail = kCheck.size() + kDigits + 2;

std::string digest_of(std::string_view body) { return sha256(body).substr(0, kDigits); }

std::string sealed(const Json& line) {
  std::string body = line.dump(-1, ' ', false, Json::error_handler_t::replace);
  body.pop_back();
  return body + std::string(kCheck) + digest_of(body) + "\"}";
}

/// Throws std::runtime_error with what is wrong.
void check_line(std::string_view line) {
  if (line.size() < kTail || line.substr(line.size() - kTail, kCheck.size()) != kCheck)
    throw std::runtime_error("has no checksum");
  const std::string_view body = line.substr(0, line.size() - kTail);
  if (line.substr(body.size() + kCheck.size(), kDigits) != digest_of(body))
    throw std::runtime_error("differs from its checksum");
}

/// A whole number; one with a fraction or an exponent would be rounded to another, or be beyond what a run can be.
std::uint64_t count_of(const Json& value) {
  if (!value.is_number_unsigned()) throw std::runtime_error("has something else where a count belongs");
  return value.get<std::uint64_t>();
}

/// Runs of a segment, in order; they must be of its block. Checked before any is kept: a range may name 1e15.
std::vector<std::uint64_t> runs_of(const Json& ranges, SegmentName segment, const SweepManifest& manifest) {
  const std::uint64_t first = segment.block * manifest.block;
  const std::uint64_t end = std::min(first + manifest.block, manifest.runs());
  std::vector<std::uint64_t> runs;
  for (const Json& range : ranges) {
    const std::uint64_t from = count_of(range.at(0)), to = count_of(range.at(1));
    if (segment.block >= manifest.blocks() || from < first || to >= end || from > to)
      throw std::runtime_error("names runs that are not of its segment");
    if (!runs.empty() && from <= runs.back()) throw std::runtime_error("names a run twice");
    for (std::uint64_t run = from; run <= to; ++run) runs.push_back(run);
  }
  return runs;
}

IndexEntry to_entry(const Json& line, const SweepManifest& manifest) {
  IndexEntry entry;
  const auto name = SweepFolder::parse(line.at("segment").get<std::string>());
  if (!name) throw std::runtime_error("names no segment");
  entry.segment = *name;
  entry.size = count_of(line.at("size"));
  entry.runs = runs_of(line.at("runs"), *name, manifest);
  for (const Json& failure : line.at("failed")) {
    const std::uint64_t run = count_of(failure.at("run"));
    if (!std::binary_search(entry.runs.begin(), entry.runs.end(), run))
      throw std::runtime_error("tells of a failed run that is not of its segment");
    entry.failures[run] = failure.at("message").get<std::string>();
  }
  return entry;
}

/// Reads the lines of one process. What a killed process left half written has no end of line and is no damage.
void read_lines(const std::filesystem::path& path, const SweepManifest& manifest, Index& index) {
  std::ifstream file(path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    // Other lines are notes of the process, and no claim about runs.
    if (line.find("\"segment\"") == line.npos && line.find(kCheck) == line.npos) continue;
    try {
      check_line(line);
      index.entries.push_back(to_entry(Json::parse(line), manifest));
    } catch (const std::exception& error) {
      const bool ours = dynamic_cast<const std::runtime_error*>(&error) != nullptr;
      if (!file.eof())
        index.damaged.emplace_back("index/" + path.filename().string() + " line " + std::to_string(number),
                                   ours ? error.what() : "is no line of an index");
    }
  }
}

/// Several lines of one segment say the same where two processes told of what a third had left; else none is believed.
void join_lines(Index& index) {
  std::vector<IndexEntry> kept;
  std::set<SegmentName> disputed;
  for (IndexEntry& entry : index.entries) {
    if (kept.empty() || kept.back().segment != entry.segment)
      kept.push_back(std::move(entry));
    else if (kept.back() != entry)
      disputed.insert(entry.segment);
  }
  for (const SegmentName name : disputed)
    index.damaged.emplace_back("index", "has lines of segments/" + SweepFolder::file_name(name) + " that differ");
  std::erase_if(kept, [&](const IndexEntry& entry) { return disputed.contains(entry.segment); });
  index.entries = std::move(kept);
}

}  // namespace

std::string index_line(const SweepManifest& manifest, SegmentName segment, std::uint64_t size,
                       const std::vector<RunRecord>& runs) {
  Json line = {{"segment", SweepFolder::file_name(segment)}, {"size", size}, {"runs", ranges_of(runs)}};
  line["rows"] = more_rows(manifest, runs);
  line["failed"] = Json::array();
  for (const RunRecord& run : runs)
    if (!run.failure.empty()) line["failed"].push_back(failure_of(manifest, run));
  return sealed(line);
}

Index read_index(const SweepFolder& folder, const SweepManifest& manifest) {
  Index index;
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(folder.index(), error))
    if (file.path().extension() == ".jsonl" && file.is_regular_file(error)) files.push_back(file.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) read_lines(file, manifest, index);
  std::stable_sort(index.entries.begin(), index.entries.end(),
                   [](const auto& a, const auto& b) { return a.segment < b.segment; });
  join_lines(index);
  return index;
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
