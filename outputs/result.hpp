#pragma once
/// What goes into a result file, and the one call that writes it.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "outputs/final.hpp"
#include "outputs/recorder.hpp"
#include "sim/state/events.hpp"

namespace exarace {

/// Version of the layout of result files; a reader of the next version reads the files of this one.
inline constexpr int kLayout = 1;

/// A scenario key with the value that the run used.
struct Parameter {
  std::string key;                          ///< "labs.openai.mark_up"
  std::variant<double, std::string> value;  ///< numbers as they are, everything else as text
  std::string unit;
  std::string about;
};

/// Where a result comes from. Never holds a user's or a machine's name.
struct Provenance {
  std::string scenario;        ///< its name: "baseline"
  std::string scenario_text;   ///< resolved: all that was read, merged into one TOML text
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
  std::string command;         ///< command line, see cut_paths()
  std::string started;         ///< "2025-06-01T12:00:00Z", see utc_now()
  std::string finished;
  std::string design_text;     ///< of a sweep, else empty
  bool user_code = false;      ///< a behaviour was supplied from outside
  std::vector<std::pair<std::string, std::string>> more;  ///< further facts, name and text
};

/// Everything that a result file of one run holds.
struct ResultContent {
  std::string title;
  Recording recording;
  Events events;
  std::vector<Parameter> parameters;
  FinalTables final;
  Provenance provenance;
};

/// How a result file is written.
struct WriteOptions {
  bool force = false;   ///< replace an existing file
  bool single = false;  ///< series as float32: half the size, not bit for bit
};

/// Writes a result: complete under its name or not there at all. Throws ResultError.
void write_result(const std::string& path, const ResultContent& content, const WriteOptions& options = {});

/// Throws ResultError if a result could not be written there; call it before a long run. Makes a missing folder
/// `results`, no other.
void check_output(const std::string& path, bool force);

/// Command line with every path cut to its last part.
std::string cut_paths(const std::vector<std::string>& arguments);
/// Time of the day, UTC, as ISO 8601.
std::string utc_now();

}  // namespace exarace
