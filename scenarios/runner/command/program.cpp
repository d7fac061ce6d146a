#include "scenarios/runner/command/program.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <set>

#include "scenarios/runner/command/arguments.hpp"
#include "scenarios/runner/command/commands.hpp"
#include "scenarios/runner/command/external.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

constexpr const char* kRunExamples = R"(examples:
  exarace run baseline --set run.end=2028-01-01 -o short.h5
  exarace run my.toml --seed 7 --replicate 3 --record 'chips.*' --json
  exarace run baseline --without us_2023_11           as if that rule had never been announced
)";

constexpr const char* kSweepExamples = R"(examples:
  exarace sweep small --dry-run                       the plan, time and disk
  exarace sweep my_design.toml -o results/mine        all runs; the same command again goes on where it stopped
  exarace sweep my_design.toml --shard 3/16           a share of them, in job arrays
)";

constexpr const char* kResumeExamples = R"(examples:
  exarace run baseline --checkpoint-every 12 --checkpoint-at 2025-01-01
  exarace resume results/baseline.checkpoint.h5
  exarace resume results/baseline.2025-01-01.checkpoint.h5 --set regimes.us_2023_11.ends=2025-06-01
)";

constexpr const char* kExamples = R"(examples:
  exarace run baseline                                 a run; results/baseline.h5
  exarace validate my.toml                             check without running
  exarace list parameters cloud                        keys with 'cloud' in their path
  exarace report results/baseline.h5                   HTML and PNGs
  exarace explore                                      the model in a browser, with levers
  exarace compare no_controls baseline                 what the rules change, with intervals
  exarace reproduce results/baseline.h5                run it again and compare
  exarace reproduce results/small --run 12             a run of a sweep, alone

exit codes: 0 done, 1 internal error, 2 wrong usage or input, 3 audit failed, 4 input or output failed,
            5 some runs failed, 6 difference found, 75 the same command goes on, 130 interrupted
environment: EXARACE_SCENARIOS  folders in which scenarios are looked up by name, split at ':'
)";

constexpr const char* kCompareExamples = R"(examples:
  exarace compare baseline no_controls                what the rules change, by year
  exarace compare baseline --without us_2023_11       without the rule of October 2023
  exarace compare baseline h20_open full_embargo --replicates 50
  exarace compare baseline --policies hawk.py         with governments of your own, see docs
)";

using Command = std::function<int()>;

/// The option --set: may be repeated, one value each time.
void add_set(CLI::App& app, std::vector<std::string>& target, const char* about) {
  app.add_option("--set", target, about)->allow_extra_args(false)->take_all()->type_name("KEY=VALUE");
}

void add_times(CLI::App& app, std::vector<std::string>& target) {
  const char* about = "Multiply a number, a time series or all that a pattern fits. Repeatable.";
  app.add_option("--times", target, about)->allow_extra_args(false)->take_all()->type_name("KEY=FACTOR");
}

/// Options of commands that play one run.
void add_conduct(CLI::App& app, ConductArguments& a) {
  app.add_option("--threads", a.threads, "Threads [all]. The numbers do not depend on it.")
      ->check(whole_number(1, 4096));
  app.add_option("--max-walltime", a.max_walltime,
                 "Stop after that time: 90s, 30m, 2h, 1:30:00. Nothing is kept without checkpoints.")
      ->check(length_of_time());
  app.add_option("--checkpoint-every", a.checkpoint_every,
                 "Steps (12) or time (10m) between checkpoints; a run that is stopped goes on from the last.");
  app.add_option("--checkpoint-at", a.checkpoint_at, "Day (2025-01-01) whose checkpoint is kept. Repeatable.")
      ->allow_extra_args(false)
      ->take_all()
      ->check(day())
      ->type_name("DAY");
  app.add_flag("-f,--force", a.force, "Replace an existing file.");
  app.add_flag("--quiet", a.quiet, "No progress, no summary.");
  app.add_flag("--json", a.json, "Summary as JSON on standard output.");
}

