/// The program from outside: exit codes, where texts go, and that nothing is left half done.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/runner/play/progress.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
namespace fs = std::filesystem;

namespace {

/// A program that has ended.
struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

/// An empty folder in which the program runs; removed at the end of a test.
struct Workplace {
  fs::path path = fs::temp_directory_path() / ("exarace_program_test_" + std::to_string(::getpid()));
  Workplace() { fs::create_directories(path); }
  ~Workplace() { fs::remove_all(path); }

  std::string text_of(const std::string& file) const {
    std::ostringstream out;
    out << std::ifstream(path / file).rdbuf();
    return out.str();
  }

  /// Runs "exarace ARGUMENTS" there; `before` stands before it in the shell.
  Ended run(const std::string& arguments, const std::string& before = "") const {
    const std::string command =
        "cd '" + path.string() + "' && " + before + " '" + exarace::test::program() + "' " + arguments + " >out 2>err";
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), text_of("out"), text_of("err")};
  }
};

}  // namespace

TEST_CASE("help and version go to standard output") {
  const Workplace place;
  const Ended help = place.run("--help"), version = place.run("--version"), run = place.run("run --help");
  CHECK(help.code == 0);
  CHECK(help.out.find("exarace run baseline") != std::string::npos);
  CHECK(version.out.rfind("exarace ", 0) == 0);
  CHECK(run.out.find("--set KEY=VALUE") != std::string::npos);
}

TEST_CASE("wrong usage ends with 2 and the nearest command or option") {
  const Workplace place;
  const Ended command = place.run("rnu baseline"), option = place.run("run baseline --sead 3"),
              what = place.run("list sereis");
  CHECK(command.code == 2);
  CHECK(command.err == "exarace: unknown command 'rnu'; did you mean 'run'?\n'exarace --help' lists all\n");
  CHECK(option.code == 2);
  CHECK(option.err.find("unknown option '--sead'; did you mean '--seed'?") != std::string::npos);
  CHECK(what.code == 2);
  CHECK(what.err.find("did you mean 'series'?") != std::string::npos);
  CHECK(place.run("").code == 2);
}

TEST_CASE("the baseline is valid, and a wrong key ends with 2") {
  const Workplace place;
  CHECK(place.run("validate baseline").out == "baseline: valid\n");
  const Ended wrong = place.run("run baseline --set run.ennd=2023-01-01");
  CHECK(wrong.code == 2);
  CHECK(wrong.err == "--set[1]:run.ennd: unknown key 'ennd' in run; did you mean 'end'?\n");
  CHECK(wrong.out.empty());
  const auto told = nlohmann::json::parse(place.run("validate baseline nowhere.toml --json").out);
  CHECK(told[0]["valid"] == true);
  CHECK(told[1]["errors"][0] == "nowhere.toml: no such file; 'exarace list scenarios' shows all names");
}

TEST_CASE("a run writes its file once and tells a summary as JSON") {
  const Workplace place;
  const std::string few = "run baseline --quiet --set run.end=2022-04-01 ";
  const Ended first = place.run(few + "--json -o a.h5");
  CHECK(first.code == 0);
  CHECK(first.err == "");
  const auto summary = nlohmann::json::parse(first.out);
  CHECK(summary["steps"] == 3);
  CHECK(summary["output"] == "a.h5");
  CHECK(summary["sha256"].get<std::string>().size() == 64);
  // The same run again is done already; another one does not take its place unasked.
  CHECK(place.run(few + "-o a.h5").code == 0);
  CHECK(place.run("run baseline --quiet --set run.end=2022-05-01 -o a.h5").code == 4);
  CHECK(place.run(few + "-o a.h5 --force").code == 0);
  CHECK(place.run(few + "-o nowhere/a.h5").code == 4);
  CHECK(place.run("info a.h5").out.find("baseline") != std::string::npos);
  CHECK(place.run("info b.h5").code == 4);
}

TEST_CASE("a run that is interrupted ends with 130 and leaves no file") {
  const Workplace place;
  const Ended limited = place.run("run baseline --max-walltime 0s -o a.h5");
  CHECK(limited.code == 130);
  CHECK(limited.err.ends_with("stopped by --max-walltime 0s; nothing was kept\n"));  // a slow step is told before
  // Weeks and many enterprises: the signal must come before the end, on fast machines too.
  const Ended signalled = place.run("run baseline --set run.step=week --set run.enterprises=200000 -o a.h5",
                                    "timeout --preserve-status -s INT 0.5");
  CHECK(signalled.code == 130);
  CHECK_FALSE(fs::exists(place.path / "a.h5"));
}

TEST_CASE("a reader who goes away is no failure, a full disk is") {
  const Workplace place;
  const std::string list = "'" + exarace::test::program() + "' list parameters";
  const std::string code = (place.path / "code").string();
  CHECK(std::system(("(" + list + "; echo $? > '" + code + "') | true").c_str()) == 0);
  CHECK(place.text_of("code") == "0\n");
  CHECK(WEXITSTATUS(std::system((list + " > /dev/full 2> /dev/null").c_str())) == 4);
}

