#pragma once
/// Whole numbers of things out of real ones.

#include <cstdint>

namespace exarace {

/// Throws AuditError: a count that is no number or beyond what a double counts exactly.
[[noreturn]] void refuse_count(double count);

/// The whole part of `x`, towards zero: chips, dies, stacks. Throws AuditError beyond 9e15.
constexpr std::int64_t whole_part(double x) {
  constexpr double kMost = 9e15;  // 2^53, up to which doubles are exact
  if (!(x > -kMost && x < kMost)) refuse_count(x);
  return static_cast<std::int64_t>(x);
}

/// The whole part of `x`, `most` at most: never below zero: what somebody can pay for, out of what there is.
constexpr std::int64_t whole_up_to(std::int64_t most, double x) {
  if (!(x < static_cast<double>(most))) return most;
  return x > 0 ? static_cast<std::int64_t>(x) : 0;
}

}  // namespace exarace