/// The option --without, as --set.
void add_without(CLI::App& app, std::vector<std::string>& target, const char* about) {
  app.add_option("--without", target, about)->allow_extra_args(false)->take_all()->type_name("RULE");
}

void add_run(CLI::App& app, Command& chosen, const std::vector<std::string>& command) {
  auto a = std::make_shared<RunArguments>();
  CLI::App& run = *app.add_subcommand("run", "Run a scenario once and write its results.");
  run.add_option("SCENARIO", a->scenario, "Name ('exarace list scenarios') or path of a scenario.")->required();
  run.add_option("-o,--output", a->output, "Result file [results/<scenario>.h5].")->check(result_name());
  add_set(run, a->sets, "Set a key; the value is TOML, a bare word is a text. Repeatable.");
  add_without(run, a->without, "A rule that never was: an id of regimes, or a pattern. Repeatable.");
  add_times(run, a->times);
  run.add_option("--seed", a->seed, "Seed of the run [that of the scenario].")->check(whole_number(0, kLargestSeed));
  run.add_option("--replicate", a->replicate, "Replicate of the seed [0].")->check(whole_number(0, kLargestSeed));
  run.add_option("--draws", a->draws, "A posterior, by file or name: replicate r plays draw r.")->type_name("FILE");
  run.add_option("--record", a->record, "Series to record: names, patterns as 'chips.*', or all. Repeatable.")
      ->allow_extra_args(false)
      ->take_all()
      ->delimiter(',');
  run.add_flag("--no-audit", a->no_audit, "Do not check the books after every step.");
  add_conduct(run, a->conduct);
  run.footer(kRunExamples);
  a->command = a->conduct.command = command;
  run.callback([&chosen, a] { chosen = [a] { return command_run(*a); }; });
}

void add_sweep(CLI::App& app, Command& chosen, const std::vector<std::string>& command) {
  auto a = std::make_shared<SweepArguments>();
  CLI::App& sweep = *app.add_subcommand("sweep", "Make the runs of a design; the same command again goes on.");
  sweep.add_option("DESIGN", a->design, "Name or path of a design.")->required();
  sweep.add_option("-o,--output", a->output, "Folder of the sweep [results/<design>].")->check(file_name());
  add_without(sweep, a->without, "A rule that never was, in all runs: an id of regimes, or a pattern. Repeatable.");
  add_set(sweep, a->sets, "Set a key of the scenario in all runs. Repeatable.");
  add_times(sweep, a->times);
  sweep.add_option("--draws", a->draws, "A posterior for the replicates, by file or name.")->type_name("FILE");
  sweep.add_option("--shard", a->shard, "Only a process's share, I/N; N may change from call to call.");
  sweep.add_option("--threads", a->threads, "Runs at a time [as many as there are processors].")
      ->check(whole_number(1, 4096));
  sweep.add_option("--max-walltime", a->max_walltime, "Stop in good order after that time: 90s, 30m, 2h, 1:30:00.")
      ->check(length_of_time());
  sweep.add_flag("--dry-run", a->dry_run, "Only tell the plan, and what it takes in time and disk.");
  sweep.add_flag("--retry-failed", a->retry_failed, "Try the runs again that have failed.");
  sweep.add_flag("--replace-damaged", a->replace_damaged, "Set damaged segments aside and make their runs again.");
  sweep.add_flag("--same-world", a->same_world,
                 "Where another build began the sweep: go on only if this one makes a run of it again to the bit.");
  sweep.add_flag("--quiet", a->quiet, "No progress, no summary.");
  sweep.add_flag("--json", a->json, "Plan or summary as JSON on standard output.");
  sweep.footer(kSweepExamples);
  a->command = command;
  sweep.callback([&chosen, a] { chosen = [a] { return command_sweep(*a); }; });
}

