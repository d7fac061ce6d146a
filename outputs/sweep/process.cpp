#include "outputs/sweep/process.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "outputs/file/digest.hpp"
#include "outputs/file/place.hpp"

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
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno == ENOENT;
  const bool had = ::flock(file, LOCK_SH | LOCK_NB) == 0;
  ::close(file);
  return had;
}

std::string shard_of(const fs::path& path) {
  std::string line;
  std::getline(std::ifstream(path), line);
  const auto json = nlohmann::json::parse(line, nullptr, false);
  return json.is_object() ? json.value("shard", "") : "";
}

}  // namespace

std::string Shard::text() const { return count == 1 ? "" : std::to_string(index + 1) + "/" + std::to_string(count); }

SweepProcess::SweepProcess(const SweepFolder& folder, const Shard& shard) : folder_(folder.index()) {
  for (int tries = 0; file_ < 0; ++tries) {
    token_ = new_token();
    file_ = ::open(path_of(token_).c_str(), O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0666);
    if (file_ < 0 && (errno != EEXIST || tries > 10)) fail_on_disk(folder_.string(), "begin an index in it", errno);
  }
  if (::flock(file_, LOCK_EX) != 0) {  // waits at most for somebody who looks whether it is locked
    const int number = errno;
    ::unlink(path_of(token_).c_str());
    ::close(file_);
    fail_on_disk(folder_.string(), "lock a file in it", number);
  }
  try {
    refuse_same_share(shard);
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

void SweepProcess::refuse_same_share(const Shard& shard) const {
  if (shard.text().empty()) return;
  for (const std::uint64_t other : process_tokens({folder_.parent_path()}))
    if (other != token_ && lives(other) && shard_of(path_of(other)) == shard.text())
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
