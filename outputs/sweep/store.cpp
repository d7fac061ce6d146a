#include "outputs/sweep/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <set>

#include "outputs/file/place.hpp"
#include "outputs/file/verify.hpp"
#include "sim/core/reader.hpp"

namespace exarace {

namespace fs = std::filesystem;

namespace {

IndexEntry entry_of(const SweepManifest& manifest, SegmentName name, const fs::path& path) {
  IndexEntry entry{name, fs::file_size(path), {}, {}};
  for (const SegmentRun& run : read_segment_runs(path.string(), manifest.digest())) {
    entry.runs.push_back(run.run);
    if (!run.failure.empty()) entry.failures[run.run] = run.failure;
  }
  return entry;
}

void check_size(const IndexEntry& entry, const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size == entry.size) return;
  throw ResultError(
      fmt::format("{}: has {} bytes instead of {}: cut off, or changed by another program; 'exarace "
                  "verify' finds all that is damaged; remove it, and the sweep runs its runs again",
                  path.string(), size, entry.size));
}

}  // namespace

std::vector<IndexEntry> present_entries(const SweepFolder& folder, const SweepManifest& manifest,
                                        std::vector<SegmentName>* untold) {
  const std::vector<IndexEntry> told =
      read_index(folder, manifest).entries;  // before the segments: their lines come later
  std::vector<IndexEntry> present;
  auto line = told.begin();
  for (const SegmentName name : folder.list_segments()) {
    while (line != told.end() && line->segment < name) ++line;
    const fs::path path = folder.segment(name);
    if (line != told.end() && line->segment == name) {
      check_size(*line, path);
      present.push_back(*line);
    } else {
      present.push_back(entry_of(manifest, name, path));
      if (untold) untold->push_back(name);
    }
  }
  return present;
}

SweepStore::SweepStore(const SweepFolder& folder, const SweepManifest& manifest, SweepProcess& process, bool retry)
    : folder_(folder), manifest_(manifest), process_(process), states_(manifest.runs(), State::open) {
  std::vector<SegmentName> untold;
  for (const IndexEntry& entry : present_entries(folder, manifest, &untold)) {
    for (const std::uint64_t run : entry.runs) take(run, entry.failures.contains(run));
    std::uint32_t& attempts = attempts_[entry.segment.block];
    attempts = std::max(attempts, entry.segment.attempt + 1);
  }
  for (const SegmentName name :
       folder.list_set_aside()) {  // their lines in the index stay: no other file gets the name
    std::uint32_t& attempts = attempts_[name.block];
    attempts = std::max(attempts, name.attempt + 1);
  }
  for (const SegmentName name : untold) {
    const fs::path path = folder.segment(name);
    process_.append(index_line(manifest, name, fs::file_size(path), read_segment(path.string(), manifest)));
  }
  if (!retry) return;
  for (State& state : states_)
    if (state == State::failed) state = State::open, --known_;
}

std::uint64_t SweepStore::end_run(std::uint64_t block) const {
  return std::min(first_run(block) + manifest_.block, manifest_.runs());
}

void SweepStore::take(std::uint64_t run, bool failed) {
  if (run >= states_.size()) return;
  known_ += states_[run] == State::open;
  states_[run] = failed ? State::failed : State::whole;
}

std::vector<bool> SweepStore::done_blocks() const {
  const std::lock_guard hold(mutex_);
  std::vector<bool> done(manifest_.blocks(), true);
  for (std::uint64_t run = 0; run < states_.size(); ++run)
    if (states_[run] == State::open) done[run / manifest_.block] = false;
  return done;
}

/// Takes note of segments of a block that others have written since.
void SweepStore::refresh(std::uint64_t block) {
  std::uint32_t& attempts = attempts_[block];
  for (;; ++attempts) {
    const SegmentName name{block, attempts};
    std::error_code error;
    if (!fs::exists(folder_.segment(name), error)) return;
    for (const SegmentRun& run : read_segment_runs(folder_.segment(name).string(), manifest_.digest()))
      take(run.run, !run.failure.empty());
  }
}

