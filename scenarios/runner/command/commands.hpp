#pragma once
/// The commands of the program, without their parsing. Each returns an exit code and throws what main() understands.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace exarace {

/// What the program returns to the shell.
enum ExitCode : int {
  kDone = 0,
  kInternalError = 1,
  kWrongInput = 2,
  kAuditFailed = 3,
  kOutputFailed = 4,
  kSomeRunsFailed = 5,
  kDifferenceFound = 6,
  kGoOnLater = 75,
  kInterrupted = 130,
};

/// How a run is played and told, whatever it begins with.
struct ConductArguments {
  int threads = 0;
  bool force = false;
  bool quiet = false;
  bool json = false;
  std::string max_walltime;                ///< "90", "90s", "30m", "2h" or "1:30:00"; "" for no limit
  std::string checkpoint_every;            ///< steps ("12") or a time ("10m"); "" for no checkpoints
  std::vector<std::string> checkpoint_at;  ///< days, "2025-01-01"
  std::vector<std::string> command;        ///< the command line
};

/// `exarace run`.
struct RunArguments {
  std::string scenario;
  std::vector<std::string> sets;     ///< KEY=VALUE
  std::vector<std::string> times;    ///< KEY=FACTOR
  std::vector<std::string> without;  ///< rules that never were
  std::string output;                ///< "" stands for results/<scenario>.h5
  std::optional<std::uint64_t> seed;
  std::uint64_t replicate = 0;
  std::string draws;  ///< file whose draw of the replicate's number is played; "" for none
  bool no_audit = false;
  std::vector<std::string> record;
  ConductArguments conduct;
  std::vector<std::string> command;  ///< the command line
};
int command_run(const RunArguments& arguments);

/// `exarace sweep`.
struct SweepArguments {
  std::string design;
  std::vector<std::string> without;  ///< rules that never were
  std::vector<std::string> sets;     ///< KEY=VALUE, of the scenario in all runs
  std::string output;                ///< "" stands for results/<design>
  std::string shard;                 ///< "2/16"; "" for the whole
  std::vector<std::string> times;    ///< KEY=FACTOR, for all runs
  std::string draws;                 ///< file whose draws the replicates take; "" for that of the design
  int threads = 0;
  bool dry_run = false;
  bool retry_failed = false;
  bool replace_damaged = false;  ///< damaged segments are set aside and made again
  bool same_world = false;       ///< a rebuilt program must make a run again to the bit
  bool quiet = false;
  bool json = false;
  std::string max_walltime;
  std::vector<std::string> command;
};
int command_sweep(const SweepArguments& arguments);

/// `exarace resume`.
struct ResumeArguments {
  std::string checkpoint;
  std::string scenario;           ///< "" for that of the checkpoint; another one branches
  std::vector<std::string> sets;  ///< KEY=VALUE; branches as well
  std::string output;             ///< "" stands for the name that the run began with, or that of the branch
  ConductArguments conduct;
};
int command_resume(const ResumeArguments& arguments);

/// `exarace list`.
struct ListArguments {
  std::string what;     ///< scenarios, series, instruments, mechanisms or parameters
  std::string pattern;  ///< part of a name; "" for all
  bool json = false;
  bool markdown = false;
};
int command_list(const ListArguments& arguments);
/// What can be listed.
const std::vector<std::string>& listable();

/// `exarace validate`.
struct ValidateArguments {
  std::vector<std::string> files;
  std::vector<std::string> sets;
  bool json = false;
  bool quiet = false;
};
int command_validate(const ValidateArguments& arguments);

/// `exarace compare`.
struct CompareArguments {
  std::vector<std::string> scenarios;  ///< effects are those of the others less the first
  std::vector<std::string> sets;       ///< KEY=VALUE, of all scenarios
  std::vector<std::string> without;    ///< rules that never were in any but the first
  std::vector<std::string> policies;   ///< Python files; the Python package plays the comparison then
  std::string output;                  ///< "" stands for results/<b>_against_<a>.h5
  std::vector<std::string> times;      ///< KEY=FACTOR, of all scenarios
  std::string draws;                   ///< file whose draws the replicates take; "" for none
  std::uint64_t replicates = 20;
  std::string max_walltime;  ///< "" for no limit
  std::optional<std::uint64_t> seed;
  int threads = 0;
  bool no_audit = false;
  bool force = false;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> command;  ///< the command line
};
int command_compare(const CompareArguments& arguments);
/// A command line with `--policies`, handed to the Python package.
int command_with_policies(const std::vector<std::string>& command);

/// `exarace verify`.
struct VerifyArguments {
  std::string path;     ///< a result file, or the folder of a sweep
  std::string salvage;  ///< folder that receives what is whole of a sweep; "" for none
  bool json = false;
  bool quiet = false;
};
int command_verify(const VerifyArguments& arguments);
/// The same of the folder of a sweep.
int command_verify_sweep(const VerifyArguments& arguments);

/// `exarace reproduce`.
struct ReproduceArguments {
  std::string path;                  ///< a result file, or the folder or a file of a sweep
  std::optional<std::uint64_t> run;  ///< of a sweep
  int threads = 0;
  bool json = false;
  bool quiet = false;
};
int command_reproduce(const ReproduceArguments& arguments);

/// `exarace gather`.
struct GatherArguments {
  std::string folder;
  std::string output;
  bool force = false;
  bool quiet = false;
  bool json = false;
};
int command_gather(const GatherArguments& arguments);

/// `exarace schema`: of "scenario" or "design" files.
int command_schema(const std::string& what);
int command_info(const std::string& file, bool json);

/// Writes to standard output and makes sure that it got there; a reader who went away is no error. Throws ResultError.
void write_out(const std::string& text);
/// Text to standard error; control characters of names are spelled out, as in write_out.
void write_err(const std::string& text);

}  // namespace exarace
