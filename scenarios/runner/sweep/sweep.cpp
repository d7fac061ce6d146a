#include "scenarios/runner/sweep/sweep.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "outputs/sweep/difference.hpp"
#include "outputs/sweep/segment.hpp"
#include "scenarios/runner/sweep/plan.hpp"
#include "scenarios/runner/sweep/play_run.hpp"
#include "sim/core/error.hpp"

namespace exarace {

using Clock = std::chrono::steady_clock;

struct Heartbeat::Beating {
  std::mutex mutex;
  std::condition_variable ended;
  bool end = false;
  std::thread thread;
};

Heartbeat::Heartbeat(const SweepProcess& process, const SweepOptions& options) : beating_(new Beating) {
  beating_->thread = std::thread([this, &process, &options] {
    std::unique_lock hold(beating_->mutex);
    auto touch = Clock::now();
    while (!beating_->ended.wait_for(hold, std::chrono::milliseconds(200), [this] { return beating_->end; })) {
      const auto now = Clock::now();
      if (now >= options.end) *options.stop = true;
      if (now - touch < std::chrono::seconds(kLease / 8)) continue;
      process.touch();
      touch = now;
    }
  });
}

Heartbeat::~Heartbeat() {
  {
    const std::lock_guard hold(beating_->mutex);
    beating_->end = true;
  }
  beating_->ended.notify_all();
  beating_->thread.join();
}

namespace {

void tell(const SweepOptions& options, const std::string& text) {
  if (options.note) options.note(options.folder + ": " + text);
}

/// Blocks that are free; waits while another process still holds the last ones, and says so once.
std::optional<std::uint64_t> next_claim(Claims& claims, const SweepOptions& options, std::atomic<bool>& told) {
  const auto since = Clock::now();
  while (!*options.stop) {
    const Claims::Found found = claims.next();
    if (found.block || !found.others) return found.block;
    if (Clock::now() - since > std::chrono::seconds(2) && !told.exchange(true))
      tell(options,
           "waiting for runs that other processes have taken; where one was killed on another machine, or on a "
           "file system without locks, its runs are free " +
               std::to_string(kLease) + " s after its last sign of life");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return std::nullopt;
}

/// Plays one run again that the builds before have made; throws ResultError where this one makes other numbers.
void check_same_world(const SweepFolder& folder, const SweepManifest& manifest, const SweepOptions& options) {
  const PlannedRuns runs(manifest);
  for (const SegmentName name : folder.list_segments())
    for (const RunRecord& stored : read_segment(folder.segment(name).string(), manifest)) {
      if (!stored.failure.empty()) continue;
      const RunRecord again = play_run(manifest, runs, recorded_series(manifest.layout), stored.run, *options.stop);
      const Comparison compared = compare_runs(manifest.layout, stored, again);
      if (!compared.differences.empty())
        throw ResultError(options.folder + ": this build makes other numbers than those that are there (run " +
                          std::to_string(stored.run) + ", " + compared.differences.front().place + ": " +
                          compared.differences.front().text + "); use the build that began it, or name another folder");
      return tell(options,
                  "run " + std::to_string(stored.run) + " was made again and is the same to the bit; going on");
    }
}

/// The plan that holds. Where another build of this version began the sweep, that is said before anything is added.
SweepManifest settle(const SweepFolder& folder, const SweepManifest& planned, const SweepOptions& options) {
  std::string built;
  SweepManifest manifest = settle_manifest(folder, planned, &built);
  if (built.empty()) return manifest;
  tell(options, "was begun by another build: " + built +
                    "; going on, and each segment says which build made it (--same-world makes a run again first)");
  if (options.same_world) check_same_world(folder, manifest, options);
  return manifest;
}

bool is_share_done(const SweepManifest& manifest, const SweepStore& store, const Shard& shard) {
  const std::vector<bool> done = store.done_blocks();
  for (std::uint64_t block = 0; block < manifest.blocks(); ++block)
    if (shard.holds(block) && !done[block]) return false;
  return true;
}

}  // namespace

Crew& sweep_crew() {
  static Crew crew;
  return crew;
}

SweepOutcome run_sweep(const SweepManifest& planned, const SweepOptions& options) {
  const SweepFolder folder{options.folder};
  const SweepManifest manifest = settle(folder, planned, options);
  SweepProcess process(folder, options.shard, options.note);
  remove_leftovers(folder);
  for (const auto& [file, wrong] : damaged_segments(folder, options.shard)) {
    if (!options.replace_damaged)
      throw ResultError(file + ": " + wrong +
                        "; --replace-damaged sets damaged segments aside and makes their runs again");
    set_aside(file);
    if (options.note) options.note(file + ": " + wrong + "; set aside, its runs are made again");
  }
  SweepStore store(folder, manifest, process, options.retry_failed);
  Claims claims(folder, process, options.shard, store.done_blocks());
  const Heartbeat heartbeat(process, options);
  if (options.begun) options.begun(manifest, store.known());
  std::atomic<bool> told{false};
  const WorkSource source{[&] { return next_claim(claims, options, told); },
                          [&](std::uint64_t block) { claims.done(block); },
                          [&](std::uint64_t block) { claims.release(block); }};
  if (sweep_crew().begin) sweep_crew().begin(options, store, claims);
  std::exception_ptr failure;
  try {
    work_on(manifest, store, source, options);
  } catch (...) {
    failure = std::current_exception();
  }
  if (sweep_crew().end) sweep_crew().end();
  if (failure) std::rethrow_exception(failure);
  for (std::uint64_t block = 0; block < manifest.blocks(); ++block)
    if (options.shard.holds(block)) store.open_runs(block);  // what others have written since
  SweepOutcome outcome;
  outcome.share_done = is_share_done(manifest, store, options.shard);
  outcome.state = state_of(manifest, present_entries(folder, manifest));
  for (const auto& [run, message] : outcome.state.failures)
    outcome.share_failed += options.shard.holds(run / manifest.block);
  return outcome;
}

}  // namespace exarace
