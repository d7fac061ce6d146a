#pragma once
/// Threads for a few pieces of work of any size, where rows.hpp has fixed blocks.

#include <exception>

#include "sim/core/rows.hpp"

namespace exarace {

/// Calls body(piece) for every one of `pieces` pieces, in any order, and throws on what one of them threw.
template <class Body>
void for_pieces(std::size_t pieces, Body&& body) {
  const int threads = row_threads();
  std::exception_ptr thrown;
#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1 && pieces > 1)
  for (std::ptrdiff_t piece = 0; piece < static_cast<std::ptrdiff_t>(pieces); ++piece) {
    try {
      body(static_cast<std::size_t>(piece));
    } catch (...) {
#pragma omp critical
      thrown = std::current_exception();
    }
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace exarace
