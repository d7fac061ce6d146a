#pragma once
/// What ranks say to each other.

#include <array>
#include <cstdint>
#include <string>

namespace exarace::mpi {

/// What a rank says to the first, with a block where one is meant.
enum class Say : std::int64_t { want, done, give_back, finished, failed };
/// What the first answers to `want`, unless it is the number of a block.
inline constexpr std::int64_t kNothingLeft = -1, kAskLater = -2;

using Message = std::array<std::int64_t, 2>;  ///< Say and block, or length of the text that follows

/// How all ranks begin.
struct Start {
  bool sweep = false;  ///< false: there is nothing to do
  std::string folder;
  int threads = 0;
  bool retry_failed = false;
  double seconds = 0;  ///< until the time is up; 0: no limit
};

int rank();
int ranks();
/// The first gives, all others receive.
Start share(Start start);
void send(const Message& message);
void send_text(const std::string& text);
std::int64_t ask();
/// The next message of any rank, if one is there.
bool poll(Message& message, int& from);
std::string receive_text(int from, std::int64_t length);
void answer(int to, std::int64_t block);
/// Whether all ranks have come to their end: each asks until it is so. (MPI itself would wait with a whole processor.)
bool all_ended();

}  // namespace exarace::mpi
