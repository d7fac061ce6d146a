#pragma once
/// Independent pieces of work side by side: the only place that knows oneTBB. Loops over rows use one thread inside.

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <optional>
#include <type_traits>

#include "sim/core/rows.hpp"

namespace exarace {
namespace detail {

/// Tells for the thread sanitizer, which does not look into oneTBB, that all pieces end before their caller goes on.
class Ends {
 public:
  ~Ends() { ended_.load(std::memory_order_acquire); }
  /// Lives as long as a piece.
  class Piece {
   public:
    explicit Piece(Ends& ends) : ends_(ends) {}
    Piece(const Piece&) = delete;
    Piece& operator=(const Piece&) = delete;
    ~Piece() { ends_.ended_.fetch_add(1, std::memory_order_release); }

   private:
    Ends& ends_;
  };

 private:
  std::atomic<unsigned> ended_ = 0;
};

}  // namespace detail

/// Asks next() for work, one call at a time, until it returns nothing, and does body(work) on up to `threads` threads.
/// What a body throws ends it: no further work is begun, and the first exception is thrown on.
template <class Next, class Body>
void for_tasks(int threads, Next&& next, Body&& body) {
  using Work = typename std::invoke_result_t<Next>::value_type;
  namespace tbb = oneapi::tbb;
  const auto many = static_cast<std::size_t>(threads);
  const tbb::global_control most(tbb::global_control::max_allowed_parallelism, many);
  detail::Ends ends;
  tbb::task_arena(threads).execute([&] {
    const auto feed = tbb::make_filter<void, Work>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) {
      const detail::Ends::Piece piece(ends);
      std::optional<Work> work = next();
      if (work) return std::move(*work);
      flow.stop();
      return Work{};
    });
    const auto work = tbb::make_filter<Work, void>(tbb::filter_mode::parallel, [&](Work piece) {
      const detail::Ends::Piece end(ends);
      row_threads() = 1;  // an OpenMP team in every task would be many times slower than none
      body(std::move(piece));
    });
    tbb::parallel_pipeline(many, feed & work);
  });
}

}  // namespace exarace
