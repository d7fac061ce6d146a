#pragma once
/// Independent pieces of work side by side: the only place that knows oneTBB. Loops over rows use one thread inside.

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <optional>
#include <type_traits>

#include "sim/core/rows.hpp"

namespace exarace {

/// Asks next() for work, one call at a time, until it returns nothing, and does body(work) on up to `threads` threads.
/// What a body throws ends it: no further work is begun, and the first exception is thrown on.
template <class Next, class Body>
void for_tasks(int threads, Next&& next, Body&& body) {
  using Work = typename std::invoke_result_t<Next>::value_type;
  namespace tbb = oneapi::tbb;
  const auto many = static_cast<std::size_t>(threads);
  const tbb::global_control most(tbb::global_control::max_allowed_parallelism, many);
  tbb::task_arena(threads).execute([&] {
    const auto feed = tbb::make_filter<void, Work>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) {
      std::optional<Work> work = next();
      if (work) return std::move(*work);
      flow.stop();
      return Work{};
    });
    const auto work = tbb::make_filter<Work, void>(tbb::filter_mode::parallel, [&](Work piece) {
      row_threads() = 1;  // an OpenMP team in every task would be many times slower than none
      body(std::move(piece));
    });
    tbb::parallel_pipeline(many, feed & work);
  });
}

}  // namespace exarace
