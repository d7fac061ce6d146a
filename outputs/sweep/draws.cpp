#include "outputs/sweep/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "outputs/file/place.hpp"
#include "outputs/file/reader.hpp"
#include "sim/core/error.hpp"

namespace exarace {

std::string exact_text(double value) { return fmt::format("{:.17g}", value); }

std::string toml_number(double value) {
  const std::string text = exact_text(value);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

PlannedDraws draws_of(const FileReader& file) {
  PlannedDraws out;
  for (const std::string& key : file.variables("draws")) {
    if (key == "draw" || key == "weight") continue;
    out.keys.push_back(key);
    out.numbers.push_back(file.numbers("draws", key).values);
  }
  return out;
}

PlannedDraws read_draws(const std::string& path) {
  const FileReader file("draws of " + path, read_bytes(path));  // the Python front writes no seal
  if (file.attribute("/", "exarace_posterior").empty())
    throw ResultError(path + ": holds no draws; 'exarace calibrate -o " + path + "' makes such a file");
  PlannedDraws out = draws_of(file);
  if (out.size() == 0) throw ResultError(path + ": holds no draws of any key");
  for (std::size_t k = 0; k < out.keys.size(); ++k)
    if (out.numbers[k].size() != out.size() ||
        !std::all_of(out.numbers[k].begin(), out.numbers[k].end(), [](double x) { return std::isfinite(x); }))
      throw ResultError(path + ": the draws of '" + out.keys[k] + "' are not all numbers; make the file again");
  return out;
}

}  // namespace exarace
