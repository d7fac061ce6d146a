#pragma once
/// Batches of a fleet, divided.

#include "sim/state/compute.hpp"

namespace exarace {

/// Takes units out of a batch, and their part of its books.
inline Fleet::Batch split_off(Fleet::Batch& batch, std::int64_t units) {
  Fleet::Batch part = batch;
  part.units = units;
  part.book.cents = batch.book.cents * units / batch.units;
  part.cost.cents = batch.cost.cents * units / batch.units;
  batch.units -= units;
  batch.book -= part.book;
  batch.cost -= part.cost;
  return part;
}

}  // namespace exarace
