#include "outputs/sweep/process.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "outputs/file/digest.hpp"
#include "outputs/file/place.hpp"
#include "outputs/sweep/lock.hpp"

namespace exarace {
namespace {

namespace fs = std::filesystem;

/// The same for all processes of a machine until it is started again; names nobody.
std::uint32_t machine() {
  static const std::uint32_t number = [] {
    std::string boot;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), boot);
    return static_cast<std::uint32_t>(std::stoul(sha256(boot).substr(0, 8), nullptr, 16));
  }();
  return number;
}

std::uint64_t new_token() {
  std::random_device random;
  // Tokens below 2^32 are no processes: claims use small numbers for "free" and "done".
  return std::uint64_t{machine() | 1u} << 32 | random();
}

/// Waits for nobody: true if the lock of a file could be had, so that its process is gone.
bool is_unlocked(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return errno == ENOENT;
  const Lock lock = try_lock(file);  // where there are none, only the time of its last change tells
  ::close(file);
  return lock == Lock::had;
}

std::string shard_of(const fs::path& path) {
  std::string line;
  std::getline(std::ifstream(path), line);
  const auto json = nlohmann::json::parse(line, nullptr, false);
  return json.is_object() ? json.value("shard", "") : "";
}

}  // namespace

std::string Shard::text() const { return count == 1 ? "" : std::to_string(index + 1) + "/" + std::to_string(count); }

SweepProcess::SweepProcess(const SweepFolder& folder, const Shard& shard, const Note& note) : folder_(folder.index()) {
  for (int tries = 0; file_ < 0; ++tries) {
    token_ = new_token();
    file_ = ::open(path_of(token_).c_str(), O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0666);
    if (file_ < 0 && (errno != EEXIST || tries > 10)) fail_on_disk(folder_.string(), "begin an index in it", errno);
  }
  try {
    take_lock(file_, path_of(token_).string());  // waits at most for somebody who looks whether it is locked
    refuse_same_share(shard, note);
    if (!shard.text().empty()) append("{\"shard\": \"" + shard.text() + "\"}");
  } catch (...) {
    ::unlink(path_of(token_).c_str());
    ::close(file_);
    throw;
  }
  written_ = false;
}

SweepProcess::~SweepProcess() {
  if (!written_) ::unlink(path_of(token_).c_str());
  ::close(file_);
}

/// Whether a process that may have been killed elsewhere changes its index, which the living do every kLease / 8
/// seconds; false when its lease has ended.
bool SweepProcess::shows_life(std::uint64_t token, const Note& note) const {
  const int file = ::open(path_of(token).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  const bool locked = file >= 0 && try_lock(file) == Lock::taken;
  if (file >= 0) ::close(file);
  if (locked) return true;
  struct stat first = {}, now = {};
  if (::stat(path_of(token).c_str(), &first) != 0) return false;
  if (note)
    note(folder_.parent_path().string() +
         ": a process on another machine, or on a file system without locks, had the " +
         "same share; waiting until it shows whether it lives, " + std::to_string(kLease) + " s at most");
  while (lives(token)) {
    if (::stat(path_of(token).c_str(), &now) != 0) return false;
    if (std::pair(now.st_mtim.tv_sec, now.st_mtim.tv_nsec) > std::pair(first.st_mtim.tv_sec, first.st_mtim.tv_nsec))
      return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  return false;
}

void SweepProcess::refuse_same_share(const Shard& shard, const Note& note) const {
  if (shard.text().empty()) return;
  for (const std::uint64_t other : process_tokens({folder_.parent_path()}))
    if (other != token_ && lives(other) && shard_of(path_of(other)) == shard.text() && shows_life(other, note))
      throw FileError(folder_.parent_path().string() + ": another process is at work on shard " + shard.text() +
                          "; wait for it or give each its own number",
                      EBUSY);
}

void SweepProcess::append(const std::string& line) {
  const std::string text = line + '\n';
  const ssize_t written = ::write(file_, text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size()))
    fail_on_disk(path_of(token_).string(), "write", written < 0 ? errno : ENOSPC);
  if (::fdatasync(file_) != 0) fail_on_disk(path_of(token_).string(), "write to the disk", errno);
  written_ = true;
}

void SweepProcess::touch() const { ::futimens(file_, nullptr); }

bool SweepProcess::lives(std::uint64_t token) const {
  if (token == token_) return true;
  struct stat other = {}, own = {};
  if (::stat(path_of(token).c_str(), &other) != 0) return false;
  if (static_cast<std::uint32_t>(token >> 32) == (machine() | 1u) && is_unlocked(path_of(token))) return false;
  touch();
  return ::fstat(file_, &own) != 0 || own.st_mtime - other.st_mtime < kLease;
}

fs::path SweepProcess::path_of(std::uint64_t token) const {
  char name[40];
  std::snprintf(name, sizeof name, "%016llx.jsonl", static_cast<unsigned long long>(token));
  return folder_ / name;
}

std::vector<std::uint64_t> process_tokens(const SweepFolder& folder) {
  std::vector<std::uint64_t> tokens;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder.index(), error)) {
    const std::string stem = file.path().stem().string();
    const bool hex = stem.size() == 16 && stem.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (hex && file.path().extension() == ".jsonl") tokens.push_back(std::stoull(stem, nullptr, 16));
  }
  return tokens;
}

}  // namespace exarace
