#pragma once
/// SHA-256 (FIPS 180-4), and the checksum that a result file carries inside itself.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace exarace {

/// SHA-256 of some bytes, as 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Text that stands in a file before its checksum is known. The checksum is taken over the file with this text in its
/// place, then written over it.
std::string_view blank_checksum();

/// Fills in the checksum; throws ResultError unless the blank stands there exactly once.
void seal(std::span<char> file);

/// What a file's own checksum says about it.
enum class Seal { intact, broken, absent };
/// Compares a file with its checksum; the bytes are the same afterwards.
Seal check_seal(std::span<char> file);

}  // namespace exarace
