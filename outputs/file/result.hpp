#pragma once
/// What goes into a result file, and the one call that writes it.

#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "outputs/file/provenance.hpp"
#include "outputs/record/denials.hpp"
#include "outputs/record/final.hpp"
#include "outputs/record/recorder.hpp"
#include "sim/state/events.hpp"

namespace exarace {

/// Version of the layout of result files; a reader of the next version reads the files of this one.
inline constexpr int kLayout = 3;

/// A scenario key with the value that the run used. In the file they are one table; keys of rows that /final holds as
/// columns need not be repeated.
struct Parameter {
  std::string key;                          ///< "labs.openai.mark_up"
  std::variant<double, std::string> value;  ///< numbers as they are, everything else as text
  std::string unit;
  std::string about;
};

/// A number that tells in a line how a run went.
struct ToldNumber {
  std::string name;   ///< "chips.sold"
  std::string about;  ///< as people read it: "Chips sold in 2030"
  double value = 0;
  std::string unit;
  /// Least and most of what the value is the mean of; NaN where it is the mean of nothing.
  double low = std::numeric_limits<double>::quiet_NaN(), high = std::numeric_limits<double>::quiet_NaN();
};

/// Everything that a result file of one run holds.
struct ResultContent {
  std::string title;
  Recording recording;
  Events events;
  std::vector<DenialRow> denials;
  std::vector<Parameter> parameters;
  FinalTables final;
  Provenance provenance;
  std::vector<ToldNumber> told;  ///< what a run prints in a few lines
};

/// How a result file is written.
struct WriteOptions {
  bool force = false;   ///< replace an existing file
  bool single = false;  ///< series as float32: half the size, not bit for bit
};

/// Writes a result: complete under its name or not there at all. Throws ResultError.
void write_result(const std::string& path, const ResultContent& content, const WriteOptions& options = {});

/// The bytes of that file.
std::vector<char> result_bytes(const ResultContent& content, const WriteOptions& options = {});

/// Throws ResultError if a result could not be written there; call it before a long run. Makes a missing folder
/// `results`, no other.
void check_output(const std::string& path, bool force);

}  // namespace exarace
