#pragma once
/// Money in whole US cents. Prices are doubles; a posting rounds once.

#include <compare>
#include <cstdint>

namespace exarace {

/// Amount of money [US cents].
struct Money {
  std::int64_t cents = 0;

  constexpr auto operator<=>(const Money&) const = default;
  constexpr Money operator-() const { return {-cents}; }
  constexpr Money& operator+=(Money other) { return cents += other.cents, *this; }
  constexpr Money& operator-=(Money other) { return cents -= other.cents, *this; }
  friend constexpr Money operator+(Money a, Money b) { return {a.cents + b.cents}; }
  friend constexpr Money operator-(Money a, Money b) { return {a.cents - b.cents}; }

  /// The amount as a real number [USD].
  constexpr double usd() const { return static_cast<double>(cents) * 0.01; }
};

/// Whole number nearest to `x`, halves away from zero: std::llround without its call.
constexpr std::int64_t nearest_whole(double x) {
  const auto whole = static_cast<std::int64_t>(x);
  const double rest = x - static_cast<double>(whole);
  return whole + (rest >= 0.5) - (rest <= -0.5);
}

/// Whole cents nearest to an amount; the one place where money is rounded. [USD -> cents]
constexpr Money from_usd(double usd) { return {nearest_whole(usd * 100.0)}; }

constexpr Money min(Money a, Money b) { return a < b ? a : b; }
constexpr Money max(Money a, Money b) { return a < b ? b : a; }

}  // namespace exarace
