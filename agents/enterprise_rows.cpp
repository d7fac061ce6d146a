#include "agents/enterprise_rows.hpp"

#include <algorithm>

#include "sim/core/random.hpp"
#include "sim/core/random_lanes.hpp"

namespace exarace {
namespace {

/// Lab that a draw in [0, 1) falls to.
std::uint16_t lab_drawn(const EnterpriseOffer& offer, std::uint32_t word) {
  const float draw = static_cast<float>(word) * 0x1.0p-32f;
  std::size_t place = 0;
  while (place + 1 < offer.cumulative.size() && offer.cumulative[place] <= draw) ++place;
  return offer.labs[place];
}

bool looks_again(std::uint32_t word, float reviews) { return static_cast<float>(word) * 0x1.0p-32f < reviews; }

#if defined(__x86_64__)
[[gnu::target("avx2"), gnu::always_inline]] inline __m256 within_one(__m256 x) {
  return _mm256_min_ps(_mm256_set1_ps(1), _mm256_max_ps(_mm256_setzero_ps(), x));
}

/// A multiple of eight rows.
template <bool turns>
[[gnu::target("avx2")]] void advance_eights(const EnterpriseRows& rows, const EnterpriseOffer& offer, std::size_t first,
                                            std::size_t last, double* users) {
  const __m256 effective = _mm256_set1_ps(offer.effective), closes = _mm256_set1_ps(offer.closes);
  const __m256 limit = _mm256_set1_ps(offer.reviews * 0x1.0p32f), taken_up = _mm256_set1_ps(offer.taken_up);
  for (std::size_t row = first; row < last; row += 8) {
    const __m256 before = _mm256_loadu_ps(rows.adoption + row), people = _mm256_loadu_ps(rows.users + row);
    const __m256 gap = _mm256_mul_ps(_mm256_sub_ps(effective, _mm256_loadu_ps(rows.threshold + row)),
                                     _mm256_loadu_ps(rows.steepness + row));
    __m256 target = within_one(gap);
    if constexpr (turns)
      target = _mm256_mul_ps(target, within_one(_mm256_mul_ps(_mm256_sub_ps(taken_up, _mm256_loadu_ps(rows.turn + row)),
                                                              _mm256_loadu_ps(rows.turn_width + row))));
    const __m256 adoption = _mm256_add_ps(before, _mm256_mul_ps(closes, _mm256_sub_ps(target, before)));
    _mm256_storeu_ps(rows.adoption + row, adoption);
    const EightWords words = eight_words(offer.seed, Purpose::adoption, rows.luck + row, offer.step);
    // The upper 24 bits are a float without rounding and no more than the word: few pass that do not look again.
    const __m256 least = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_srli_epi32(words.first, 8)), _mm256_set1_ps(256));
    auto may = static_cast<unsigned>(_mm256_movemask_ps(_mm256_cmp_ps(least, limit, _CMP_LT_OQ)));
    if (may != 0) {
      alignas(32) std::uint32_t looks[8], draws[8];
      _mm256_store_si256(reinterpret_cast<__m256i*>(looks), words.first);
      _mm256_store_si256(reinterpret_cast<__m256i*>(draws), words.second);
      for (; may != 0; may &= may - 1) {
        const int lane = __builtin_ctz(may);
        if (looks_again(looks[lane], offer.reviews))
          rows.provider[row + static_cast<std::size_t>(lane)] = lab_drawn(offer, draws[lane]);
      }
    }
    alignas(32) double added[8];
    _mm256_store_pd(added, _mm256_mul_pd(_mm256_cvtps_pd(_mm256_castps256_ps128(adoption)),
                                         _mm256_cvtps_pd(_mm256_castps256_ps128(people))));
    _mm256_store_pd(added + 4, _mm256_mul_pd(_mm256_cvtps_pd(_mm256_extractf128_ps(adoption, 1)),
                                             _mm256_cvtps_pd(_mm256_extractf128_ps(people, 1))));
    for (std::size_t lane = 0; lane < 8; ++lane) users[rows.provider[row + lane]] += added[lane];
  }
}

bool has_eights() {
  static const bool has = __builtin_cpu_supports("avx2");
  return has;
}
#endif

}  // namespace

void advance_rows_singly(const EnterpriseRows& rows, const EnterpriseOffer& offer, std::size_t first, std::size_t last,
                         double* users) {
  for (std::size_t row = first; row < last; ++row) {
    const float gap = (offer.effective - rows.threshold[row]) * rows.steepness[row];
    float target = std::clamp(gap, 0.0f, 1.0f);
    if (rows.turn) target *= std::clamp((offer.taken_up - rows.turn[row]) * rows.turn_width[row], 0.0f, 1.0f);
    rows.adoption[row] += offer.closes * (target - rows.adoption[row]);
    const auto words = random_words(offer.seed, Purpose::adoption, rows.luck[row], offer.step);
    if (looks_again(words[0], offer.reviews)) rows.provider[row] = lab_drawn(offer, words[1]);
    users[rows.provider[row]] += double(rows.adoption[row]) * double(rows.users[row]);
  }
}

void advance_rows(const EnterpriseRows& rows, const EnterpriseOffer& offer, std::size_t first, std::size_t last,
                  double* users) {
#if defined(__x86_64__)
  if (has_eights()) {
    const std::size_t whole = first + (last - first) / 8 * 8;
    if (rows.turn)
      advance_eights<true>(rows, offer, first, whole, users);
    else
      advance_eights<false>(rows, offer, first, whole, users);
    first = whole;
  }
#endif
  advance_rows_singly(rows, offer, first, last, users);
}

}  // namespace exarace
