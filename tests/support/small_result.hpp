#pragma once
/// A small world, a few series of it, and a folder to write them to.

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "outputs/file/result.hpp"
#include "sim/state/world.hpp"

namespace exarace::test {

/// Folder that goes away with its files.
class Folder {
 public:
  Folder();
  ~Folder();
  std::string operator/(const std::string& name) const { return (path / name).string(); }
  /// Names of all files in it, hidden ones too.
  std::vector<std::string> names() const;

  std::filesystem::path path;
};

/// Two countries, three clouds, one lab; no other rows.
World small_world();
/// Series of that world: a number, one per cloud, one per country and cloud, and one that nobody records by default.
SeriesList small_series();
/// Runs `steps` steps of it and records them.
Recording small_recording(const std::vector<std::string>& patterns = {}, std::uint32_t steps = 12);
/// Everything a file of one run holds.
ResultContent small_content();

/// Value of the series `test.by_cloud`: of seven digits, as numbers are kept.
inline double by_cloud(std::uint32_t step, std::size_t cloud) {
  return static_cast<float>(std::exp(0.1 * step) + 10.0 * double(cloud));
}

}  // namespace exarace::test
