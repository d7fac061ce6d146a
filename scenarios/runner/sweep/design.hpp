#pragma once
/// A design: which runs a sweep makes. Its keys are declared as those of scenarios are.

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/runner/read/catalogue.hpp"
#include "scenarios/runner/read/distribution.hpp"
#include "scenarios/runner/read/node.hpp"
#include "scenarios/runner/read/problems.hpp"

namespace exarace {

/// How points are laid into the space of the factors.
enum class Sampler { list, grid, random, latin_hypercube, sobol, saltelli, morris };
template <>
struct ChoiceNames<Sampler> {
  static std::vector<std::string> names() {
    return {"list", "grid", "random", "latin_hypercube", "sobol", "saltelli", "morris"};
  }
};

/// Who chooses a factor: nature or a government.
enum class Role { uncertainty, lever };
template <>
struct ChoiceNames<Role> {
  static std::vector<std::string> names() { return {"uncertainty", "lever"}; }
};

/// How numbers lie between low and high.
enum class Scale { linear, log };
template <>
struct ChoiceNames<Scale> {
  static std::vector<std::string> names() { return {"linear", "log"}; }
};

/// What is kept of a series.
enum class Reduction { full, yearly_mean, final };
template <>
struct ChoiceNames<Reduction> {
  static std::vector<std::string> names() { return {"full", "yearly_mean", "final"}; }
};

/// Whether the points of a design meet the same luck.
enum class Pairing { automatic, own, paired };
template <>
struct ChoiceNames<Pairing> {
  static std::vector<std::string> names() { return {"automatic", "own", "paired"}; }
};

/// Keys at the top of a design.
struct DesignKeys {
  std::string scenario;
  Sampler sampler = Sampler::list;
  std::int64_t points = 0;
  std::int64_t replicates = 1;
  std::int64_t seed = 1;
  std::int64_t levels = 4;
  Flag second_order{false};
  Pairing luck = Pairing::automatic;
  std::string draws;
  static const Fields& fields();
};

/// What is kept of every run.
struct OutputKeys {
  std::vector<std::string> series;
  std::vector<Reduction> reductions;
  std::vector<double> quantiles;
  static const Fields& fields();
};

/// One thing that is varied.
struct Factor {
  std::string key;
  Role role = Role::uncertainty;
  double low = 0;
  double high = 0;
  Scale scale = Scale::linear;
  std::int64_t count = 0;
  Flag times{false};
  static const Fields& fields();

  Where where;                        ///< of its key
  std::optional<Where> bounds;        ///< of low, where low and high are given
  std::optional<Where> scale_where;   ///< of scale, where it is given
  std::optional<Where> count_where;   ///< of count, where it is given
  Where high_where;                   ///< of high
  std::optional<Node> values;         ///< the list, if one is given
  std::optional<Distribution> shape;  ///< if one is given, and the one that low, high and scale stand for
  bool by_pattern = false;            ///< one of the keys with a prior that `factors` asks for
  double valid_low = -HUGE_VAL;       ///< what a prior's draws are cut at, beside the range of the key
  double valid_high = HUGE_VAL;
};

/// Two factors that are drawn together.
struct Correlation {
  std::string a, b;  ///< keys of factors
  double value = 0;  ///< of their places in normal space, between -1 and 1
  Where where;
};

/// A design as read.
struct Design {
  std::string name;
  std::string title;
  std::string about;
  std::string text;           ///< as it was read
  std::string folder;         ///< that it lies in: names of scenarios are looked up here first
  std::string scenario_file;  ///< the scenario, by name or by a path that can be opened
  DesignKeys keys;
  OutputKeys output;
  std::vector<Factor> factors;
  std::vector<Correlation> correlations;
  std::vector<std::string> uncertain;  ///< patterns of keys with a prior that are factors too
  Where uncertain_where;
  std::vector<Member> changes;       ///< of [set]: key paths of the scenario, for all runs
  std::vector<std::string> without;  ///< rules that never were, for all runs
  std::vector<std::string> sets;     ///< KEY=VALUE of the command line, after those of [set]
  std::vector<std::string> times;    ///< KEY=FACTOR of the command line, after those
  Where series_where;                ///< of the list of series
  std::vector<std::shared_ptr<const Source>> sources;
};

/// The parts of a design file, over the objects of `design`.
Catalogue design_catalogue(Design& design);

/// Whether a TOML file is a design rather than a scenario: it names a sampler or has factors.
bool is_design(const std::string& path_or_name);

/// File of a design given by path or name ("designs/" of the scenario folders). Throws ScenarioError.
std::string find_design(const std::string& path_or_name);

/// Reads a design and checks what can be told without its scenario. Throws ScenarioErrors with all that is wrong.
Design read_design(const std::string& path_or_name);

}  // namespace exarace
