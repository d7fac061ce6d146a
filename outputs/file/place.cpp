#include "outputs/file/place.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "outputs/file/aside.hpp"
#include "sim/core/reader.hpp"

namespace exarace {
namespace {

namespace fs = std::filesystem;

std::string what_to_do(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT: return "free some space or name another place";
    case EFBIG: return "it would pass a size limit (ulimit -f)";
    case EACCES:
    case EPERM: return "ask for the right to it (ls -l shows who has it) or name another place";
    case EROFS: return "name another place";
    case ENAMETOOLONG: return "choose a shorter name";
    case EMFILE:
    case ENFILE: return "raise the limit (ulimit -n)";
    default: return "try again or name another place";
  }
}

[[noreturn]] void refuse(const std::string& path, const std::string& text, int number) {
  throw FileError(path + ": " + text, number);
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

/// The file itself where `path` is a link to it, so that the link stays.
fs::path behind_links(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return path;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? fs::path(path) : real;
}

void check_folder(const fs::path& path, const std::string& shown) {
  const fs::path folder = folder_of(path);
  const std::string name = "'" + folder.string() + "'";
  std::error_code error;
  if (folder.filename() == "results" && !fs::exists(folder, error)) {
    fs::create_directory(folder, error);
    if (error && error.value() != ENOENT) fail_on_disk(shown, "make the folder " + name, error.value());
  }
  const auto status = fs::status(folder, error);
  if (status.type() == fs::file_type::none) fail_on_disk(shown, "look into " + name, error.value());
  if (status.type() == fs::file_type::not_found)
    refuse(shown, "there is no folder " + name + "; make it first: mkdir -p " + name, ENOENT);
  if (!fs::is_directory(status)) refuse(shown, name + " is not a folder; name another place", ENOTDIR);
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    fail_on_disk(shown, "write into " + name, errno);
}

void check_existing(const fs::path& path, const std::string& shown, Existing existing) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::none) fail_on_disk(shown, "write", error.value());
  if (!fs::exists(status)) return;
  if (fs::is_directory(status)) refuse(shown, "is a folder; name a file in it", EISDIR);
  if (!fs::is_regular_file(status)) refuse(shown, "is not a regular file; name another place", EEXIST);
  if (existing == Existing::keep) fail_exists(shown);
  if (locked_elsewhere(path))
    refuse(shown, "is locked by a program that changes it; close it there or name another place", EWOULDBLOCK);
}

}  // namespace

void fail_on_disk(const std::string& path, const std::string& doing, int errno_value) {
  const std::string why = std::generic_category().message(errno_value);
  refuse(path, "cannot " + doing + ": " + why + "; " + what_to_do(errno_value), errno_value);
}

void fail_exists(const std::string& path) {
  const std::string how = in_words("--force", "force=True");
  refuse(path, "exists already; replace it with " + how + " or name another place", EEXIST);
}

bool locked_elsewhere(const std::string& path) {
  const char* setting = std::getenv("HDF5_USE_FILE_LOCKING");
  if (setting != nullptr && (std::string_view(setting) == "FALSE" || std::string_view(setting) == "0")) return false;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe would wait for a writer
  if (file < 0) return false;
  const bool locked = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(file);
  return locked;
}

void check_readable(const std::string& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) refuse(path, "there is no such file", ENOENT);
  if (fs::is_directory(status))
    refuse(path, "is a folder, not a result file; 'exarace verify' tells of the folder of a sweep", EISDIR);
  if (status.type() == fs::file_type::none) fail_on_disk(path, "read", error.value());
  if (!fs::is_regular_file(status)) refuse(path, "is not a regular file", EINVAL);
  if (::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0) fail_on_disk(path, "read", errno);
  if (locked_elsewhere(path)) refuse(path, "is locked by a program that changes it; close it there", EWOULDBLOCK);
}

std::vector<char> read_bytes(const std::string& path) {
  check_readable(path);
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || !file) fail_on_disk(path, "read", error ? error.value() : EIO);
  std::vector<char> bytes(size);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) fail_on_disk(path, "read", EIO);
  return bytes;
}

void check_place(const std::string& path, Existing existing) {
  if (path.empty()) refuse("the result", in_words("has no name; give one with -o", "has no name; give one"), EINVAL);
  const fs::path target = behind_links(path);
  if (!target.has_filename()) refuse(path, "is a folder; name a file in it", EISDIR);
  check_folder(target, path);
  check_existing(target, path, existing);
}

void put_in_place(const std::string& path, std::span<const char> bytes, Existing existing) {
  check_place(path, existing);
  Aside aside(behind_links(path), path);
  aside.write(bytes);
  aside.put(existing);
}

}  // namespace exarace