void add_resume(CLI::App& app, Command& chosen, const std::vector<std::string>& command) {
  auto a = std::make_shared<ResumeArguments>();
  CLI::App& resume = *app.add_subcommand("resume", "Go on from a checkpoint; with another scenario: branch.");
  resume.add_option("CHECKPOINT", a->checkpoint, "File that --checkpoint-every or --checkpoint-at wrote.")->required();
  resume.add_option("SCENARIO", a->scenario, "Another scenario, which holds from the checkpoint's day on.");
  resume.add_option("-o,--output", a->output, "Result file [as the run began, or <scenario>_from_<day>.h5].")
      ->check(result_name());
  add_set(resume, a->sets, "Set a key from the checkpoint's day on. Repeatable.");
  add_conduct(resume, a->conduct);
  resume.footer(kResumeExamples);
  a->conduct.command = command;
  resume.callback([&chosen, a] { chosen = [a] { return command_resume(*a); }; });
}

void add_list(CLI::App& app, Command& chosen) {
  auto a = std::make_shared<ListArguments>();
  CLI::App& list = *app.add_subcommand("list", "List scenarios, series, instruments, mechanisms or parameters.");
  list.add_option("WHAT", a->what,
                  fmt::format("{}; or a result file (its series), or the folder of a sweep (its runs)",
                              fmt::join(listable(), ", ")))
      ->required();
  list.add_option("PATTERN", a->pattern, "Only names that contain it, or fit it ('chips.*'); capitals do not matter.");
  list.add_flag("--json", a->json, "As JSON.");
  list.add_flag("--markdown", a->markdown, "As a page of the reference.");
  list.callback([&chosen, a] { chosen = [a] { return command_list(*a); }; });
}

void add_validate(CLI::App& app, Command& chosen) {
  auto a = std::make_shared<ValidateArguments>();
  CLI::App& validate = *app.add_subcommand("validate", "Check scenarios and designs without running them.");
  validate.add_option("FILE", a->files, "Names or paths of scenarios and designs.")->required();
  add_set(validate, a->sets, "Set a key first. Repeatable.");
  validate.add_flag("--quiet", a->quiet, "Say only what is wrong.");
  validate.add_flag("--json", a->json, "As JSON.");
  validate.callback([&chosen, a] { chosen = [a] { return command_validate(*a); }; });
}

void add_compare(CLI::App& app, Command& chosen, const std::vector<std::string>& command) {
  auto a = std::make_shared<CompareArguments>();
  CLI::App& compare = *app.add_subcommand("compare", "Compare scenarios under the same seeds, with intervals.");
  compare
      .add_option("SCENARIO", a->scenarios, "Names or paths of scenarios; effects are those of each less the first.")
      ->required();
  compare.add_option("--replicates", a->replicates, "Pairs of runs [20].")->check(whole_number(1, 1'000'000));
  compare.add_option("-o,--output", a->output, "File of the comparison [results/<B>_against_<A>.h5].")
      ->check(result_name());
  add_set(compare, a->sets, "Set a key in all; a distribution is drawn once per replicate. Repeatable.");
  add_without(compare, a->without,
              "A rule that never was in any but the first; of a single scenario, both sides are made. Repeatable.");
  compare
      .add_option(
          "--policies", a->policies,
          "Python file with a dict 'policies' of governments; the first for the first scenario, a single one for "
          "all others. Repeatable.")
      ->allow_extra_args(false)
      ->take_all()
      ->type_name("FILE.py");
  add_times(compare, a->times);
  compare.add_option("--draws", a->draws, "A posterior, by file or name: replicate r takes draw r.")->type_name("FILE");
  compare.add_option("--seed", a->seed, "Seed of all [that of the first].")->check(whole_number(0, kLargestSeed));
  compare.add_option("--threads", a->threads, "Runs at a time [all processors].")->check(whole_number(1, 4096));
  compare
      .add_option("--max-walltime", a->max_walltime, "Stop after that time: 90s, 30m, 2h, 1:30:00. Nothing is kept.")
      ->check(length_of_time());
  compare.add_flag("--no-audit", a->no_audit, "Do not check the books after every step.");
  compare.add_flag("-f,--force", a->force, "Replace an existing file.");
  compare.add_flag("--quiet", a->quiet, "No progress, no table.");
  compare.add_flag("--json", a->json, "Effects as JSON on standard output.");
  compare.footer(kCompareExamples);
  a->command = command;
  compare.callback([&chosen, a] {
    chosen = [a] { return a->policies.empty() ? command_compare(*a) : command_with_policies(a->command); };
  });
}