TEST_CASE("a command that is a program of its own gets the arguments") {
  const Workplace place;
  std::ofstream(place.path / "exarace-greet") << "#!/bin/sh\necho hello \"$@\"; exit 7\n";
  fs::permissions(place.path / "exarace-greet", fs::perms::owner_all);
  const Ended greeted = place.run("greet a --b", "PATH=.:$PATH");
  CHECK(greeted.code == 7);
  CHECK(greeted.out == "hello a --b\n");
}

TEST_CASE("lengths of time are read as people and Slurm write them") {
  using namespace std::chrono_literals;
  CHECK(parse_duration("90") == 90s);
  CHECK(parse_duration("90s") == 90s);
  CHECK(parse_duration("30m") == 30min);
  CHECK(parse_duration("2h") == 2h);
  CHECK(parse_duration("1:30:05") == 1h + 30min + 5s);
  CHECK_THROWS_AS(parse_duration("soon"), ScenarioError);
  CHECK_THROWS_AS(parse_duration("3d"), ScenarioError);
  CHECK_THROWS_AS(parse_duration(""), ScenarioError);
}

TEST_CASE("progress tells share, rate and time left") {
  CHECK(progress_text(27, 108, 9, "steps") == " 25 %  27/108 steps  3 steps/s  27 s left");
  CHECK(progress_text(0, 108, 9, "steps") == "  0 %  0/108 steps");
  CHECK(progress_text(1, 1001, 10, "runs") == "  0 %  1/1001 runs  0.1 runs/s  2 h 46 min left");
}

TEST_CASE("a result is verified and run again, and damage ends with 6") {
  const Workplace place;
  REQUIRE(place.run("run baseline --quiet --set run.end=2022-03-01 -o a.h5").code == 0);
  const Ended whole = place.run("verify a.h5"), again = place.run("reproduce a.h5 --quiet --json");
  CHECK(whole.code == 0);
  CHECK(whole.out == "a.h5: whole\n");
  CHECK(again.code == 0);
  CHECK(nlohmann::json::parse(again.out)["same"] == true);
  const std::string bytes = place.text_of("a.h5");
  std::ofstream(place.path / "cut.h5") << bytes.substr(0, bytes.size() / 2);
  const Ended cut = place.run("verify cut.h5");
  CHECK(cut.code == 6);
  CHECK(cut.out.rfind("cut.h5: is cut off after ", 0) == 0);
  CHECK(place.run("reproduce cut.h5").code == 4);
  CHECK(place.run("verify none.h5").code == 4);
}

TEST_CASE("a checkpointed run that is stopped ends with 75, and the same command goes on") {
  const Workplace place;
  const std::string run = "run baseline --quiet --threads 1 --set run.end=2022-07-01 -o a.h5 --checkpoint-every 2";
  const Ended stopped = place.run(run + " --max-walltime 0s");
  CHECK(stopped.code == 75);
  CHECK(stopped.err.starts_with("stopped by --max-walltime 0s after 0 of 6 steps; the same command goes on: "));
  CHECK(stopped.err.ends_with(" " + run + " --max-walltime 0s\nor: exarace resume a.checkpoint.h5\n"));
  CHECK(place.run("verify a.checkpoint.h5").out == "a.checkpoint.h5: whole\n");
  const Ended other = place.run(run + " --seed 9");
  CHECK(other.code == 2);
  CHECK(other.err ==
        "a.checkpoint.h5: is the checkpoint of another run (its seed differs); remove it, or name another result with "
        "-o\n");
  CHECK(place.run(run).code == 0);
  CHECK(place.run(run).code == 0);  // holds this run already
  CHECK_FALSE(fs::exists(place.path / "a.checkpoint.h5"));
  CHECK(place.run("reproduce a.h5 --quiet").code == 0);
  CHECK(place.run("resume a.h5").err ==
        "a.h5: is a result, not a checkpoint; exarace run --checkpoint-every makes one\n");
}

TEST_CASE("a wrong interval, a wrong day and a wrong comparison are refused") {
  const Workplace place;
  const std::string run = "run baseline -o a.h5 ";
  CHECK(place.run(run + "--checkpoint-every 0").err ==
        "--checkpoint-every 0: write a number of steps (12) or a time (10m) above zero\n");
  CHECK(place.run(run + "--checkpoint-every often").err ==
        "--checkpoint-every: expected a number of steps (12) or a time (10m), found 'often'\n");
  CHECK(place.run(run + "--checkpoint-at 2025-13-01").code == 2);
  CHECK(place.run("compare baseline nowhere.toml").err ==
        "nowhere.toml: no such file; 'exarace list scenarios' shows all names\n");
  CHECK(place.run("compare baseline baseline --replicates 0").code == 2);
}
