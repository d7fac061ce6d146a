#pragma once
/// Files of draws: joint values of uncertain keys, as `exarace calibrate` writes them.

#include <string>
#include <vector>

namespace exarace {

class FileReader;

/// Text that reads back to the number, as TOML wants it: "0.12", "3.0"; exact_text gives "3".
std::string toml_number(double value);
std::string exact_text(double value);

/// Draws of uncertain keys that replicates take in turn.
struct PlannedDraws {
  std::vector<std::string> keys;             ///< as changes name them; "times:KEY" scales
  std::vector<std::vector<double>> numbers;  ///< [key][draw]
  std::size_t size() const { return numbers.empty() ? 0 : numbers.front().size(); }
};

/// The group "draws" of a file.
PlannedDraws draws_of(const FileReader& file);

/// Reads the draws of a posterior. Throws ResultError where the file has none, or a number is not finite.
PlannedDraws read_draws(const std::string& path);

}  // namespace exarace
