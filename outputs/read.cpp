#include "outputs/read.hpp"

#include <algorithm>

#include "outputs/file_read.hpp"
#include "outputs/result.hpp"
#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

/// Throws ResultError unless this program knows the file's layout.
void check_layout(const FileReader& file, const std::string& path) {
  const std::string layout = file.attribute("/", "exarace_layout");
  if (layout.empty()) throw ResultError(path + ": is not a result file of exarace");
  if (std::stoi(layout) > kLayout)
    throw ResultError(path + ": was written by a later version (layout " + layout + "; this program reads up to " +
                      std::to_string(kLayout) + ")");
}

/// Series without the coordinates that stand beside them.
std::vector<std::string> series_names(const FileReader& file) {
  std::vector<std::string> names = file.variables("series");
  std::erase_if(names, [](const std::string& name) { return name.find('.') == name.npos; });
  return names;
}

}  // namespace

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
  return file.numbers("series", "time_bounds", false).shape.at(0);
}

std::vector<std::pair<std::string, std::string>> read_provenance(const std::string& path) {
  const FileReader file(path);
  check_layout(file, path);
  return file.attributes("provenance");
}

}  // namespace exarace
