#pragma once
/// Batches of a fleet, divided.

#include "sim/state/compute.hpp"

namespace exarace {

/// Part of a sum that belongs to some of the units of a batch.
inline Money part_of(Money sum, std::int64_t units, std::int64_t all) {
  return units == all ? sum : Money{sum.cents * units / all};
}

/// Takes units out of a batch, and their part of its books; returns their book value.
inline Money take_out(Fleet::Batch& batch, std::int64_t units) {
  const Money book = part_of(batch.book, units, batch.units);
  batch.cost -= part_of(batch.cost, units, batch.units);
  batch.book -= book;
  batch.units -= units;
  return book;
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
