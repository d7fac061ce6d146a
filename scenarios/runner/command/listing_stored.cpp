/// Lists of what stands in files: the series of a result, the runs of a sweep.

#include "outputs/file/read_result.hpp"
#include "outputs/file/reader.hpp"
#include "outputs/sweep/store.hpp"
#include "scenarios/runner/command/listing.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

/// A value of a factor as JSON has it; what TOML writes otherwise stays a text.
Json value_of(const PlannedFactor& factor, std::uint64_t point) {
  if (factor.numbers.empty()) return factor.texts.at(point);
  return factor.numbers.at(point);
}

}  // namespace

Listing list_file(const std::string& path) {
  Listing out{"Series", "What " + path + " holds. Dimensions come after time.", {{"", "", {}}}};
  const std::vector<std::string> names = read_series_names(path);
  const FileReader file(path);
  for (const std::string& name : names) {
    const Variable variable = file.numbers("series", name, false);
    Json dims = Json::array();
    for (std::size_t i = 1; i < variable.dims.size(); ++i) dims.push_back(variable.dims[i]);
    out.sections[0].rows.push_back(
        {{"name", name}, {"unit", variable.unit}, {"dimensions", dims}, {"about", variable.about}});
  }
  return out;
}

Listing list_runs(const std::string& path) {
  const SweepFolder folder{path};
  const SweepManifest manifest = read_manifest(folder.manifest().string());
  std::vector<std::string> states(manifest.runs(), "open");
  for (const IndexEntry& entry : present_entries(folder, manifest))
    for (const std::uint64_t run : entry.runs) {
      if (run >= states.size()) continue;
      const auto failure = entry.failures.find(run);
      states[run] = failure == entry.failures.end() ? "done" : "failed: " + failure->second;
    }
  Listing out{"Runs", "Runs of " + path + ".", {{"", "", {}}}};
  for (std::uint64_t run = 0; run < states.size(); ++run) {
    const std::uint64_t point = manifest.point_of(run);
    Json row = {{"run", std::to_string(run)},
                {"point", std::to_string(point)},
                {"replicate", std::to_string(manifest.replicate_of(run))},
                {"state", states[run]}};
    for (const PlannedFactor& factor : manifest.factors) row[factor.key] = value_of(factor, point);
    out.sections[0].rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace exarace
