#include "scenarios/runner/sweep/design.hpp"

namespace exarace {

const Fields& DesignKeys::fields() {
  using T = DesignKeys;
  static const Fields all = {
      key("scenario", &T::scenario).must().about("Scenario that all runs begin with, by name or path."),
      key("sampler", &T::sampler)
          .about("How points are laid: list takes the values of all factors together, grid combines them, morris "
                 "walks trajectories, saltelli makes the blocks of Sobol indices, sobol is quasi-random. None: list."),
      key("points", &T::points)
          .range(1, 1e8)
          .about("Points to draw; of saltelli base points, of morris trajectories. Lists and grids count themselves."),
      key("replicates", &T::replicates).range(1, 1e8).about("Runs at every point, each with luck of its own."),
      key("seed", &T::seed).range(0, 9.0e15).about("Seed of the points and of all runs."),
      key("levels", &T::levels).range(4, 1000).about("Levels of morris, an even number."),
      key("luck", &T::luck)
          .about(
              "Whether points share the luck of a replicate (paired) or each run has its own. automatic: own with one "
              "replicate a point; paired with more, with run.seed as a factor, and of saltelli and morris."),
      key("draws", &T::draws)
          .about("File of draws that 'exarace calibrate' wrote, or the word posterior for those that come with the "
                 "scenario: "
                 "replicate r takes draw r, then from the first again."),
      key("second_order", &T::second_order).about("Whether saltelli adds the blocks for pairs of factors."),
  };
  return all;
}

const Fields& OutputKeys::fields() {
  using T = OutputKeys;
  static const Fields all = {
      key("series", &T::series).about("Series to keep, names or patterns as in --record; none: the default set."),
      key("reductions", &T::reductions)
          .about("What is kept of each: full (every step), yearly_mean, final (last step); none: full."),
      key("quantiles", &T::quantiles).range(0, 1).about("Quantiles over replicates that readers show."),
  };
  return all;
}

const Fields& Factor::fields() {
  using T = Factor;
  static const Fields all = {
      exarace::key("key", &T::key).must().about("Key path of the scenario that is varied, or 'scenario' itself."),
      exarace::key("role", &T::role).about("Who chooses it: nature (uncertainty) or a government (lever)."),
      exarace::key("low", &T::low).about("Least value."),
      exarace::key("high", &T::high).about("Greatest value."),
      exarace::key("scale", &T::scale).about("How values lie between low and high."),
      exarace::key("times", &T::times)
          .about("Whether numbers multiply what stands at the key, a number, an amount or a time series."),
      exarace::key("count", &T::count).range(2, 1e6).about("Values of a grid between low and high, ends included."),
  };
  return all;
}

namespace {

Part factor_part(Design& design) {
  Part part{"factor", "What is varied.", true, &Factor::fields(), {}, {}, {}, {}, {}, {}};
  part.build = [&design](const std::vector<std::string>& kinds) {
    design.factors.clear();
    design.factors.resize(kinds.size());
  };
  part.rows = [&design] { return design.factors.size(); };
  part.slot = [&design](std::size_t row) { return Slot{&design.factors[row], 0}; };
  return part;
}

}  // namespace

Catalogue design_catalogue(Design& design) {
  Catalogue all;
  all.parts = {keys_part("design", design.keys, "The design itself."), factor_part(design),
               keys_part("output", design.output, "What is kept of every run.")};
  return all;
}

}  // namespace exarace
