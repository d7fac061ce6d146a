#pragma once
/// How far a run is, on standard error: a bar on a terminal, else a line now and then.

#include <chrono>
#include <cstdint>
#include <string>

namespace exarace {

/// Shows progress until it is destroyed; then the bar is wiped away.
class Progress {
 public:
  /// A silent one shows nothing. `unit` is what is counted: "steps".
  Progress(bool silent, std::string unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `done` of `all` are finished. Cheap enough to be called after every step.
  void show(std::uint64_t done, std::uint64_t all);

 private:
  using Clock = std::chrono::steady_clock;
  bool silent_;
  bool terminal_;
  bool bar_shown_ = false;
  std::string unit_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_;
};

/// "52 %  56/108 steps  34 steps/s  1 s left".
std::string progress_text(std::uint64_t done, std::uint64_t all, double seconds, const std::string& unit);

}  // namespace exarace
