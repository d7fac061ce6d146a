#pragma once
/// What the values of options may be. Each says the value that it refuses, and what is allowed.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace exarace {

/// Largest seed and replicate: that of the key run.seed, so that every run can be written into a scenario.
inline constexpr std::uint64_t kLargestSeed = 9'000'000'000'000'000;

/// A whole number from `low` to `high`.
CLI::Validator whole_number(std::uint64_t low, std::uint64_t high);
/// One of a few words.
CLI::Validator one_of(std::vector<std::string> words);
/// A time as parse_duration() reads it.
CLI::Validator length_of_time();
/// A day such as 2025-01-01.
CLI::Validator day();
/// A name that is not empty.
CLI::Validator file_name();

/// Name of a result file: with an ending of HDF5 or netCDF files, or with none.
CLI::Validator result_name();

}  // namespace exarace
