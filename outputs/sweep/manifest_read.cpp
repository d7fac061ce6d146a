#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "outputs/file/reader.hpp"
#include "outputs/sweep/draws.hpp"
#include "outputs/sweep/manifest.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

[[noreturn]] void damaged(const std::string& what) { throw ResultError("is damaged: " + what); }

/// A number as text, whole; `what` names it.
template <class T>
T number_of(std::string_view text, const std::string& what) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) damaged(what + " is '" + std::string(text) + "'");
  return value;
}

std::uint64_t number(const FileReader& file, const std::string& name) {
  return number_of<std::uint64_t>(file.attribute("sweep", name), name);
}

/// A number of things that there must be at least one of.
std::uint64_t positive(const FileReader& file, const std::string& name) {
  const std::uint64_t value = number(file, name);
  if (value == 0 || value > 1'000'000'000'000) damaged(name + " is " + std::to_string(value));
  return value;
}

std::vector<double> numbers_of(std::string_view list) {
  std::vector<double> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) out.push_back(number_of<double>(list.substr(0, end), "quantiles"));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

Date day_of(double days) {
  if (!(std::abs(days) <= kNever.days)) damaged("series/time_bounds holds no days");
  return {static_cast<std::int32_t>(days)};
}

/// The dimension of that name, if it is one of a world's tables.
std::optional<Dim> dim_of(const std::string& name) {
  for (std::size_t i = 0; i < kDims; ++i)
    if (name == dim_name(static_cast<Dim>(i))) return static_cast<Dim>(i);
  return std::nullopt;
}

void read_points(const FileReader& file, SweepManifest& manifest) {
  for (const std::string& name : file.variables("points")) {
    if (name.starts_with("unit:") && !manifest.factors.empty()) {
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
    if (std::max(factor.texts.size(), factor.numbers.size()) != manifest.points)
      damaged("points/" + name + " has no value for each of " + std::to_string(manifest.points) + " points");
    manifest.factors.push_back(std::move(factor));
  }
}

void read_layout(const FileReader& file, SweepLayout& layout) {
  const Variable bounds = file.numbers("series", "time_bounds");
  if (bounds.values.empty() || bounds.values.size() % 2 != 0) damaged("series/time_bounds holds no steps");
  for (std::size_t i = 0; i < bounds.values.size(); i += 2) layout.days.push_back(day_of(bounds.values[i]));
  layout.days.push_back(day_of(bounds.values.back()));
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

SweepManifest read(const FileReader& file) {
  SweepManifest manifest;
  manifest.name = file.attribute("sweep", "name");
  manifest.title = file.attribute("/", "title");
  manifest.sampler = file.attribute("sweep", "sampler");
  manifest.seed = number(file, "seed");
  manifest.replicates = positive(file, "replicates");
  manifest.points = positive(file, "points");
  manifest.paired = file.attribute("sweep", "paired") != "false";  // sweeps of version 0.1.0 do not say
  manifest.block = positive(file, "block");
  if (manifest.points > 1'000'000'000'000 / manifest.replicates) damaged("it plans too many runs");
  manifest.quantiles = numbers_of(file.attribute("sweep", "quantiles"));
  manifest.facts = file.attributes("design");
  const auto names = file.texts("scenarios", "scenario"), texts = file.texts("scenarios", "text");
  if (names.empty() || names.size() != texts.size()) damaged("scenarios are not told by name and text");
  for (std::size_t i = 0; i < names.size(); ++i) manifest.scenarios.emplace_back(names[i], texts[i]);
  read_points(file, manifest);
  const std::string draws = file.attribute("sweep", "draws");
  if (!draws.empty() && draws != "0") manifest.draws = draws_of(file);
  read_layout(file, manifest.layout);
  manifest.design_text = file.attribute("provenance", "design_text");
  manifest.command = file.attribute("provenance", "command");
  manifest.started = file.attribute("provenance", "started");
  if (file.attribute("sweep", "digest") != manifest.digest()) damaged("its design differs from its digest");
  return manifest;
}

}  // namespace

SweepManifest read_manifest(const std::string& path) {
  const FileReader file(path);
  const std::string layout = file.attribute("/", "exarace_sweep");
  if (layout.empty()) throw ResultError(path + ": is not the manifest of a sweep");
  int version = 0;
  std::from_chars(layout.data(), layout.data() + layout.size(), version);
  if (version < 1 || version > kSweepLayout)
    throw ResultError(path + ": was written by a later version (layout " + layout + "; this program reads up to " +
                      std::to_string(kSweepLayout) + ")");
  try {
    return read(file);
  } catch (const ResultError& error) {
    const std::string text = error.what();
    throw ResultError(text.starts_with(path) ? text : path + ": " + text);
  }
}

}  // namespace exarace