std::vector<std::uint64_t> SweepStore::open_runs(std::uint64_t block) {
  const std::lock_guard hold(mutex_);
  refresh(block);
  std::vector<std::uint64_t> open;
  for (std::uint64_t run = first_run(block); run < end_run(block); ++run)
    if (states_[run] == State::open) open.push_back(run);
  return open;
}

void SweepStore::put(std::uint64_t block, std::vector<RunRecord> records) {
  const std::lock_guard hold(mutex_);  // HDF5 does one thing at a time anyway
  while (!records.empty()) {
    const SegmentName name{block, attempts_[block]};
    const std::vector<char> bytes = segment_bytes(manifest_, records);
    try {
      put_in_place(folder_.segment(name).string(), bytes, Existing::keep);
    } catch (const FileError& error) {
      if (error.number != EEXIST) throw;
      refresh(block);
      std::erase_if(records, [&](const RunRecord& r) { return states_[r.run] != State::open; });
      continue;
    }
    ++attempts_[block];
    for (const RunRecord& record : records) take(record.run, !record.failure.empty());
    process_.append(index_line(manifest_, name, bytes.size(), records));
    return;
  }
}

std::uint64_t SweepStore::known() const {
  const std::lock_guard hold(mutex_);
  return known_;
}

namespace {

std::string program_of(const SweepManifest& manifest) {
  for (const auto& [name, text] : manifest.facts)
    if (name == "program") return text;
  return "";
}

/// Whether two plans differ in nothing but the build of the program: "0.1.0 ab12cd3" and "0.1.0 9f8e7d6".
bool only_rebuilt(const SweepManifest& there, SweepManifest here) {
  const std::string was = program_of(there), is = program_of(here);
  for (auto& [name, text] : here.facts)
    if (name == "program") text = was;
  return was.substr(0, was.find(' ')) == is.substr(0, is.find(' ')) && differences(there, here).empty();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> damaged_segments(const SweepFolder& folder, const Shard& shard) {
  std::uintmax_t left = std::uintmax_t{4} << 30;
  std::vector<std::pair<std::string, std::string>> damaged;
  for (const SegmentName name : folder.list_segments()) {
    std::error_code error;
    const std::string path = folder.segment(name).string();
    const auto size = fs::file_size(path, error);
    if (!shard.holds(name.block) || error || size > left) continue;
    left -= size;
    const std::vector<Finding> findings = verify_bytes(path);
    if (!findings.empty()) damaged.emplace_back(path, findings.front().text);
  }
  return damaged;
}

void set_aside(const std::string& segment) {
  if (::rename(segment.c_str(), (segment + ".damaged").c_str()) != 0) fail_on_disk(segment, "set aside", errno);
}

SweepManifest settle_manifest(const SweepFolder& folder, const SweepManifest& planned, std::string* built) {
  folder.make();
  const std::string path = folder.manifest().string();
  try {
    put_in_place(path, manifest_bytes(planned), Existing::keep);
  } catch (const FileError& error) {
    if (error.number != EEXIST) throw;
  }
  SweepManifest there = read_manifest(path);
  const std::vector<std::string> different = differences(there, planned);
  if (different.empty()) return there;
  if (built != nullptr && only_rebuilt(there, planned)) {
    *built = different.front();
    return there;
  }
  throw FileError(fmt::format("{}: holds another sweep: {}; name another folder{}", folder.top.string(),
                              fmt::join(different, "; "), in_words(" with -o", "")),
                  EEXIST);
}

void remove_leftovers(const SweepFolder& folder) {
  for (const fs::path& place : {folder.top, folder.segments()}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(place, error)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with('.') || name.find(".tmp-") == std::string::npos) continue;
      const auto written = fs::last_write_time(entry.path(), error);
      if (!error && fs::file_time_type::clock::now() - written > std::chrono::hours(1)) fs::remove(entry.path(), error);
    }
  }
}

}  // namespace exarace
