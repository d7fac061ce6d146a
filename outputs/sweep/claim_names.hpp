#pragma once
/// Claims of blocks where a file system has no locks: a file for each, whose name only one process can make.

#include <cstdint>
#include <filesystem>
#include <vector>

namespace exarace {

/// Files "00000012" (who works on block 12) and "00000012.done" in a folder. Two processes never make the same name; a
/// file of a process that is gone is renamed away first, which only one can do.
class ClaimNames {
 public:
  static constexpr std::uint64_t kFree = 0, kDone = 1;
  static constexpr std::uint64_t kUnread = 2;  ///< taken, but who has it is not written yet

  explicit ClaimNames(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Makes the folder. Throws FileError.
  void make() const;
  /// Whether some process has begun to use it.
  bool in_use() const;
  /// Brings the files in line with the blocks that are whole. Throws FileError.
  void reset(const std::vector<bool>& done) const;
  /// Token of the process that has a block, kFree, kDone or kUnread.
  std::uint64_t holder(std::uint64_t block) const;
  /// Makes a block that `gone` held, or nobody (kFree), that of `token`; false if another process was faster.
  bool take(std::uint64_t block, std::uint64_t token, std::uint64_t gone) const;
  void done(std::uint64_t block) const;
  /// Gives a block back, if `token` still has it.
  void release(std::uint64_t block, std::uint64_t token) const;

 private:
  std::filesystem::path name(std::uint64_t block, const char* ending = "") const;

  std::filesystem::path folder_;
};

}  // namespace exarace
