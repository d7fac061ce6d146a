#include "outputs/sweep/info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "outputs/file/provenance.hpp"
#include "outputs/file/reader.hpp"
#include "outputs/sweep/store.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

Json factor_facts(const PlannedFactor& factor) {
  Json out = {{"key", factor.key}, {"role", factor.role}, {"unit", factor.unit}, {"about", factor.about}};
  if (!factor.numbers.empty()) {
    const auto [low, high] = std::minmax_element(factor.numbers.begin(), factor.numbers.end());
    out["low"] = *low, out["high"] = *high;
  }
  return out;
}

Json facts(const SweepFolder& folder) {
  const std::string path = folder.top.string();
  if (!SweepFolder::is_sweep(folder.top)) throw ResultError(path + ": holds no sweep");
  const SweepManifest manifest = read_manifest(folder.manifest().string());
  const auto entries = present_entries(folder, manifest);
  const SweepState state = state_of(manifest, entries);
  std::uint64_t bytes = 0;
  for (const IndexEntry& entry : entries) bytes += entry.size;
  Json out = {{"folder", folder.top.filename().string()},
              {"title", manifest.title.empty() ? manifest.name : manifest.title},
              {"design", manifest.name},
              {"digest", manifest.digest()},
              {"sampler", manifest.sampler},
              {"seed", manifest.seed},
              {"points", manifest.points},
              {"replicates", manifest.replicates},
              {"runs", state.runs},
              {"done", state.done},
              {"failed", state.failed},
              {"open", state.runs - state.done - state.failed},
              {"segments", entries.size()},
              {"bytes", bytes},
              {"steps", manifest.layout.days.size() - 1},
              {"from", to_string(manifest.layout.days.front())},
              {"until", to_string(manifest.layout.days.back())}};
  for (const PlannedFactor& factor : manifest.factors) out["factors"].push_back(factor_facts(factor));
  for (const Kept& kept : manifest.layout.kept)
    out["series"].push_back({{"name", kept.name}, {"unit", kept.unit}, {"about", kept.about}});
  for (const auto& [name, text] : FileReader(folder.manifest().string()).attributes("provenance"))
    if (!is_long(name)) out["provenance"][name] = text;
  return out;
}

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string line(const std::string& name, const std::string& value) { return fmt::format("  {:<18}{}\n", name, value); }

}  // namespace

std::string describe_sweep(const SweepFolder& folder) {
  const Json all = facts(folder);
  std::string out = text(all["folder"]) + ": " + text(all["title"]) + "\n";
  for (const auto& [name, value] : all.items())
    if (!value.is_structured() && name != "folder" && name != "title") out += line(name, text(value));
  out += "factors\n";
  for (const Json& factor : all.value("factors", Json::array())) {
    const std::string range =
        factor.contains("low") ? " from " + text(factor["low"]) + " to " + text(factor["high"]) : "";
    const std::string unit = text(factor["unit"]);
    out += fmt::format("  {} ({}){}{}: {}\n", text(factor["key"]), text(factor["role"]), range,
                       unit.empty() ? "" : " " + unit, text(factor["about"]));
  }
  out += "series\n";
  for (const Json& series : all.value("series", Json::array()))
    out += fmt::format("  {} [{}]: {}\n", text(series["name"]), text(series["unit"]), text(series["about"]));
  out += "provenance\n";
  for (const auto& [name, value] : all["provenance"].items()) out += line(name, text(value));
  return out;
}

std::string describe_sweep_json(const SweepFolder& folder) { return facts(folder).dump(2); }

}  // namespace exarace
