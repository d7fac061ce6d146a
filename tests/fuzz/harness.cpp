#include "tests/fuzz/harness.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "outputs/file/digest.hpp"

namespace exarace::fuzz {

std::vector<char> damaged(const std::vector<char>& whole, std::span<const std::uint8_t> input) {
  const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());
  if (text.starts_with("\x89HDF")) return {text.begin(), text.end()};
  std::vector<char> out = whole;
  for (; input.size() >= 5; input = input.subspan(5)) {
    std::uint32_t place = 0;
    std::memcpy(&place, input.data(), sizeof place);
    out[place % out.size()] = static_cast<char>(input[4]);
  }
  if (!input.empty()) out.resize(out.size() * (input[0] + 1) / 257 + 1);
  return out;
}

void reseal(std::vector<char>& file) {
  constexpr std::string_view mark = "exarace-sha256:";
  const std::string_view view(file.data(), file.size());
  const std::size_t at = view.find(mark);
  if (at == view.npos || at + mark.size() + 64 > file.size()) return;
  std::memset(file.data() + at + mark.size(), 'x', 64);
  const std::string digest = sha256(view);
  std::memcpy(file.data() + at + mark.size(), digest.data(), 64);
}

MemoryFile::MemoryFile(std::span<const char> bytes) : fd_(::memfd_create("exarace", MFD_CLOEXEC)) {
  must(fd_ >= 0 && ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "a file in memory");
}

MemoryFile::~MemoryFile() { ::close(fd_); }

std::string MemoryFile::path() const { return "/proc/self/fd/" + std::to_string(fd_); }

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace exarace::fuzz
