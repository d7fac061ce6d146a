#include "outputs/sweep/lock.hpp"

#include <sys/file.h>

#include <cerrno>

#include "outputs/file/place.hpp"

namespace exarace {
namespace {

/// Errors with which file systems say that they have no locks.
bool has_no_locks(int number) {
  return number == ENOTSUP || number == EOPNOTSUPP || number == ENOSYS || number == ENOLCK || number == EINVAL;
}

}  // namespace

Lock take_lock(int file, const std::string& shown) {
  while (::flock(file, LOCK_EX) != 0) {
    if (has_no_locks(errno)) return Lock::unknown;
    if (errno != EINTR) fail_on_disk(shown, "lock", errno);
  }
  return Lock::had;
}

Lock try_lock(int file) {
  if (::flock(file, LOCK_SH | LOCK_NB) == 0) {
    give_back_lock(file);
    return Lock::had;
  }
  return errno == EWOULDBLOCK ? Lock::taken : Lock::unknown;
}

void give_back_lock(int file) { ::flock(file, LOCK_UN); }

}  // namespace exarace
