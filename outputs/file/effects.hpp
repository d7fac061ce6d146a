#pragma once
/// What a comparison of two scenarios found, and its file.

#include <cstdint>
#include <string>
#include <vector>

#include "outputs/file/place.hpp"
#include "outputs/record/headline.hpp"

namespace exarace {

/// One side of a comparison.
struct Side {
  std::string scenario;
  std::string text;            ///< resolved
  std::vector<double> values;  ///< [measure, year, replicate]
};

/// Numbers of one measure in one year over the replicates; NaN where they cannot be told.
struct Effect {
  double a = 0, b = 0;        ///< means of both sides
  double effect = 0;          ///< mean of b - a, paired by replicate
  double low = 0, high = 0;   ///< interval of the effect
  double error = 0;           ///< standard error of the effect
  double unpaired_error = 0;  ///< the same where the two sides of a pair have different luck
  double reduction = 0;       ///< variance of unpaired differences over that of paired ones
};

/// Two scenarios under the same seeds.
struct Effects {
  std::vector<Measure> measures;
  std::vector<std::int32_t> years;
  std::vector<double> covered;  ///< share of each year that was simulated
  std::uint64_t seed = 0;
  std::uint64_t replicates = 0;
  double confidence = 0.95;
  Side a, b;
  std::vector<Effect> effects;  ///< [measure, year]
  std::string command;
  std::string started;

  const Effect& at(std::size_t measure, std::size_t year) const { return effects[measure * years.size() + year]; }
};

/// Writes a comparison: complete under its name or not there at all. Throws ResultError.
void write_effects(const std::string& path, const Effects& effects, Existing existing);

}  // namespace exarace
