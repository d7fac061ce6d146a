#pragma once
/// The only place that knows threads within a step. Blocks are fixed, so results do not depend on how many threads run.

#include <omp.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace exarace {

/// Rows per block; a constant of every result, never a function of the thread count.
inline constexpr std::size_t kBlock = 4096;

/// Threads that loops over rows may use in this thread of the program (1 inside a sweep).
inline int& row_threads() {
  thread_local int threads = 1;
  return threads;
}

/// Processors that this program may use.
inline int processors() { return omp_get_num_procs(); }

inline std::size_t blocks_of(std::size_t rows) { return (rows + kBlock - 1) / kBlock; }

/// Calls body(block, first, last) for every block of `rows` rows, in any order.
template <class Body>
void for_blocks(std::size_t rows, Body&& body) {
  const auto blocks = static_cast<std::ptrdiff_t>(blocks_of(rows));
  const int threads = row_threads();
#pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1 && blocks > 1)
  for (std::ptrdiff_t block = 0; block < blocks; ++block) {
    const std::size_t first = static_cast<std::size_t>(block) * kBlock;
    body(static_cast<std::size_t>(block), first, std::min(first + kBlock, rows));
  }
}

/// Sum of value(row) over all rows, added block by block in a fixed tree.
template <class Value>
double sum_rows(std::size_t rows, Value&& value) {
  std::vector<double> partial(blocks_of(rows));
  for_blocks(rows, [&](std::size_t block, std::size_t first, std::size_t last) {
    double sum = 0;
    for (std::size_t row = first; row < last; ++row) sum += value(row);
    partial[block] = sum;
  });
  for (std::size_t width = 1; width < partial.size(); width *= 2)
    for (std::size_t i = 0; i + width < partial.size(); i += 2 * width) partial[i] += partial[i + width];
  return partial.empty() ? 0.0 : partial[0];
}

}  // namespace exarace
