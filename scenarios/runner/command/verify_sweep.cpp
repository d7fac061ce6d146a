/// Is a sweep whole, and what of it can be saved or gathered?

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "outputs/sweep/verify.hpp"
#include "scenarios/runner/command/commands.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

/// What is told of the content of files may hold any bytes.
std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'; }

std::string sweep_text(const VerifyArguments& arguments, const SweepReport& report) {
  const SweepState& state = report.state;
  std::string text =
      fmt::format("{}: {} segments are whole; {} of {} runs are done, {} failed, {} are open\n", arguments.path,
                  report.segments, state.done, state.runs, state.failed, state.runs - state.done - state.failed);
  for (const auto& [file, what] : report.damaged)
    text += what.find(file) == std::string::npos ? fmt::format("{}/{}: {}\n", arguments.path, file, what) : what + "\n";
  if (!arguments.salvage.empty()) return text + fmt::format("what is whole was copied to {}\n", arguments.salvage);
  if (!report.intact())
    text += "remove what is damaged and the sweep makes its runs again, or copy the rest with --salvage FOLDER\n";
  return text;
}

Json sweep_json(const VerifyArguments& arguments, const SweepReport& report) {
  const SweepState& state = report.state;
  Json out = {{"file", arguments.path},      {"whole", report.intact()}, {"complete", state.complete()},
              {"segments", report.segments}, {"runs", state.runs},       {"done", state.done},
              {"failed", state.failed},      {"findings", Json::array()}};
  for (const auto& [file, what] : report.damaged) out["findings"].push_back({{"file", file}, {"text", what}});
  return out;
}

}  // namespace

int command_verify_sweep(const VerifyArguments& arguments) {
  const SweepFolder folder{arguments.path};
  const SweepReport report =
      arguments.salvage.empty() ? verify_sweep(folder) : salvage_sweep(folder, SweepFolder{arguments.salvage});
  if (arguments.json)
    write_out(dumped(sweep_json(arguments, report)));
  else if (!arguments.quiet || !report.intact())
    write_out(sweep_text(arguments, report));
  return report.intact() ? kDone : kDifferenceFound;
}

int command_gather(const GatherArguments& arguments) {
  constexpr std::size_t most = std::size_t{2} << 30;
  gather_sweep(SweepFolder{arguments.folder}, arguments.output, arguments.force, most);
  if (arguments.json) {
    const SweepReport report = verify_sweep(SweepFolder{arguments.folder});
    write_out(dumped({{"output", arguments.output},
                      {"bytes", std::filesystem::file_size(arguments.output)},
                      {"runs", report.state.runs},
                      {"done", report.state.done},
                      {"failed", report.state.failed},
                      {"complete", report.state.complete()}}));
  } else if (!arguments.quiet) {
    write_out(fmt::format("written to {}\n", arguments.output));
  }
  return kDone;
}

}  // namespace exarace
