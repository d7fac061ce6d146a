#pragma once
/// Stopping in good order: signals and a limit of time.

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

namespace exarace {

/// Lets SIGINT, SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU and SIGHUP raise a flag instead of ending the program; a second INT
/// or TERM ends it. Returns the flag.
std::atomic<bool>& stop_on_signals();

/// Raises a flag when a length of time has passed.
class TimeLimit {
 public:
  /// "" for no limit. Throws ScenarioError, see parse_duration().
  TimeLimit(const std::string& limit, std::atomic<bool>& stop);
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit();

  /// Whether it was this that raised the flag.
  bool passed() const { return passed_; }

 private:
  struct Watch;
  std::unique_ptr<Watch> watch_;
  std::atomic<bool> passed_{false};
};

/// "90", "90s", "30m", "2h", "1:30:00". Throws ScenarioError.
std::chrono::seconds parse_duration(const std::string& text);

}  // namespace exarace
