#pragma once
/// Puts a file under its name: complete, or not at all.

#include <span>
#include <string>
#include <vector>

#include "sim/core/error.hpp"

namespace exarace {

/// A file system refused something; `number` is its errno, so that Python can raise the fitting OSError.
struct FileError : ResultError {
  int number;
  FileError(const std::string& text, int errno_value) : ResultError(text), number(errno_value) {}
};

/// Throws FileError: "results/a.h5: cannot write: No space left on device; free some space or name another place".
[[noreturn]] void fail_on_disk(const std::string& path, const std::string& doing, int errno_value);

/// Throws FileError for a file that is there and may not be replaced.
[[noreturn]] void fail_exists(const std::string& path);

/// What happens to a file that is there already.
enum class Existing { keep, replace };

/// Throws FileError if a file could not be put there; call it before a long run. Makes a missing folder `results`, no
/// other.
void check_place(const std::string& path, Existing existing);

/// Whether another program holds the lock of a file that it changes. Where locks are unsupported the answer is no, and
/// where HDF5_USE_FILE_LOCKING is FALSE as well: the same switch as for other HDF5 programs.
bool locked_elsewhere(const std::string& path);

/// Throws FileError unless a file is there, may be read, and is not being changed.
void check_readable(const std::string& path);
/// All bytes of a file. Throws FileError.
std::vector<char> read_bytes(const std::string& path);

/// Writes a file aside in the same folder, syncs it, and gives it its name in one step; then syncs the folder. Whatever
/// stops it, the name shows either the old file or the whole new one. Throws FileError.
void put_in_place(const std::string& path, std::span<const char> bytes, Existing existing);

}  // namespace exarace
