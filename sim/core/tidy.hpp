#pragma once
/// When long lists are tidied.

#include <cstddef>

namespace exarace {

/// Whether so many of all rows are empty that it pays to drop them: to do so moves all others.
constexpr bool worth_dropping(std::size_t empty, std::size_t all) {
  constexpr std::size_t kOneIn = 16;
  return empty * kOneIn >= all;
}

}  // namespace exarace
