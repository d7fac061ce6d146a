#include "scenarios/runner/play/stop.hpp"

#include <csignal>
#include <cstdio>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

std::atomic<bool> stop_wanted{false};  // the one thing that a signal handler may touch
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_signal(int) { stop_wanted = true; }

}  // namespace

std::atomic<bool>& stop_on_signals() {
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second signal has its usual effect
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaction(signal, &action, nullptr);
  return stop_wanted;
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
