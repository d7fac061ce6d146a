#pragma once
/// Locks of whole files, where the file system has them.

#include <string>

namespace exarace {

/// What came of asking for a lock.
enum class Lock {
  had,     ///< it is ours
  taken,   ///< another process has it
  unknown  ///< this file system has no locks: Lustre mounted without flock, some network and user-space file systems
};

/// Takes the lock of an open file for this process alone, waiting for others; `shown` names it in errors. Throws
/// FileError where that fails for another reason than that there are no locks.
Lock take_lock(int file, const std::string& shown);
/// Whether another process has it; takes it for an instant only.
Lock try_lock(int file);
void give_back_lock(int file);

}  // namespace exarace
