#pragma once
/// Where two results differ, to the bit.

#include <cstddef>
#include <string>
#include <vector>

namespace exarace {

/// One variable in which two results differ.
struct Difference {
  std::string place;  ///< "series/chips.sold"
  std::string text;   ///< how much, and where first
};

/// What was compared, and what came out.
struct Comparison {
  std::size_t variables = 0;
  std::size_t numbers = 0;
  std::vector<Difference> differences;
};

/// Compares a result file with the bytes of another one: every number of /series, /final, /events and /parameters bit
/// for bit, every text. Provenance is not compared. Throws ResultError if the file cannot be read.
Comparison compare_results(const std::string& path, const std::vector<char>& again);

}  // namespace exarace
