#include "outputs/sweep/segment.hpp"

#include "outputs/file/reader.hpp"
#include "outputs/file/result_parts.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

/// One value per run, taken from one per point.
template <class T>
std::vector<T> at_points(const std::vector<T>& values, const SweepManifest& manifest,
                         const std::vector<RunRecord>& runs) {
  std::vector<T> out;
  for (const RunRecord& run : runs) out.push_back(values[manifest.point_of(run.run)]);
  return out;
}

void write_factors(GroupWriter& group, const SweepManifest& manifest, const std::vector<RunRecord>& runs) {
  for (const PlannedFactor& factor : manifest.factors) {
    const bool texts = factor.numbers.empty();
    Attributes facts = texts ? text_facts(factor.about) : number_facts(factor.unit, factor.about);
    facts.push_back({"role", factor.role});
    if (texts)
      group.variable(factor.key, {"run"}, at_points(factor.texts, manifest, runs), facts);
    else
      group.variable(factor.key, {"run"}, at_points(factor.numbers, manifest, runs), facts);
  }
}

void write_identity(GroupWriter& group, const SweepManifest& manifest, const std::vector<RunRecord>& runs) {
  std::vector<std::int64_t> numbers, points, replicates;
  std::vector<std::int8_t> failed;
  std::vector<std::string> messages;
  for (const RunRecord& run : runs) {
    numbers.push_back(static_cast<std::int64_t>(run.run));
    points.push_back(static_cast<std::int64_t>(manifest.point_of(run.run)));
    replicates.push_back(static_cast<std::int64_t>(manifest.luck_of(run.run)));
    failed.push_back(run.failure.empty() ? 0 : 1);
    messages.push_back(run.failure);
  }
  group.axis("run", numbers, text_facts("Number of the run"));
  group.variable("point", {"run"}, points, number_facts("1", "Point of the design"));
  group.variable("replicate", {"run"}, replicates, number_facts("1", "Replicate of the seed"));
  group.variable("failed", {"run"}, failed, flag_facts("Whether the run failed"));
  group.variable("message", {"run"}, messages, text_facts("Why it failed"));
  write_factors(group, manifest, runs);
}

/// Values of one run cut out of those of all [run, ...].
std::vector<double> slice(const Variable& variable, std::size_t run, std::size_t runs) {
  const std::size_t size = variable.values.size() / runs;
  const auto first = variable.values.begin() + static_cast<std::ptrdiff_t>(run * size);
  return {first, first + static_cast<std::ptrdiff_t>(size)};
}

void check_owner(const FileReader& file, const std::string& path, const std::string& digest) {
  if (file.attribute("/", "sweep_digest") != digest) throw ResultError(path + ": belongs to another sweep");
}

std::vector<SegmentRun> runs_of(const FileReader& file, const std::string& path) {
  const Variable numbers = file.numbers("runs", "run");
  const std::vector<std::string> messages = file.texts("runs", "message");
  std::vector<SegmentRun> out;
  if (numbers.values.size() != messages.size())
    throw ResultError(path + ": is damaged: it has " + std::to_string(numbers.values.size()) + " runs and " +
                      std::to_string(messages.size()) + " messages");
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const double number = numbers.values[i];
    if (!(number >= 0 && number < 9e15)) throw ResultError(path + ": is damaged: a run has no number");
    out.push_back({static_cast<std::uint64_t>(number), messages[i]});
  }
  return out;
}

}  // namespace

namespace {

void write_segment(FileWriter& file, const SweepManifest& manifest, const std::vector<RunRecord>& runs) {
  file.attribute({"Conventions", std::string("CF-1.10")});
  file.attribute({"title", manifest.title.empty() ? manifest.name : manifest.title});
  file.attribute({"source", std::string("exarace ") + build_info().version});
  file.attribute({"exarace_sweep", std::int32_t{kSweepLayout}});
  file.attribute({"sweep_digest", manifest.digest()});
  file.attribute({"seed", std::to_string(manifest.seed)});
  file.attribute({"program", build_info().version + std::string(" ") + build_info().commit});
  write_identity(file.group("runs"), manifest, runs);
  write_runs(file.group("series"), manifest.layout, runs);
}

}  // namespace

std::vector<char> segment_bytes(const SweepManifest& manifest, const std::vector<RunRecord>& runs) {
  FileWriter file;
  write_segment(file, manifest, runs);
  return file.finish();
}

std::vector<char> gathered_bytes(const SweepManifest& manifest, const std::vector<RunRecord>& runs) {
  FileWriter file;
  file.attribute({"exarace_layout", std::int32_t{1}});
  write_segment(file, manifest, runs);
  write_design(file, manifest);
  file.attribute({"complete", std::int32_t{runs.size() == manifest.runs()}});
  return file.finish();
}

std::vector<SegmentRun> read_segment_runs(const std::string& path, const std::string& digest) {
  const FileReader file(path);
  check_owner(file, path, digest);
  return runs_of(file, path);
}

std::vector<RunRecord> read_segment(const std::string& path, const SweepManifest& manifest) {
  const FileReader file(path);
  check_owner(file, path, manifest.digest());
  std::vector<RunRecord> records;
  Axes axes;
  for (const Kept& kept : manifest.layout.kept)
    for (const Dim dim : kept.dims)
      if (axes[dim].ids.empty()) axes[dim].ids = file.texts("series", std::string(dim_name(dim)));
  for (const SegmentRun& run : runs_of(file, path)) {
    if (run.run >= manifest.runs())
      throw ResultError(path + ": holds run " + std::to_string(run.run) + ", which the plan does not have");
    records.push_back({run.run, run.failure, axes, {}});
  }
  for (const Kept& kept : manifest.layout.kept) {
    const Variable variable = file.numbers("series", kept.name);
    if (variable.shape.empty() || variable.shape.front() != records.size())
      throw ResultError(path + ": is damaged: series/" + kept.name + " is not told of every run");
    for (std::size_t i = 0; i < records.size(); ++i)
      if (records[i].failure.empty()) records[i].values.push_back(slice(variable, i, records.size()));
  }
  return records;
}

}  // namespace exarace
