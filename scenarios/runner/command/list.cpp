#include <fnmatch.h>

#include <algorithm>
#include <filesystem>

#include "outputs/sweep/folder.hpp"
#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/command/listing.hpp"
#include "scenarios/runner/play/run.hpp"
#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

Listing listing_of(const std::string& what) {
  if (what == "scenarios") return list_scenarios();
  if (what == "series") return list_series();
  if (what == "observables") return list_observables();
  const Catalogue catalogue = blank_catalogue();
  const auto parts = describe(catalogue);
  if (what == "instruments") return list_instruments(parts);
  return what == "mechanisms" ? list_mechanisms(parts) : list_parameters(parts);
}

std::string name_of(const nlohmann::ordered_json& row) {
  return row.begin()->is_string() ? row.begin()->get<std::string>() : row.begin()->dump();
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// Whether a name fits "chips.*" or contains "chips"; capitals do not matter.
bool fits(const std::string& name, const std::string& pattern) {
  if (pattern.find_first_of("*?[") != pattern.npos) return fnmatch(pattern.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
  return lower(name).find(lower(pattern)) != std::string::npos;
}

/// Keeps rows whose first cell, their name, fits the pattern.
void keep(Listing& listing, const std::string& what, const std::string& pattern) {
  std::vector<std::string> names;
  for (const Section& section : listing.sections)
    for (const auto& row : section.rows) names.push_back(name_of(row));
  for (Section& section : listing.sections)
    std::erase_if(section.rows, [&](const nlohmann::ordered_json& row) { return !fits(name_of(row), pattern); });
  std::erase_if(listing.sections, [](const Section& section) { return section.rows.empty(); });
  if (!listing.sections.empty()) return;
  const std::string hint = did_you_mean(pattern, names);
  throw ScenarioError("exarace list " + what + ": no name contains '" + pattern + "'" +
                      (hint.empty() ? "; 'exarace list " + what + "' shows all" : hint));
}

}  // namespace

const std::vector<std::string>& listable() {
  static const std::vector<std::string> all = {"scenarios",  "series",     "instruments",
                                               "mechanisms", "parameters", "observables"};
  return all;
}

int command_list(const ListArguments& asked) {
  ListArguments arguments = asked;
  const auto& known = listable();
  std::error_code error;
  const bool file = std::filesystem::is_regular_file(arguments.what, error);
  if (file || SweepFolder::is_sweep(arguments.what)) {
    Listing listing = file ? list_file(arguments.what) : list_runs(arguments.what);
    if (!arguments.pattern.empty()) keep(listing, arguments.what, arguments.pattern);
    write_out(arguments.json ? as_json(listing) : arguments.markdown ? as_markdown(listing) : as_text(listing));
    return kDone;
  }
  arguments.what = lower(arguments.what);
  if (std::find(known.begin(), known.end(), arguments.what) == known.end())
    throw ScenarioError("exarace list: cannot list '" + arguments.what + "'" + did_you_mean(arguments.what, known) +
                        "\nscenarios, series, instruments, mechanisms, parameters and observables can be listed, the "
                        "series of a result file "
                        "and the runs of a sweep's folder");
  Listing listing = listing_of(arguments.what);
  if (!arguments.pattern.empty()) keep(listing, arguments.what, arguments.pattern);
  if (arguments.json)
    write_out(as_json(listing));
  else
    write_out(arguments.markdown ? as_markdown(listing) : as_text(listing));
  return kDone;
}

}  // namespace exarace
