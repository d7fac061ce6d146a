#pragma once
/// A value of a list that may be shorter than what it is asked for.

#include <cstddef>
#include <vector>

namespace exarace {

/// `values[at]`, or what stands for it where the list does not go that far.
inline double value_at(const std::vector<double>& values, std::size_t at, double otherwise = 0.0) {
  return at < values.size() ? values[at] : otherwise;
}

}  // namespace exarace
