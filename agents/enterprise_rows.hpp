#pragma once
/// Rows of the population that stand side by side in one country and sector: what all of them do in a step.

#include <cstddef>
#include <cstdint>
#include <span>

namespace exarace {

/// Columns of the population; the last two are written.
struct EnterpriseRows {
  const float* users;
  const float* threshold;
  const float* steepness;
  const std::uint64_t* luck;
  const float* turn;        ///< part of its sector that takes up the work of models before it does, or null
  const float* turn_width;  ///< one over the part that it stands for, or null
  float* adoption;
  std::uint16_t* provider;
};

/// What rows of one country and sector see in a step.
struct EnterpriseOffer {
  float effective;                      ///< capability less the weight of the price [index]
  float taken_up;                       ///< part of the sector that works with models, where rows have a turn
  float closes;                         ///< share of the gap in adoption that closes
  float reviews;                        ///< share of rows that look again at their provider
  std::span<const float> cumulative;    ///< of the choice among labs, in an order of theirs
  std::span<const std::uint16_t> labs;  ///< in that order
  std::uint64_t seed;
  std::uint32_t step;
};

/// Rows `first` to `last` adopt and choose; their users are added to `users` [lab] in the order of rows. Eight rows at
/// a time where the processor can, with the same bits.
void advance_rows(const EnterpriseRows& rows, const EnterpriseOffer& offer, std::size_t first, std::size_t last,
                  double* users);
/// The same one row at a time, on any processor.
void advance_rows_singly(const EnterpriseRows& rows, const EnterpriseOffer& offer, std::size_t first, std::size_t last,
                         double* users);

}  // namespace exarace
