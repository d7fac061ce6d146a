#include <optional>
#include <sstream>

#include "outputs/file/reader.hpp"
#include "outputs/sweep/manifest.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

std::uint64_t number(const FileReader& file, const std::string& name) {
  return std::stoull(file.attribute("sweep", name));
}

/// The dimension of that name, if it is one of a world's tables.
std::optional<Dim> dim_of(const std::string& name) {
  for (std::size_t i = 0; i < kDims; ++i)
    if (name == dim_name(static_cast<Dim>(i))) return static_cast<Dim>(i);
  return std::nullopt;
}

void read_points(const FileReader& file, SweepManifest& manifest) {
  for (const std::string& name : file.variables("points")) {
    if (name.starts_with("unit:")) {
      manifest.factors.back().unit_numbers = file.numbers("points", name).values;
      continue;
    }
    PlannedFactor factor;
    factor.key = name;
    const std::string place = "points/" + name;
    factor.role = file.attribute(place, "role");
    factor.unit = file.attribute(place, "units");
    factor.about = file.attribute(place, "long_name");
    factor.whole = file.attribute(place, "whole") == "1";
    if (file.holds_texts("points", name))
      factor.texts = file.texts("points", name);
    else
      factor.numbers = file.numbers("points", name).values;
    manifest.factors.push_back(std::move(factor));
  }
}

void read_layout(const FileReader& file, SweepLayout& layout) {
  const Variable bounds = file.numbers("series", "time_bounds");
  for (std::size_t i = 0; i < bounds.values.size(); i += 2)
    layout.days.push_back({static_cast<std::int32_t>(bounds.values[i])});
  layout.days.push_back({static_cast<std::int32_t>(bounds.values.back())});
  for (const std::string& name : file.variables("series")) {
    if (const auto dim = dim_of(name)) {
      layout.axes[*dim].ids = file.texts("series", name);
    } else if (name.find('.') != std::string::npos) {
      const Variable variable = file.numbers("series", name, false);
      Kept kept{name, variable.about, variable.unit, {}, Over::end, file.attribute("series/" + name, "series")};
      for (const std::string& dim : variable.dims) {
        if (dim == "time") kept.over = Over::time;
        if (dim == "year") kept.over = Over::year;
        if (const auto known = dim_of(dim)) kept.dims.push_back(*known);
      }
      layout.kept.push_back(std::move(kept));
    }
  }
}

}  // namespace

SweepManifest read_manifest(const std::string& path) {
  const FileReader file(path);
  const std::string layout = file.attribute("/", "exarace_sweep");
  if (layout.empty()) throw ResultError(path + ": is not the manifest of a sweep");
  if (std::stoi(layout) > kSweepLayout)
    throw ResultError(path + ": was written by a later version (layout " + layout + "; this program reads up to " +
                      std::to_string(kSweepLayout) + ")");
  SweepManifest manifest;
  manifest.name = file.attribute("sweep", "name");
  manifest.title = file.attribute("/", "title");
  manifest.sampler = file.attribute("sweep", "sampler");
  manifest.seed = number(file, "seed");
  manifest.replicates = number(file, "replicates");
  manifest.points = number(file, "points");
  manifest.block = number(file, "block");
  std::istringstream quantiles(file.attribute("sweep", "quantiles"));
  for (double q = 0; quantiles >> q;) manifest.quantiles.push_back(q);
  manifest.facts = file.attributes("design");
  const auto names = file.texts("scenarios", "scenario"), texts = file.texts("scenarios", "text");
  for (std::size_t i = 0; i < names.size(); ++i) manifest.scenarios.emplace_back(names[i], texts[i]);
  read_points(file, manifest);
  read_layout(file, manifest.layout);
  manifest.design_text = file.attribute("provenance", "design_text");
  manifest.command = file.attribute("provenance", "command");
  manifest.started = file.attribute("provenance", "started");
  return manifest;
}

}  // namespace exarace
