#include "outputs/sweep/verify.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "outputs/file/place.hpp"
#include "outputs/file/verify.hpp"
#include "outputs/sweep/process.hpp"

namespace exarace {

namespace fs = std::filesystem;

namespace {

SweepManifest manifest_of(const SweepFolder& folder) {
  if (!SweepFolder::is_sweep(folder.top)) throw ResultError(folder.top.string() + ": holds no sweep");
  return read_manifest(folder.manifest().string());
}

/// One pass over the segments of a sweep.
class Inspection {
 public:
  Inspection(const SweepFolder& folder, const SweepManifest& manifest) : folder_(folder), manifest_(manifest) {
    Index index = read_index(folder, manifest);
    for (IndexEntry& entry : index.entries) told_[entry.segment] = std::move(entry);
    report_.damaged = std::move(index.damaged);
  }

  /// Reads a segment to its end; what it holds, or nothing if it is damaged, which is noted.
  std::vector<RunRecord> inspect(SegmentName name) {
    const std::string path = folder_.segment(name).string();
    told_here_.insert(name);
    if (const std::string wrong = fault_of_bytes(path); !wrong.empty()) return note(name, wrong);
    try {
      std::vector<RunRecord> records = read_segment(path, manifest_);
      const std::string wrong = fault_of(name, records);
      if (!wrong.empty()) return note(name, wrong);
      whole_.push_back(entry_of(name, records));
      return records;
    } catch (const ResultError& error) {
      return note(name, error.what());
    }
  }

  SweepReport finish() {
    for (const SegmentName name : folder_.list_set_aside()) told_here_.insert(name);
    for (const auto& [name, entry] : told_)
      if (!told_here_.contains(name)) note(name, "is told of as done, but is not there");
    report_.segments = whole_.size();
    report_.state = state_of(manifest_, whole_);
    return std::move(report_);
  }

 private:
  std::vector<RunRecord> note(SegmentName name, const std::string& text) {
    report_.damaged.emplace_back("segments/" + SweepFolder::file_name(name), text);
    return {};
  }

  static IndexEntry entry_of(SegmentName name, const std::vector<RunRecord>& records) {
    IndexEntry entry{name, 0, {}, {}};
    for (const RunRecord& record : records) {
      entry.runs.push_back(record.run);
      if (!record.failure.empty()) entry.failures[record.run] = record.failure;
    }
    return entry;
  }

  std::string fault_of(SegmentName name, const std::vector<RunRecord>& records) {
    const auto told = told_.find(name);
    std::vector<std::uint64_t> runs;
    for (const RunRecord& record : records) {
      runs.push_back(record.run);
      if (record.run / manifest_.block != name.block || record.run >= manifest_.runs())
        return "holds run " + std::to_string(record.run) + ", which belongs elsewhere";
      if (!seen_whole_.insert(record.run).second) return "holds run " + std::to_string(record.run) + " once more";
      if (!record.failure.empty()) seen_whole_.erase(record.run);  // it may be tried again
    }
    if (told != told_.end() && told->second.runs != runs) return "holds other runs than its line in the index says";
    return "";
  }

  /// What is wrong with the bytes of a file; found before HDF5 looks at them.
  static std::string fault_of_bytes(const std::string& path) {
    const std::vector<Finding> findings = verify_bytes(path);
    return findings.empty() ? "" : findings.front().text;
  }

  const SweepFolder& folder_;
  const SweepManifest& manifest_;
  std::map<SegmentName, IndexEntry> told_;
  std::set<SegmentName> told_here_;
  std::set<std::uint64_t> seen_whole_;
  std::vector<IndexEntry> whole_;
  SweepReport report_;
};

}  // namespace

SweepReport verify_sweep(const SweepFolder& folder) {
  const SweepManifest manifest = manifest_of(folder);
  Inspection inspection(folder, manifest);
  for (const SegmentName name : folder.list_segments()) inspection.inspect(name);
  return inspection.finish();
}

SweepReport salvage_sweep(const SweepFolder& folder, const SweepFolder& out) {
  const SweepManifest manifest = manifest_of(folder);
  out.make();
  put_in_place(out.manifest().string(), read_bytes(folder.manifest().string()), Existing::keep);
  SweepProcess process(out, {});
  Inspection inspection(folder, manifest);
  std::map<std::uint64_t, std::uint32_t> attempts;
  for (const SegmentName name : folder.list_segments()) {
    const std::vector<RunRecord> records = inspection.inspect(name);
    if (records.empty()) continue;
    const std::vector<char> bytes = read_bytes(folder.segment(name).string());
    const SegmentName kept{name.block, attempts[name.block]++};
    put_in_place(out.segment(kept).string(), bytes, Existing::keep);
    process.append(index_line(manifest, kept, bytes.size(), records));
  }
  return inspection.finish();
}

}  // namespace exarace
