#include "scenarios/runner/command/mpi_ranks.hpp"

#include <mpi.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>

#include "scenarios/runner/command/mpi_messages.hpp"
#include "scenarios/runner/command/program.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "scenarios/runner/sweep/sweep.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// Answers the other ranks from a thread of the first one until all have finished.
class Service {
 public:
  Service(const SweepOptions& options, SweepStore& store, Claims& claims)
      : options_(options), store_(store), claims_(claims), thread_([this] { serve(); }) {}

  /// Waits for the other ranks; what the first of them failed of, or "".
  std::string finish() {
    thread_.join();
    return failure_;
  }

 private:
  void serve() {
    for (int finished = 0; finished + 1 < mpi::ranks();) {
      mpi::Message message{};
      int from = 0;
      if (!mpi::poll(message, from)) {
        std::this_thread::sleep_for(5ms);  // MPI itself would wait with a whole processor
        continue;
      }
      const auto block = static_cast<std::uint64_t>(message[1]);
      switch (static_cast<mpi::Say>(message[0])) {
        case mpi::Say::want: mpi::answer(from, next()); break;
        case mpi::Say::done: done(block); break;
        case mpi::Say::give_back: claims_.release(block); break;
        case mpi::Say::failed: failed(mpi::receive_text(from, message[1])); [[fallthrough]];
        case mpi::Say::finished: ++finished; break;
      }
    }
  }

  std::int64_t next() {
    if (*options_.stop) return mpi::kNothingLeft;
    try {
      const Claims::Found found = claims_.next();
      if (found.block) return static_cast<std::int64_t>(*found.block);
      return found.others ? mpi::kAskLater : mpi::kNothingLeft;
    } catch (const std::exception& error) {
      failed(error.what());
      return mpi::kNothingLeft;
    }
  }

  void done(std::uint64_t block) {
    try {
      claims_.done(block);
      store_.open_runs(block);
    } catch (const std::exception& error) {
      failed(error.what());
    }
  }

  void failed(const std::string& text) {
    if (failure_.empty()) failure_ = text;
    *options_.stop = true;
  }

  const SweepOptions& options_;
  SweepStore& store_;
  Claims& claims_;
  std::string failure_;
  std::thread thread_;
};

/// Blocks from the first rank. One thread speaks at a time: its question and the answer belong together.
WorkSource from_first(std::mutex& mutex, std::atomic<bool>& stop) {
  const auto tell = [&mutex](mpi::Say what, std::uint64_t block) {
    const std::lock_guard hold(mutex);
    mpi::send({static_cast<std::int64_t>(what), static_cast<std::int64_t>(block)});
  };
  const auto next = [&mutex, &stop]() -> std::optional<std::uint64_t> {
    while (!stop) {
      std::unique_lock hold(mutex);
      const std::int64_t block = mpi::ask();
      hold.unlock();
      if (block >= 0) return static_cast<std::uint64_t>(block);
      if (block == mpi::kNothingLeft) return std::nullopt;
      std::this_thread::sleep_for(200ms);
    }
    return std::nullopt;
  };
  return {next, [tell](std::uint64_t block) { tell(mpi::Say::done, block); },
          [tell](std::uint64_t block) { tell(mpi::Say::give_back, block); }};
}

/// What every rank but the first does with a sweep.
void help(const mpi::Start& start) {
  SweepOptions options;
  options.threads = start.threads;
  if (start.seconds > 0)
    options.end = Clock::now() + std::chrono::milliseconds(static_cast<long>(1000 * start.seconds));
  options.stop = &stop_on_signals();
  const SweepFolder folder{start.folder};
  const SweepManifest manifest = read_manifest(folder.manifest().string());
  SweepProcess process(folder, {});
  SweepStore store(folder, manifest, process, start.retry_failed);
  const Heartbeat heartbeat(process, options);
  std::mutex mutex;
  work_on(manifest, store, from_first(mutex, *options.stop), options);
}

int follow() {
  const mpi::Start start = mpi::share({});
  if (!start.sweep) return 0;
  std::string failure;
  try {
    help(start);
  } catch (const std::exception& error) {
    failure = error.what();
  }
  if (failure.empty()) {
    mpi::send({static_cast<std::int64_t>(mpi::Say::finished), 0});
  } else {
    mpi::send({static_cast<std::int64_t>(mpi::Say::failed), static_cast<std::int64_t>(failure.size())});
    mpi::send_text(failure);
  }
  return 0;
}

int lead(int count, char** arguments) {
  bool begun = false;
  std::unique_ptr<Service> service;
  sweep_crew().begin = [&](const SweepOptions& options, SweepStore& store, Claims& claims) {
    mpi::Start start{true, options.folder, options.threads, options.retry_failed, 0};
    if (options.end != Clock::time_point::max())
      start.seconds = std::max(1e-3, std::chrono::duration<double>(options.end - Clock::now()).count());
    mpi::share(start);
    begun = true;
    service = std::make_unique<Service>(options, store, claims);
  };
  sweep_crew().end = [&] {
    const std::string failure = service->finish();
    if (!failure.empty()) throw ResultError(failure);
  };
  const int code = run_program(count, arguments);
  if (!begun) mpi::share({});
  return code;
}

}  // namespace

int run_program_with_ranks(int count, char** arguments) {
  int provided = 0;
  MPI_Init_thread(&count, &arguments, MPI_THREAD_MULTIPLE, &provided);
  int code = 1;
  if (mpi::ranks() == 1)
    code = run_program(count, arguments);
  else if (provided < MPI_THREAD_MULTIPLE)
    std::fputs("exarace-mpi: this MPI does not let several threads speak; use job arrays with --shard\n", stderr);
  else
    code = mpi::rank() == 0 ? lead(count, arguments) : follow();
  while (!mpi::all_ended()) std::this_thread::sleep_for(5ms);
  MPI_Finalize();
  return code;
}

}  // namespace exarace
