#include "outputs/file/read_result.hpp"

#include <algorithm>
#include <charconv>

#include "outputs/file/reader.hpp"
#include "outputs/file/result.hpp"
#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

/// Throws ResultError unless this program knows the file's layout.
void check_layout(const FileReader& file, const std::string& path) {
  const std::string layout = file.attribute("/", "exarace_layout");
  if (layout.empty()) throw ResultError(path + ": is not a result file of exarace");
  int version = 0;
  std::from_chars(layout.data(), layout.data() + layout.size(), version);
  if (version < 1 || version > kLayout)
    throw ResultError(path + ": was written by a later version (layout " + layout + "; this program reads up to " +
                      std::to_string(kLayout) + ")");
}

/// What another file of exarace is, and what can be done with it; "" for the result of a run.
std::string other_kind(const FileReader& file) {
  if (!file.attribute("/", "exarace_checkpoint").empty()) return "a checkpoint; 'exarace resume' goes on from it";
  if (!file.attribute("/", "exarace_sweep").empty()) return "a part of a sweep; 'exarace verify' checks its folder";
  if (file.attribute("/", "exarace_kind") == "comparison") return "a comparison; 'exarace compare' makes it again";
  return "";
}

/// Series without the coordinates that stand beside them.
std::vector<std::string> series_names(const FileReader& file) {
  std::vector<std::string> names = file.variables("series");
  std::erase_if(names, [](const std::string& name) { return name.find('.') == name.npos; });
  return names;
}

}  // namespace

void check_is_result(const std::string& path) {
  const FileReader file(path);
  check_layout(file, path);
  if (const std::string kind = other_kind(file); !kind.empty())
    throw ResultError(path + ": expected the result of a run, found " + kind);
}

ReadSeries read_series(const std::string& path, const std::string& name) {
  const FileReader file(path);
  check_layout(file, path);
  const auto names = series_names(file);
  if (std::find(names.begin(), names.end(), name) == names.end())
    throw ResultError(path + ": has no series '" + name + "'" + did_you_mean(name, names));
  Variable variable = file.numbers("series", name);
  return {variable.shape, variable.dims, variable.unit, std::move(variable.values)};
}

std::vector<std::string> read_series_names(const std::string& path) {
  const FileReader file(path);
  check_layout(file, path);
  return series_names(file);
}

std::size_t read_steps(const std::string& path) {
  const FileReader file(path);
  check_layout(file, path);
  const Variable bounds = file.numbers("series", "time_bounds", false);
  if (bounds.shape.empty()) throw ResultError(path + ": series/time_bounds has no length");
  return bounds.shape.front();
}

std::vector<std::pair<std::string, std::string>> read_provenance(const std::string& path) {
  const FileReader file(path);
  check_layout(file, path);
  auto facts = file.attributes("provenance");
  for (const std::string& name : file.variables("provenance")) {
    std::vector<std::string> texts = file.texts("provenance", name);
    if (texts.empty()) throw ResultError(path + ": provenance/" + name + " holds no text");
    facts.emplace_back(name, std::move(texts.front()));
  }
  return facts;
}

}  // namespace exarace
