#include "outputs/sweep/stored.hpp"

#include <algorithm>
#include <filesystem>

#include "outputs/file/reader.hpp"
#include "outputs/sweep/store.hpp"
#include "sim/core/error.hpp"

namespace exarace {

namespace fs = std::filesystem;

namespace {

/// File that holds the plan of the runs at a path.
std::string plan_of(const std::string& path, bool one_segment) {
  if (fs::is_directory(path)) {
    if (!SweepFolder::is_sweep(path)) throw ResultError(path + ": holds no sweep");
    return SweepFolder{path}.manifest().string();
  }
  if (!one_segment) return path;
  const fs::path top = fs::absolute(path).parent_path().parent_path();
  if (!SweepFolder::is_sweep(top))
    throw ResultError(path +
                      ": is a segment, and the plan of its sweep is not there; put it back into the folder "
                      "'segments' of the sweep, beside whose manifest.h5 it was written");
  return SweepFolder{top}.manifest().string();
}

std::string count_of(std::uint64_t runs) {
  return runs == 1 ? "its only run is 0" : "its runs are 0 to " + std::to_string(runs - 1);
}

}  // namespace

bool StoredSweep::is_part(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error) || !FileReader(path).attribute("/", "exarace_sweep").empty();
}

StoredSweep::StoredSweep(const std::string& path) : path_(path) {
  const bool folder = fs::is_directory(path);
  if (!folder) {
    const FileReader file(path);
    if (file.attribute("/", "sweep_digest").empty())
      throw ResultError(path + ": is the plan of a sweep and holds no run; name its folder");
    one_segment_ = file.attribute("/", "exarace_layout").empty();
  }
  const std::string plan = plan_of(path, one_segment_);
  manifest_ = read_manifest(plan);
  provenance_ = FileReader(plan).attributes("provenance");
  if (folder) {
    const SweepFolder sweep{path};
    for (const IndexEntry& entry : present_entries(sweep, manifest_))
      for (const std::uint64_t run : entry.runs) file_of_[run] = sweep.segment(entry.segment).string();
  } else {
    for (const SegmentRun& run : read_segment_runs(path, manifest_.digest())) file_of_[run.run] = path;
  }
}

std::vector<RunRecord> StoredSweep::records(std::optional<std::uint64_t> run) const {
  if (!run && one_segment_) return read_segment(path_, manifest_);
  if (!run)
    throw ScenarioError(path_ +
                        ": holds the runs of a sweep; say which one with --run N: " + count_of(manifest_.runs()));
  if (*run >= manifest_.runs())
    throw ScenarioError(path_ + ": has no run " + std::to_string(*run) + "; " + count_of(manifest_.runs()));
  const auto found = file_of_.find(*run);
  if (found == file_of_.end())
    throw ScenarioError(path_ + (one_segment_
                                     ? ": does not hold run " + std::to_string(*run) + "; name the sweep's folder"
                                     : ": run " + std::to_string(*run) +
                                           " is not done yet; the command that began the sweep goes on with it"));
  std::vector<RunRecord> records = read_segment(found->second, manifest_);
  std::erase_if(records, [&](const RunRecord& record) { return record.run != *run; });
  return records;
}

}  // namespace exarace
