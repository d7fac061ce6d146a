#pragma once
/// Unit factors: how many of one are in the other. Nothing here is a fact about the economy.

namespace exarace {

inline constexpr double kDaysPerYear = 365.25;
inline constexpr double kHoursPerYear = 8766;  ///< of 365.25 days
inline constexpr double kMonthsPerYear = 12;
inline constexpr double kQuartersPerYear = 4;
inline constexpr double kSecondsPerHour = 3600;
inline constexpr double kKilowattsPerMegawatt = 1e3;
inline constexpr double kFlopPerTeraflop = 1e12;
inline constexpr double kSquareCentimetresPerSquareMillimetre = 0.01;

}  // namespace exarace
