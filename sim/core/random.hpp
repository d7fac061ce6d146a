#pragma once
/// Keyed random numbers (Philox, Salmon et al. 2011): a draw depends on what it is for, never on when or where it is
/// made.

#include <Random123/philox.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "sim/core/math.hpp"

namespace exarace {

/// What a draw is for. Values are part of every result: append, never renumber.
enum class Purpose : std::uint32_t {
  parameter = 1,
  enterprise_size = 2,
  enterprise_threshold = 3,
  enterprise_sector = 4,
  adoption = 5,
  cloud_belief = 6,
  licence_approval = 7,
  licence_delay = 8,
  licence_acceptance = 9,
  detection = 10,
  broker_entry = 11,
  escalation = 12,
  release = 13,
  training = 14,
  failure = 15,
  yield = 16,
  investor_belief = 17,
  variant = 18,
  demand_noise = 19,
  hazard = 20,
  affiliate = 21,
  gate = 22,
  follow = 23,
  enterprise_turn = 24,
  cloud_turn = 25,
  licence_turn = 26,
};

/// Key that stays the same when rows move: a hash (FNV-1a) of "table/id".
constexpr std::uint64_t stable_key(std::string_view table, std::string_view id) {
  std::uint64_t hash = 14695981039346656037ull;
  const auto mix = [&hash](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  };
  mix(table);
  mix("/");
  mix(id);
  return hash;
}

/// Four random words that belong to (run seed, purpose, key, step).
inline std::array<std::uint32_t, 4> random_words(std::uint64_t run_seed, Purpose purpose, std::uint64_t key,
                                                 std::uint32_t step) {
  r123::Philox4x32::ctr_type counter = {{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32), step,
                                         static_cast<std::uint32_t>(purpose)}};
  r123::Philox4x32::key_type seed = {
      {static_cast<std::uint32_t>(run_seed), static_cast<std::uint32_t>(run_seed >> 32)}};
  const auto out = r123::Philox4x32{}(counter, seed);
  return {out[0], out[1], out[2], out[3]};
}

/// Real number in (0, 1), never an end point.
inline double to_uniform(std::uint32_t high, std::uint32_t low) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32 | low) >> 12;
  return (static_cast<double>(bits) + 0.5) * 0x1.0p-52;
}

/// Uniform draw in (0, 1).
inline double uniform(std::uint64_t run_seed, Purpose purpose, std::uint64_t key, std::uint32_t step) {
  const auto words = random_words(run_seed, purpose, key, step);
  return to_uniform(words[0], words[1]);
}

/// Standard normal draw (Box-Muller).
inline double normal(std::uint64_t run_seed, Purpose purpose, std::uint64_t key, std::uint32_t step) {
  const auto words = random_words(run_seed, purpose, key, step);
  const double radius = std::sqrt(-2.0 * math::log(to_uniform(words[0], words[1])));
  return radius * math::cos_turns(to_uniform(words[2], words[3]));
}

/// Seed of one run: replicates of a seed are independent, and the same replicate of two scenarios meets the same luck.
inline std::uint64_t run_seed(std::uint64_t seed, std::uint64_t replicate) {
  const auto words = random_words(seed, Purpose::parameter, replicate, 0xfffffffeu);
  return static_cast<std::uint64_t>(words[0]) << 32 | words[1];
}

}  // namespace exarace
