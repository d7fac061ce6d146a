#pragma once
/// Eight draws at a time, with the bits of random_words(), where the processor has AVX2.

#if defined(__x86_64__)
#include <immintrin.h>

#include "sim/core/random.hpp"

namespace exarace {

/// The first two words of eight draws.
struct EightWords {
  __m256i first, second;
};

namespace detail {

/// Upper and lower halves of eight products of 32 bits.
struct Products {
  __m256i high, low;
};

[[gnu::target("avx2"), gnu::always_inline]] inline Products products(__m256i a, __m256i factor) {
  const __m256i even = _mm256_mul_epu32(a, factor), odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), factor);
  return {_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA),
          _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA)};
}

}  // namespace detail

/// Words 0 and 1 of random_words(run_seed, purpose, keys[i], step) for i = 0 to 7 (Philox 4x32 of ten rounds).
[[gnu::target("avx2"), gnu::always_inline]] inline EightWords eight_words(std::uint64_t run_seed, Purpose purpose,
                                                                          const std::uint64_t* keys,
                                                                          std::uint32_t step) {
  const __m256i near = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(keys));
  const __m256i far = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(keys + 4));
  const __m256 x = _mm256_castsi256_ps(near), y = _mm256_castsi256_ps(far);
  // Lower and upper halves of the keys, in order.
  __m256i c0 = _mm256_permute4x64_epi64(_mm256_castps_si256(_mm256_shuffle_ps(x, y, 0x88)), 0xD8);
  __m256i c1 = _mm256_permute4x64_epi64(_mm256_castps_si256(_mm256_shuffle_ps(x, y, 0xDD)), 0xD8);
  __m256i c2 = _mm256_set1_epi32(static_cast<int>(step));
  __m256i c3 = _mm256_set1_epi32(static_cast<int>(purpose));
  const __m256i m0 = _mm256_set1_epi64x(0xD2511F53), m1 = _mm256_set1_epi64x(0xCD9E8D57);
  auto k0 = static_cast<std::uint32_t>(run_seed), k1 = static_cast<std::uint32_t>(run_seed >> 32);
  for (int round = 0; round < 10; ++round) {
    const detail::Products a = detail::products(c0, m0), b = detail::products(c2, m1);
    c0 = _mm256_xor_si256(_mm256_xor_si256(b.high, c1), _mm256_set1_epi32(static_cast<int>(k0)));
    c2 = _mm256_xor_si256(_mm256_xor_si256(a.high, c3), _mm256_set1_epi32(static_cast<int>(k1)));
    c1 = b.low;
    c3 = a.low;
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  return {c0, c1};
}

}  // namespace exarace
#endif
