#pragma once
/// The few series by which two scenarios are compared, and how a year of each is told.

#include <cstdint>
#include <string>
#include <vector>

#include "outputs/record/recorder.hpp"

namespace exarace {

/// What stands for a year of steps.
enum class Yearly : unsigned char { sum, last, mean };

/// A series that a comparison tells.
struct Headline {
  std::string series;
  Yearly yearly = Yearly::last;
};

/// All of them, in the order in which they are told.
const std::vector<Headline>& headlines();
/// Their names, to be recorded.
std::vector<std::string> headline_series();

/// One number that is told for every year: a series summed over its rows, or one row of it.
struct Measure {
  std::string name;  ///< "compute.owned", "compute.owned/cn"
  std::string unit;
  std::string about;
  bool operator==(const Measure&) const = default;
};

/// Years of a run that are told: those in which a step begins.
std::vector<std::int32_t> years_of(const Recording& recording);
/// Share of each of these years that the run covers, 1 for whole ones.
std::vector<double> covered_years(const Recording& recording);
/// What a run is measured by: every headline series, and where it lies over countries, every country.
std::vector<Measure> measures_of(const Recording& recording);
/// The numbers of a recorded run [measure, year]. Years begin with the first week that begins in them: sums over 52 or
/// 53 weeks are brought to the length of a year, so that they can be compared.
std::vector<double> yearly_values(const Recording& recording);

}  // namespace exarace
