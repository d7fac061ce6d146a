#pragma once
/// The plan of a sweep as its folder holds it: written first, never changed, all that a worker needs.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "outputs/sweep/draws.hpp"
#include "outputs/sweep/layout.hpp"

namespace exarace {

/// Version of the layout of sweeps; a reader of the next version reads the sweeps of this one.
inline constexpr int kSweepLayout = 1;

/// A factor with its value at every point.
struct PlannedFactor {
  std::string key;   ///< "behaviour.cloud.hurdle_rate"; "scenario" chooses the scenario itself
  std::string role;  ///< "uncertainty" or "lever"
  std::string unit;
  std::string about;
  bool whole = false;                ///< numbers are whole
  std::vector<double> numbers;       ///< one per point, or none
  std::vector<std::string> texts;    ///< TOML values where they are no numbers; one per point, or none
  std::vector<double> unit_numbers;  ///< place in (0, 1) that the sampler drew, one per point; none for lists and grids

  /// The value at a point as TOML: "0.12", "true", "\"step\"".
  std::string text(std::uint64_t point) const;
};

/// A design made definite. A run is a point and a replicate: run = point * replicates + replicate.
struct SweepManifest {
  std::string name;   ///< of the design
  std::string title;  ///< as people write it
  std::string sampler;
  std::uint64_t seed = 0;
  std::uint64_t replicates = 1;
  bool paired = true;  ///< all points share the luck of a replicate; otherwise each run has its own
  std::uint64_t points = 1;
  std::uint64_t block = 64;       ///< runs that are claimed together
  std::vector<double> quantiles;  ///< over replicates, for readers
  std::vector<std::pair<std::string, std::string>>
      scenarios;  ///< name and resolved text; one without a factor scenario
  std::vector<PlannedFactor> factors;
  PlannedDraws draws;  ///< none where no file of draws was named
  SweepLayout layout;
  std::string design_text;                                 ///< as it was read
  std::vector<std::pair<std::string, std::string>> facts;  ///< what makes it this design and no other
  std::string command;                                     ///< that began it, paths cut
  std::string started;

  std::uint64_t runs() const { return points * replicates; }
  std::uint64_t blocks() const { return (runs() + block - 1) / block; }
  std::uint64_t point_of(std::uint64_t run) const { return run / replicates; }
  std::uint64_t replicate_of(std::uint64_t run) const { return run % replicates; }
  /// Number of the luck of a run: the replicate of the seed that it is played with.
  std::uint64_t luck_of(std::uint64_t run) const { return paired ? replicate_of(run) : run; }
  /// Key paths with values that make a run, as TOML, but for the scenario; draws first.
  std::vector<std::pair<std::string, std::string>> changes(std::uint64_t run) const;
  /// Number of the scenario of a point.
  std::size_t scenario_of(std::uint64_t point) const;
  /// Digest of the facts: equal for the same design, scenario and program.
  std::string digest() const;
};

/// Writes the groups that tell of the design: sweep, design, points, scenarios, provenance.
void write_design(FileWriter& file, const SweepManifest& manifest);
/// Bytes of the manifest's file.
std::vector<char> manifest_bytes(const SweepManifest& manifest);
/// Reads a manifest. Throws ResultError.
SweepManifest read_manifest(const std::string& path);

/// What differs between two plans, one sentence for each fact; none if they are the same.
std::vector<std::string> differences(const SweepManifest& there, const SweepManifest& here);

}  // namespace exarace
