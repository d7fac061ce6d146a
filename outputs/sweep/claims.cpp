#include "outputs/sweep/claims.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "outputs/file/place.hpp"
#include "outputs/sweep/lock.hpp"

namespace exarace {

/// Holds the table for this thread of this process.
class Claims::Locked {
 public:
  explicit Locked(Claims& claims) : hold_(claims.mutex_), file_(claims.file_) {
    if (!claims.named_) claims.named_ = take_lock(file_, claims.shown_) == Lock::unknown;
  }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
  ~Locked() { give_back_lock(file_); }

 private:
  std::lock_guard<std::mutex> hold_;
  int file_;
};

Claims::Claims(const SweepFolder& folder, SweepProcess& process, const Shard& shard, std::vector<bool> done)
    : shown_(folder.claims().string()),
      process_(process),
      shard_(shard),
      blocks_(done.size()),
      names_(folder.claim_names()),
      named_(names_.in_use()) {  // another machine, from which this file system shows no locks, may have begun it
  file_ = ::open(shown_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file_ < 0) fail_on_disk(shown_, "open", errno);
  try {
    reset(done);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

Claims::~Claims() { ::close(file_); }

/// Brings the table in line with the segments: what is whole is done; what is not, and nobody works on, is free.
void Claims::reset(const std::vector<bool>& done) {
  const Locked locked(*this);
  if (named_) return names_.reset(done);
  std::vector<std::uint64_t> table = read(0, blocks_);
  for (std::uint64_t block = 0; block < blocks_; ++block) {
    if (done[block]) table[block] = kDone;
    // A block that another process has just finished may be missing in our list: its segments are looked at again
    // before anybody runs it, so that nothing is done twice.
    if (!done[block] && table[block] == kDone) table[block] = kFree;
  }
  write(0, table);
}

Claims::Found Claims::next() {
  const std::uint64_t window = named_ ? 16 : 4096;  // each name takes two looks
  const Locked locked(*this);
  alive_.clear();
  Found found;
  bool all_done = true;
  for (std::uint64_t first = cursor_; first < blocks_; first += window) {
    const auto table = read(first, std::min(window, blocks_ - first));
    for (std::uint64_t i = 0; i < table.size(); ++i) {
      const std::uint64_t block = first + i, holder = table[i];
      if (!shard_.holds(block)) continue;
      if (holder == kDone) {
        if (all_done) cursor_ = block + 1;
        continue;
      }
      all_done = false;
      if (holder == process_.token()) continue;
      if (named_ && holder == ClaimNames::kUnread) {
        found.others = true;
        continue;
      }
      if (holder != kFree && lives(holder)) {
        found.others = true;
        continue;
      }
      if (!take(block, holder)) {  // somebody was faster
        found.others = true;
        continue;
      }
      found.block = block;
      return found;
    }
  }
  return found;
}

bool Claims::take(std::uint64_t block, std::uint64_t holder) {
  if (named_) return names_.take(block, process_.token(), holder);
  const std::uint64_t own[] = {process_.token()};
  write(block, own);
  return true;
}

void Claims::set(std::uint64_t block, std::uint64_t value) {
  const Locked locked(*this);
  if (named_) return value == kDone ? names_.done(block) : names_.release(block, process_.token());
  const std::uint64_t values[] = {value};
  if (value == kFree && read(block, 1)[0] != process_.token()) return;  // it was taken over meanwhile
  write(block, values);
}

bool Claims::lives(std::uint64_t token) {
  const auto [at, is_new] = alive_.try_emplace(token, false);
  if (is_new) at->second = process_.lives(token);
  return at->second;
}

std::vector<std::uint64_t> Claims::read(std::uint64_t first, std::uint64_t count) const {
  std::vector<std::uint64_t> values(count, kFree);
  if (named_) {
    for (std::uint64_t i = 0; i < count; ++i) values[i] = names_.holder(first + i);
    return values;
  }
  auto* at = reinterpret_cast<char*>(values.data());
  std::size_t left = count * sizeof(std::uint64_t);
  auto place = static_cast<off_t>(first * sizeof(std::uint64_t));
  while (left > 0) {
    const ssize_t got = ::pread(file_, at, left, place);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_on_disk(shown_, "read", errno);
    if (got == 0) break;  // what was never written is free
    at += got, place += got, left -= static_cast<std::size_t>(got);
  }
  return values;
}

void Claims::write(std::uint64_t first, std::span<const std::uint64_t> values) const {
  const auto* at = reinterpret_cast<const char*>(values.data());
  std::size_t left = values.size_bytes();
  auto place = static_cast<off_t>(first * sizeof(std::uint64_t));
  while (left > 0) {
    const ssize_t put = ::pwrite(file_, at, left, place);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail_on_disk(shown_, "write", errno);
    at += put, place += put, left -= static_cast<std::size_t>(put);
  }
}

}  // namespace exarace
