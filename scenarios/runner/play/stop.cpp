#include "scenarios/runner/play/stop.hpp"

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

std::atomic<bool> stop_wanted{false};  // the one thing that a signal handler may touch
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_signal(int) { stop_wanted = true; }

}  // namespace

std::atomic<bool>& stop_on_signals() {
  static const bool listening = [] {
    struct sigaction action = {}, before = {};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    // Batch systems may send these more than once: XCPU comes every second from the limit on.
    for (const int signal : {SIGUSR1, SIGUSR2, SIGXCPU}) sigaction(signal, &action, nullptr);
    // Under nohup this one is ignored, and stays so.
    if (sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second of these has its usual effect
    for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
    return true;
  }();
  static_cast<void>(listening);
  return stop_wanted;
}

struct TimeLimit::Watch {
  std::mutex mutex;
  std::condition_variable ended;
  bool end = false;
  std::thread thread;
};

TimeLimit::TimeLimit(const std::string& limit, std::atomic<bool>& stop) {
  if (limit.empty()) return;
  const auto end = std::chrono::steady_clock::now() + parse_duration(limit);
  watch_ = std::make_unique<Watch>();
  watch_->thread = std::thread([this, end, &stop] {
    std::unique_lock hold(watch_->mutex);
    if (watch_->ended.wait_until(hold, end, [this] { return watch_->end; })) return;
    passed_ = true;
    stop = true;
  });
}

TimeLimit::~TimeLimit() {
  if (!watch_) return;
  {
    const std::lock_guard hold(watch_->mutex);
    watch_->end = true;
  }
  watch_->ended.notify_all();
  watch_->thread.join();
}

std::chrono::seconds parse_duration(const std::string& text) {
  const auto refuse = [&text] {
    throw ScenarioError("expected a length of time such as 90s, 30m, 2h or 1:30:00, found '" + text + "'");
  };
  if (text.empty() || text.front() < '0' || text.front() > '9') refuse();  // sscanf takes signs and spaces
  unsigned hours = 0, minutes = 0, seconds = 0;
  int used = 0;
  const int size = static_cast<int>(text.size());
  if (std::sscanf(text.c_str(), "%4u:%2u:%2u%n", &hours, &minutes, &seconds, &used) == 3 && used == size)
    return std::chrono::seconds(hours * 3600 + minutes * 60 + seconds);
  unsigned amount = 0;
  char unit = 's';
  const bool with_unit = std::sscanf(text.c_str(), "%7u%c%n", &amount, &unit, &used) == 2 && used == size;
  const bool plain = !with_unit && std::sscanf(text.c_str(), "%7u%n", &amount, &used) == 1 && used == size;
  if (plain || (with_unit && unit == 's')) return std::chrono::seconds(amount);
  if (with_unit && unit == 'm') return std::chrono::minutes(amount);
  if (with_unit && unit == 'h') return std::chrono::hours(amount);
  refuse();
  return {};
}

}  // namespace exarace
