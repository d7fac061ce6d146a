#pragma once
/// What all targets share: damage to a file that is whole, checksums made to fit again, and files in memory.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace exarace::fuzz {

/// A whole file with some bytes changed: the input is read as records of four bytes of place and one of value, and one
/// more byte at its end cuts the file off. An input that begins as HDF5 files do is taken as it is.
std::vector<char> damaged(const std::vector<char>& whole, std::span<const std::uint8_t> input);

/// Makes the checksum of a result file fit again, as somebody would who means harm.
void reseal(std::vector<char>& file);

/// A file in memory that has a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::span<const char> bytes);
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();
  std::string path() const;

 private:
  int fd_;
};

/// Ends the process where something that must hold does not.
void must(bool holds, const char* what);

}  // namespace exarace::fuzz
