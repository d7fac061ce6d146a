#pragma once
/// Reads back what write_result wrote.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace exarace {

/// A variable as read from a file.
struct ReadSeries {
  std::vector<std::size_t> shape;  ///< time first
  std::vector<std::string> dims;   ///< their names
  std::string unit;
  std::vector<double> values;
};

/// Throws ResultError, saying what the file is instead, unless it is the result of one run.
void check_is_result(const std::string& path);
/// One series of a result file. Throws ResultError if the file or the series cannot be read.
ReadSeries read_series(const std::string& path, const std::string& name);
/// Names of the series in a result file, in order.
std::vector<std::string> read_series_names(const std::string& path);
/// Number of steps in a result file.
std::size_t read_steps(const std::string& path);
/// All of /provenance, name and text, in order; the scenario's text is "scenario_text".
std::vector<std::pair<std::string, std::string>> read_provenance(const std::string& path);

}  // namespace exarace
