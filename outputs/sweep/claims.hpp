#pragma once
/// Who works on which block of a sweep: a table on disk that all its processes change under a lock, or, where the file
/// system has no locks, files with names that only one of them can make.

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "outputs/sweep/claim_names.hpp"
#include "outputs/sweep/process.hpp"

namespace exarace {

/// The claims of a sweep. A claim holds as long as its process lives; see SweepProcess. The table is only a hint of
/// what is done: the segments are the truth, so it may be thrown away.
class Claims {
 public:
  /// `done` are the blocks that are whole. Throws FileError.
  Claims(const SweepFolder& folder, SweepProcess& process, const Shard& shard, std::vector<bool> done);
  Claims(const Claims&) = delete;
  Claims& operator=(const Claims&) = delete;
  ~Claims();

  /// What next() found.
  struct Found {
    std::optional<std::uint64_t> block;  ///< claimed now
    bool others = false;                 ///< none is free, but living processes still hold some
  };
  /// Claims the next free block of the share.
  Found next();
  /// The block is whole.
  void done(std::uint64_t block) { set(block, kDone); }
  /// Somebody else may have it.
  void release(std::uint64_t block) { set(block, kFree); }

 private:
  static constexpr std::uint64_t kFree = ClaimNames::kFree, kDone = ClaimNames::kDone;
  class Locked;

  bool take(std::uint64_t block, std::uint64_t holder);

  void reset(const std::vector<bool>& done);
  void set(std::uint64_t block, std::uint64_t value);
  std::vector<std::uint64_t> read(std::uint64_t first, std::uint64_t count) const;
  void write(std::uint64_t first, std::span<const std::uint64_t> values) const;
  bool lives(std::uint64_t token);

  std::string shown_;
  SweepProcess& process_;
  Shard shard_;
  std::uint64_t blocks_;
  std::uint64_t cursor_ = 0;  ///< all blocks of the share below it are done
  int file_ = -1;
  ClaimNames names_;
  bool named_ = false;  ///< no locks: files with exclusive names, not the table
  std::mutex mutex_;    ///< the file's lock is between processes only
  std::unordered_map<std::uint64_t, bool> alive_;
};

}  // namespace exarace
