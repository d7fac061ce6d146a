#pragma once
/// Money in whole US cents. Prices are doubles; a posting rounds once. Sums that do not fit into 64 bits are refused.

#include <compare>
#include <cstdint>

namespace exarace {

/// Throws AuditError: an amount beyond 9.2e16 USD. `usd` is the amount, as far as it is known.
[[noreturn]] void refuse_amount(double usd);

/// Amount of money [US cents]. Every sum and difference is exact; one that does not fit is refused.
struct Money {
  std::int64_t cents = 0;

  constexpr auto operator<=>(const Money&) const = default;
  constexpr Money operator-() const { return Money{} - *this; }
  constexpr Money& operator+=(Money other) {
    const std::int64_t before = cents;
    if (__builtin_add_overflow(before, other.cents, &cents)) refuse_amount(Money{before}.usd() + other.usd());
    return *this;
  }
  constexpr Money& operator-=(Money other) {
    const std::int64_t before = cents;
    if (__builtin_sub_overflow(before, other.cents, &cents)) refuse_amount(Money{before}.usd() - other.usd());
    return *this;
  }
  friend constexpr Money operator+(Money a, Money b) { return a += b; }
  friend constexpr Money operator-(Money a, Money b) { return a -= b; }

  /// The amount as a real number [USD].
  constexpr double usd() const { return static_cast<double>(cents) * 0.01; }
};

/// Whole number nearest to `x`, halves away from zero: std::llround without its call. `x` must fit.
constexpr std::int64_t nearest_whole(double x) {
  const auto whole = static_cast<std::int64_t>(x);
  const double rest = x - static_cast<double>(whole);
  return whole + (rest >= 0.5) - (rest <= -0.5);
}

/// Whole cents nearest to an amount; the one place where money is rounded. [USD -> cents]
constexpr Money from_usd(double usd) {
  constexpr double kMost = 9.2e16;
  if (!(usd > -kMost && usd < kMost)) refuse_amount(usd);
  return {nearest_whole(usd * 100.0)};
}

constexpr Money min(Money a, Money b) { return a < b ? a : b; }
constexpr Money max(Money a, Money b) { return a < b ? b : a; }

}  // namespace exarace
