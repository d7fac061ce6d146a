#pragma once
/// Batches of a fleet, divided.

#include "sim/state/compute.hpp"

namespace exarace {

/// `sum` times `units` over `all`, cut to whole cents: what belongs to some of the units of a batch. `all` is not zero;
/// the product may pass 64 bits.
constexpr Money part_of(Money sum, std::int64_t units, std::int64_t all) {
  if (units == all) return sum;
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(sum.cents, units, &product)) return {product / all};  // much faster than 128 bits
  __extension__ using Wide = __int128;
  return {static_cast<std::int64_t>(Wide{sum.cents} * units / all)};
}

/// Takes units out of a batch, and their part of its books; returns their book value.
inline Money take_out(Fleet::Batch& batch, std::int64_t units) {
  const Money book = part_of(batch.book, units, batch.units);
  batch.cost -= part_of(batch.cost, units, batch.units);
  batch.book -= book;
  batch.units -= units;
  return book;
}

/// Adds a batch to another of the same cloud, SKU and month.
inline void join(Fleet::Batch& first, const Fleet::Batch& other) {
  first.units += other.units;
  first.book += other.book;
  first.cost += other.cost;
  first.failures += other.failures;
}

/// Takes units out of a batch and makes a batch of them, with their part of its books.
inline Fleet::Batch split_off(Fleet::Batch& batch, std::int64_t units) {
  Fleet::Batch part = batch;
  part.units = units;
  part.book = take_out(batch, units);
  part.cost -= batch.cost;
  return part;
}

}  // namespace exarace
