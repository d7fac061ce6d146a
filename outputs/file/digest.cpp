#include "outputs/file/digest.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "sim/core/error.hpp"

namespace exarace {
namespace {

constexpr std::string_view kMark = "exarace-sha256:";
constexpr std::size_t kDigits = 64;
constexpr int kMostMarks = 32;

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw Error("OpenSSL cannot take a SHA-256");
  std::string text;
  for (const unsigned char byte : digest) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::string_view blank_checksum() {
  static const std::string blank = std::string(kMark) + std::string(kDigits, 'x');
  return blank;
}

void seal(std::span<char> file) {
  const std::string_view view(file.data(), file.size());
  const std::size_t place = view.find(blank_checksum());
  if (place == view.npos || view.find(blank_checksum(), place + 1) != view.npos)
    throw ResultError("a result file has no single place for its checksum");
  const std::string digest = sha256(view);
  std::copy(digest.begin(), digest.end(), file.begin() + static_cast<std::ptrdiff_t>(place + kMark.size()));
}

Seal check_seal(std::span<char> file) {
  const std::string_view view(file.data(), file.size());
  Seal found = Seal::absent;
  // A scenario's text could quote another file's checksum: each one is tried, but not without end.
  int tries = 0;
  for (std::size_t mark = view.find(kMark); mark != view.npos; mark = view.find(kMark, mark + 1)) {
    if (mark + kMark.size() + kDigits > file.size() || ++tries > kMostMarks) break;
    const auto digits = file.subspan(mark + kMark.size(), kDigits);
    const std::string stored(digits.begin(), digits.end());
    std::fill(digits.begin(), digits.end(), 'x');
    const bool same = sha256(view) == stored;
    std::copy(stored.begin(), stored.end(), digits.begin());
    if (same) return Seal::intact;
    found = Seal::broken;
  }
  return found;
}

}  // namespace exarace
