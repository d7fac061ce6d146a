#include "scenarios/runner/play/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace exarace {
namespace {

std::string time_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::size_t terminal_width() {
  winsize size = {};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bar(double share, std::size_t width) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(width));
  return '[' + std::string(full, '#') + std::string(width - full, '-') + "] ";
}

}  // namespace

std::string progress_text(std::uint64_t done, std::uint64_t all, double seconds, const std::string& unit) {
  const double share = all == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(all);
  std::string text = fmt::format("{:3.0f} %  {}/{} {}", 100 * share, done, all, unit);
  if (done == 0 || seconds <= 0) return text;
  const double rate = static_cast<double>(done) / seconds;
  return text + fmt::format("  {:.3g} {}/s  {} left", rate, unit, time_text(static_cast<double>(all - done) / rate));
}

Progress::Progress(bool silent, std::string unit)
    : silent_(silent), terminal_(isatty(STDERR_FILENO) == 1), unit_(std::move(unit)) {
  next_ += terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000);
}

Progress::~Progress() {
  if (bar_shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(std::uint64_t done, std::uint64_t all) {
  const auto now = Clock::now();
  if (silent_ || now < next_) return;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string text = progress_text(done, all, seconds, unit_);
  if (terminal_) {
    next_ = now + std::chrono::milliseconds(100);
    const std::size_t width = terminal_width(), room = width > text.size() + 6 ? width - text.size() - 6 : 0;
    const double share = all == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(all);
    const std::string line = (room > 4 ? bar(share, std::min<std::size_t>(room, 40)) : "") + text;
    std::fputs(fmt::format("\r{}\x1b[K", line.substr(0, width - 1)).c_str(), stderr);
    bar_shown_ = true;
  } else {
    next_ = now + std::chrono::seconds(30);
    std::fputs((text + "\n").c_str(), stderr);
  }
  std::fflush(stderr);
}

}  // namespace exarace
