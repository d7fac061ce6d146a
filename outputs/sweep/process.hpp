#pragma once
/// A process that works on a sweep, as the others see it: its index file, which it holds locked while it lives.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "outputs/sweep/folder.hpp"

namespace exarace {

/// A share of a sweep: the blocks that leave `index` when divided by `count`.
struct Shard {
  std::uint64_t index = 0;  ///< from 0
  std::uint64_t count = 1;
  bool holds(std::uint64_t block) const { return block % count == index; }
  /// "2/4"; "" for the whole.
  std::string text() const;
};

/// Seconds after which a process that shows no sign of life has lost its claims.
inline constexpr int kLease = 120;

/// This process's index. Others on the same machine see by its lock that it lives; those on other machines, and all
/// where the file system has no locks, by the time of its last change, which touch() renews. Both times are those of
/// the file server.
class SweepProcess {
 public:
  using Note = std::function<void(const std::string&)>;
  /// Throws FileError, also where another living process has the same share (not that of the whole). Where it cannot be
  /// seen at once whether that one lives, this waits until it can, and says so to `note`.
  SweepProcess(const SweepFolder& folder, const Shard& shard, const Note& note = {});
  SweepProcess(const SweepProcess&) = delete;
  SweepProcess& operator=(const SweepProcess&) = delete;
  ~SweepProcess();

  std::uint64_t token() const { return token_; }
  /// Appends a line, with its end, and syncs. Throws FileError.
  void append(const std::string& line);
  /// Renews the sign of life.
  void touch() const;
  /// Whether the process of a token lives, as far as can be told from here.
  bool lives(std::uint64_t token) const;

 private:
  std::filesystem::path path_of(std::uint64_t token) const;
  void refuse_same_share(const Shard& shard, const Note& note) const;
  bool shows_life(std::uint64_t token, const Note& note) const;

  std::filesystem::path folder_;
  std::uint64_t token_ = 0;
  int file_ = -1;
  bool written_ = false;
};

/// Tokens of the processes that have an index in a sweep, living or not.
std::vector<std::uint64_t> process_tokens(const SweepFolder& folder);

}  // namespace exarace
