#pragma once
/// Stopping in good order: signals and a limit of time.

#include <atomic>
#include <chrono>
#include <string>

namespace exarace {

/// Lets SIGINT, SIGTERM and SIGUSR1 raise a flag instead of ending the program; a second one ends it. Returns the flag.
std::atomic<bool>& stop_on_signals();

/// "90", "90s", "30m", "2h", "1:30:00". Throws ScenarioError.
std::chrono::seconds parse_duration(const std::string& text);

}  // namespace exarace
