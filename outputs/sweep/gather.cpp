#include <algorithm>
#include <map>

#include "outputs/file/place.hpp"
#include "outputs/sweep/store.hpp"
#include "outputs/sweep/verify.hpp"

namespace exarace {

void gather_sweep(const SweepFolder& folder, const std::string& file, bool force, std::size_t most_bytes) {
  check_place(file, force ? Existing::replace : Existing::keep);
  if (!SweepFolder::is_sweep(folder.top)) throw ResultError(folder.top.string() + ": holds no sweep");
  const SweepManifest manifest = read_manifest(folder.manifest().string());
  std::map<std::uint64_t, RunRecord> runs;
  std::size_t bytes = 0;
  for (const IndexEntry& entry : present_entries(folder, manifest)) {
    for (RunRecord& record : read_segment(folder.segment(entry.segment).string(), manifest)) {
      bytes += record.bytes();
      runs[record.run] = std::move(record);  // a later attempt takes the place of an earlier one
    }
    if (bytes > most_bytes)
      throw ResultError(file + ": the sweep has more than " + std::to_string(most_bytes >> 20) +
                        " MB of numbers, too many for one file; er.open(folder) reads it as it is, and reductions in "
                        "the design make it smaller");
  }
  std::vector<RunRecord> records;
  for (auto& [run, record] : runs) records.push_back(std::move(record));
  put_in_place(file, gathered_bytes(manifest, records), force ? Existing::replace : Existing::keep);
}

}  // namespace exarace
