#include "scenarios/runner/command/mpi_messages.hpp"

#include <mpi.h>

namespace exarace::mpi {
namespace {

constexpr int kMessage = 1, kAnswer = 2, kText = 3;

}  // namespace

int rank() {
  int number = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &number);
  return number;
}

int ranks() {
  int number = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &number);
  return number;
}

Start share(Start start) {
  std::array<double, 5> numbers = {start.sweep ? 1.0 : 0.0, static_cast<double>(start.folder.size()),
                                   static_cast<double>(start.threads), start.retry_failed ? 1.0 : 0.0, start.seconds};
  MPI_Bcast(numbers.data(), static_cast<int>(numbers.size()), MPI_DOUBLE, 0, MPI_COMM_WORLD);
  start.sweep = numbers[0] != 0;
  start.folder.resize(static_cast<std::size_t>(numbers[1]));
  start.threads = static_cast<int>(numbers[2]);
  start.retry_failed = numbers[3] != 0;
  start.seconds = numbers[4];
  MPI_Bcast(start.folder.data(), static_cast<int>(start.folder.size()), MPI_CHAR, 0, MPI_COMM_WORLD);
  return start;
}

void send(const Message& message) {
  MPI_Send(message.data(), static_cast<int>(message.size()), MPI_INT64_T, 0, kMessage, MPI_COMM_WORLD);
}

void send_text(const std::string& text) {
  MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, 0, kText, MPI_COMM_WORLD);
}

std::int64_t ask() {
  send({static_cast<std::int64_t>(Say::want), 0});
  std::int64_t block = kNothingLeft;
  MPI_Recv(&block, 1, MPI_INT64_T, 0, kAnswer, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return block;
}

bool poll(Message& message, int& from) {
  int there = 0;
  MPI_Status status;
  MPI_Iprobe(MPI_ANY_SOURCE, kMessage, MPI_COMM_WORLD, &there, &status);
  if (there == 0) return false;
  from = status.MPI_SOURCE;
  MPI_Recv(message.data(), static_cast<int>(message.size()), MPI_INT64_T, from, kMessage, MPI_COMM_WORLD,
           MPI_STATUS_IGNORE);
  return true;
}

std::string receive_text(int from, std::int64_t length) {
  std::string text(static_cast<std::size_t>(length), '\0');
  MPI_Recv(text.data(), static_cast<int>(length), MPI_CHAR, from, kText, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return text;
}

bool all_ended() {
  static MPI_Request request = MPI_REQUEST_NULL;
  if (request == MPI_REQUEST_NULL) MPI_Ibarrier(MPI_COMM_WORLD, &request);
  int ended = 0;
  MPI_Test(&request, &ended, MPI_STATUS_IGNORE);
  return ended != 0;
}

void answer(int to, std::int64_t block) { MPI_Send(&block, 1, MPI_INT64_T, to, kAnswer, MPI_COMM_WORLD); }

}  // namespace exarace::mpi
