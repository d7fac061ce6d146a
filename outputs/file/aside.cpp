#include "outputs/file/aside.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace exarace {
namespace {

/// An open file or folder.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  operator int() const { return fd_; }
  /// Closes; -1 where that fails: network file systems report a full disk here.
  int close() {
    const int fd = fd_;
    fd_ = -1;
    return ::close(fd);
  }

 private:
  int fd_;
};

void write_all(int fd, std::span<const char> bytes, const std::string& shown) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_on_disk(shown, "write", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) fail_on_disk(shown, "write to the disk", errno);
}

void sync_folder(const std::filesystem::path& folder, const std::string& shown) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // EINVAL: this file system cannot sync folders.
  if (descriptor >= 0 && ::fsync(descriptor) != 0 && errno != EINVAL)
    fail_on_disk(shown, "write its folder to the disk", errno);
}

}  // namespace

Aside::Aside(std::filesystem::path target, std::string shown)
    : target_(std::move(target)),
      folder_(target_.has_parent_path() ? target_.parent_path() : std::filesystem::path(".")),
      shown_(std::move(shown)) {}

Aside::~Aside() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

void Aside::write(std::span<const char> bytes) {
  if (!write_unnamed(bytes)) write_named(bytes);
}

bool Aside::write_unnamed(std::span<const char> bytes) {
  Descriptor file(::open(folder_.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666));
  if (file < 0) return false;
  write_all(file, bytes, shown_);
  const std::string self = "/proc/self/fd/" + std::to_string(file);
  return find_name(
      [&](const char* name) { return ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name, AT_SYMLINK_FOLLOW); });
}

void Aside::write_named(std::span<const char> bytes) {
  int opened = -1;
  const auto create = [&](const char* name) {
    return opened = ::open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  };
  if (!find_name(create)) fail_on_disk(shown_, "write into '" + folder_.string() + "'", errno);
  Descriptor file(opened);
  write_all(file, bytes, shown_);
  if (file.close() != 0) fail_on_disk(shown_, "write", errno);
}

/// Tries names until create(name) makes one; a name may be taken by another thread or be a leftover.
template <class Create>
bool Aside::find_name(Create&& create) {
  const std::string stem = "." + target_.filename().string() + ".tmp-" + std::to_string(::getpid());
  for (int n = 1; n < 100; ++n) {
    const auto name = folder_ / (n == 1 ? stem : stem + "-" + std::to_string(n));
    if (create(name.c_str()) >= 0) {
      path_ = name;
      return true;
    }
    if (errno != EEXIST) return false;
  }
  return false;
}

void Aside::put(Existing existing) {
  // A link fails where the name was taken meanwhile; a rename would replace what is there.
  bool named = existing == Existing::keep && ::link(path_.c_str(), target_.c_str()) == 0;
  if (!named && existing == Existing::keep && errno == EEXIST) fail_exists(shown_);
  if (!named) {
    if (::rename(path_.c_str(), target_.c_str()) != 0) fail_on_disk(shown_, "give the file its name", errno);
    path_.clear();
  }
  sync_folder(folder_, shown_);
}

}  // namespace exarace