void add_verify(CLI::App& app, Command& chosen) {
  auto a = std::make_shared<VerifyArguments>();
  CLI::App& verify = *app.add_subcommand("verify", "Check that a result or a sweep is whole and as it was written.");
  verify.add_option("PATH", a->path, "Result file, or folder of a sweep.")->required();
  verify.add_option("--salvage", a->salvage, "Folder that receives what is whole of a sweep.");
  verify.add_flag("--quiet", a->quiet, "Say only what is wrong.");
  verify.add_flag("--json", a->json, "As JSON.");
  verify.callback([&chosen, a] { chosen = [a] { return command_verify(*a); }; });
}

void add_reproduce(CLI::App& app, Command& chosen) {
  auto a = std::make_shared<ReproduceArguments>();
  CLI::App& reproduce = *app.add_subcommand("reproduce", "Run again what a result says it is, and compare to the bit.");
  reproduce.add_option("PATH", a->path, "Result file, or the folder or a segment of a sweep.")->required();
  reproduce.add_option("--run", a->run, "Number of a run of a sweep [all runs of a segment].")
      ->check(whole_number(0, kLargestSeed));
  reproduce.add_option("--threads", a->threads, "Threads [all].")->check(whole_number(1, 4096));
  reproduce.add_flag("--quiet", a->quiet, "Say only what differs.");
  reproduce.add_flag("--json", a->json, "As JSON.");
  reproduce.callback([&chosen, a] { chosen = [a] { return command_reproduce(*a); }; });
}

void add_gather(CLI::App& app, Command& chosen) {
  auto a = std::make_shared<GatherArguments>();
  CLI::App& gather = *app.add_subcommand("gather", "Write the runs of a sweep into one file.");
  gather.add_option("FOLDER", a->folder, "Folder of the sweep.")->required();
  gather.add_option("-o,--output", a->output, "The file.")->check(result_name())->required();
  gather.add_flag("-f,--force", a->force, "Replace an existing file.");
  gather.add_flag("--quiet", a->quiet, "Say nothing.");
  gather.add_flag("--json", a->json, "As JSON.");
  gather.callback([&chosen, a] { chosen = [a] { return command_gather(*a); }; });
}

void add_others(CLI::App& app, Command& chosen) {
  CLI::App& schema = *app.add_subcommand("schema", "JSON Schema of scenario or design files, for editors.");
  auto what = std::make_shared<std::string>("scenario");
  schema.add_option("WHAT", *what, "scenario or design [scenario].")->check(one_of({"scenario", "design"}));
  schema.callback([&chosen, what] { chosen = [what] { return command_schema(*what); }; });
  auto file = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App& info = *app.add_subcommand("info", "Provenance of a result file, or how a sweep stands.");
  info.add_option("PATH", *file, "Result file, or folder of a sweep.")->required();
  info.add_flag("--json", *json, "As JSON.");
  info.callback([&chosen, file, json] { chosen = [file, json] { return command_info(*file, *json); }; });
}

std::string version_text() {
  const BuildInfo& info = build_info();
  return fmt::format("exarace {} (commit {}, {}, {})", info.version, info.commit, info.compiler, info.build_type);
}

