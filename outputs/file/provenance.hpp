#pragma once
/// Where a result comes from.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace exarace {

/// Where a result comes from. Never holds a user's or a machine's name.
struct Provenance {
  std::string scenario;       ///< its name: "baseline"
  std::string scenario_text;  ///< resolved: all that was read, merged into one TOML text
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
  std::string command;  ///< command line, see cut_paths()
  std::string started;  ///< "2025-06-01T12:00:00Z", see utc_now()
  std::string finished;
  std::string design_text;                                ///< of a sweep, else empty
  bool user_code = false;                                 ///< a behaviour was supplied from outside
  std::vector<std::pair<std::string, std::string>> more;  ///< further facts, name and text
};

/// All facts of /provenance, name and text, in the order of the file: those given, and those of program and machine.
std::vector<std::pair<std::string, std::string>> provenance_facts(const Provenance& provenance);

/// Whether a fact is a text of many lines, such as "scenario_text".
inline bool is_long(const std::string& name) { return name.ends_with("_text"); }

/// Command line with every path cut to its last part, so that no folder names a user.
std::string cut_paths(const std::vector<std::string>& arguments);
/// The present time, UTC: "2025-06-01T12:00:00Z".
std::string utc_now();
/// Kind of processor: "AMD EPYC 9654 96-Core Processor".
std::string cpu_kind();

}  // namespace exarace
