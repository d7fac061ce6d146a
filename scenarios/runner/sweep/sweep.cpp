#include "scenarios/runner/sweep/sweep.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
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

/// Blocks from the table in the folder; waits while another process still holds the last ones.
std::optional<std::uint64_t> next_claim(Claims& claims, const SweepOptions& options) {
  while (!*options.stop) {
    const Claims::Found found = claims.next();
    if (found.block || !found.others) return found.block;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return std::nullopt;
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
  const SweepManifest manifest = settle_manifest(folder, planned);
  SweepProcess process(folder, options.shard);
  remove_leftovers(folder);
  SweepStore store(folder, manifest, process, options.retry_failed);
  Claims claims(folder, process, options.shard, store.done_blocks());
  const Heartbeat heartbeat(process, options);
  if (options.begun) options.begun(manifest, store.known());
  const WorkSource source{[&] { return next_claim(claims, options); }, [&](std::uint64_t block) { claims.done(block); },
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
  return outcome;
}

}  // namespace exarace
