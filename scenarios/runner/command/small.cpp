/// Commands of a few lines.

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "outputs/file/info.hpp"
#include "outputs/sweep/info.hpp"
#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/play/run.hpp"
#include "scenarios/runner/read/schema.hpp"
#include "scenarios/runner/sweep/design.hpp"
#include "sim/core/error.hpp"
#include "sim/core/printable.hpp"

namespace exarace {

int command_schema(const std::string& what) {
  if (what == "design") {
    Design design;
    const Catalogue catalogue = design_catalogue(design);
    write_out(design_schema(describe(catalogue)));
  } else {
    const Catalogue catalogue = blank_catalogue();
    write_out(scenario_schema(describe(catalogue)));
  }
  return kDone;
}

int command_info(const std::string& file, bool json) {
  if (const SweepFolder folder{file}; SweepFolder::is_sweep(file)) {
    write_out(json ? describe_sweep_json(folder) : describe_sweep(folder));
    return kDone;
  }
  write_out(json ? describe_file_json(file) : describe_file(file));
  return kDone;
}

void write_err(const std::string& text) { std::fputs(printable(text).c_str(), stderr); }

void write_out(const std::string& raw) {
  const std::string text = printable(raw);
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written && errno != EPIPE)
    throw ResultError(std::string("standard output: cannot write: ") + std::strerror(errno));
}

}  // namespace exarace
