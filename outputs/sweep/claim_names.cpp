#include "outputs/sweep/claim_names.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>

#include "outputs/file/place.hpp"

namespace exarace {

namespace fs = std::filesystem;

namespace {

/// Writes a file that is not there yet; false with errno set where that fails.
bool write_token(const fs::path& path, std::uint64_t token) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (file < 0) return false;
  const std::string text = fmt::format("{:016x}", token);
  const ssize_t written = ::write(file, text.data(), text.size());
  const int number = written < 0 ? errno : ENOSPC;
  ::close(file);
  if (written == static_cast<ssize_t>(text.size())) return true;
  ::unlink(path.c_str());
  errno = number;
  return false;
}

}  // namespace

fs::path ClaimNames::name(std::uint64_t block, const char* ending) const {
  return folder_ / fmt::format("{:08}{}", block, ending);
}

void ClaimNames::make() const {
  std::error_code error;
  fs::create_directory(folder_, error);
  if (error && !fs::is_directory(folder_)) fail_on_disk(folder_.string(), "make the folder", error.value());
}

bool ClaimNames::in_use() const {
  std::error_code error;
  return fs::is_directory(folder_, error);
}

void ClaimNames::reset(const std::vector<bool>& done) const {
  make();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string file = entry.path().filename().string();
    std::uint64_t block = 0;
    const auto [end, wrong] = std::from_chars(file.data(), file.data() + file.size(), block);
    if (wrong == std::errc() && std::string(end) == ".done" && block < done.size() && !done[block])
      ::unlink(entry.path().c_str());
  }
}

std::uint64_t ClaimNames::holder(std::uint64_t block) const {
  if (::access(name(block, ".done").c_str(), F_OK) == 0) return kDone;
  const int file = ::open(name(block).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return errno == ENOENT ? kFree : kUnread;
  char text[17] = {};
  const ssize_t got = ::read(file, text, 16);
  ::close(file);
  std::uint64_t token = 0;
  if (got == 16) std::from_chars(text, text + 16, token, 16);
  return token > kUnread ? token : kUnread;
}

bool ClaimNames::take(std::uint64_t block, std::uint64_t token, std::uint64_t gone) const {
  const fs::path path = name(block), aside = folder_ / fmt::format("{:08}.{:016x}", block, token);
  if (gone != kFree) {
    if (::rename(path.c_str(), aside.c_str()) != 0) return false;  // only one of all who try can do this
    ::unlink(aside.c_str());
  }
  // Written aside and linked, so that the name never shows a file that says nothing yet.
  if (!write_token(aside, token)) fail_on_disk(path.string(), "claim a block", errno);
  const bool had = ::link(aside.c_str(), path.c_str()) == 0;
  const int number = errno;
  ::unlink(aside.c_str());
  if (had || number == EEXIST) return had;
  if (write_token(path, token)) return true;  // no links here
  if (errno == EEXIST) return false;
  fail_on_disk(path.string(), "claim a block", errno);
}

void ClaimNames::done(std::uint64_t block) const {
  if (::rename(name(block).c_str(), name(block, ".done").c_str()) == 0) return;
  // Another process has taken the block over meanwhile: it finds at once that nothing is open.
}

void ClaimNames::release(std::uint64_t block, std::uint64_t token) const {
  if (holder(block) == token) ::unlink(name(block).c_str());
}

}  // namespace exarace