int complain(const std::string& text, int code) {
  write_err(text + '\n');
  return code;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names = {"help"};
  for (const auto& [name, about] : package_commands()) names.push_back(name);
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

/// What is wrong with a command line that could not be parsed.
std::string usage_text(const CLI::App& app, const CLI::ParseError& error) {
  const auto used = app.get_subcommands();
  const CLI::App& command = used.empty() ? app : *used.front();
  const std::string name = used.empty() ? "exarace" : "exarace " + command.get_name();
  const auto extra = app.remaining(true);
  std::string text = error.what();
  if (!extra.empty()) {
    const auto option = std::find_if(extra.begin(), extra.end(), [](const std::string& e) { return e.front() == '-'; });
    const std::string given = option == extra.end() ? extra.back() : option->substr(0, option->find('='));
    text = option == extra.end()
               ? fmt::format("unexpected argument '{}'", given)
               : fmt::format("unknown option '{}'{}", given, did_you_mean(given, option_names(command)));
  }
  return fmt::format("{}: {}\n'{} --help' shows how it is used", name, text, name);
}

/// The code for whatever a command throws; its text goes to standard error.
int guarded(const Command& command) {
  try {
    return command();
  } catch (const ScenarioError& error) {
    return complain(error.what(), kWrongInput);
  } catch (const AuditError& error) {
    return complain(error.what(), kAuditFailed);
  } catch (const ResultError& error) {
    return complain(error.what(), kOutputFailed);
  } catch (const Interrupted& error) {
    return complain(error.what(), kInterrupted);
  } catch (const std::bad_alloc&) {
    return complain("exarace: not enough memory", kInternalError);
  } catch (const std::exception& error) {
    return complain(fmt::format("exarace: internal error: {}; please report it with the command", error.what()),
                    kInternalError);
  }
}

/// Runs `exarace-X` for a command that is not built in; returns if it is built in or there is no such program.
int try_external(const CLI::App& app, char** arguments) {
  const std::string name = arguments[1];
  const auto known = command_names(app);
  const bool built_in = !is_of_package(name) && std::find(known.begin(), known.end(), name) != known.end();
  if (name.front() == '-' || built_in) return kDone;
  return guarded([&]() -> int {
    run_external(name, arguments + 1);
    if (is_of_package(name)) throw ScenarioError(without_package(name));
    throw ScenarioError("exarace: unknown command '" + name + "'" + did_you_mean(name, known) +
                        "\n'exarace --help' lists all");
  });
}

}  // namespace

namespace {

/// `exarace help run` is `exarace run --help`.
std::vector<char*> with_help_turned(int count, char** arguments) {
  static char help[] = "--help";
  std::vector<char*> words(arguments, arguments + count);
  if (count > 1 && std::string(arguments[1]) == "help") {
    words.erase(words.begin() + 1);
    words.resize(std::min<std::size_t>(words.size(), 2));
    words.push_back(help);
  }
  words.push_back(nullptr);
  return words;
}

}  // namespace

int run_program(int count, char** given) {
  std::vector<char*> words = with_help_turned(count, given);
  count = static_cast<int>(words.size()) - 1;
  char** arguments = words.data();
  std::signal(SIGPIPE, SIG_IGN);  // a reader who goes away must not end a run
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error that can be told
  CLI::App app("Agent-based simulation of the US-China race for AI compute.", "exarace");
  Command chosen;
  const std::vector<std::string> command(given, given + count);
  app.set_version_flag("-V,--version", version_text());
  app.require_subcommand(1);
  app.footer(kExamples);
  add_run(app, chosen, command);
  add_sweep(app, chosen, command);
  add_resume(app, chosen, command);
  add_list(app, chosen);
  add_validate(app, chosen);
  add_compare(app, chosen, command);
  add_verify(app, chosen);
  add_reproduce(app, chosen);
  add_gather(app, chosen);
  add_others(app, chosen);
  const std::set<std::string> with_examples = {"run", "sweep", "resume", "compare"};
  for (CLI::App* sub : app.get_subcommands({}))
    if (!with_examples.contains(sub->get_name())) sub->footer("");
  for (const auto& [name, about] : package_commands()) app.add_subcommand(name, about);
  if (count == 1) return complain(app.help(), kWrongInput);
  if (const int code = try_external(app, arguments); code != kDone) return code;
  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& asked) {
    return guarded([&] {
      write_out(asked.get_name() == "CallForVersion" ? version_text() + "\n" : app.help());
      return int{kDone};
    });
  } catch (const CLI::ParseError& error) {
    return complain(usage_text(app, error), kWrongInput);
  }
  return guarded(chosen);
}

}  // namespace exarace
