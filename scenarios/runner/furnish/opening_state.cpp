#include "scenarios/runner/furnish/opening_state.hpp"

#include <iterator>

namespace exarace {
namespace {

using T = OpeningState;

Fields fields_of_stocks() {
  return {
      key("sales_growth", &T::sales_growth)
          .range(0.5, 3)
          .prior(lognormal(1.35, 0.1))
          .about("Sales of chips at the opening over those of the twelve months before.")
          .assumed(),
      key("made_for", &T::made_for)
          .unit("year")
          .range(0, 10)
          .prior(lognormal(3.4, 0.2))
          .about("Time after its launch for which a chip is still made at the opening.")
          .assumed(),
      key("die_time", &T::die_time)
          .unit("year")
          .range(0, 2)
          .prior(lognormal(0.25, 0.4))
          .about("Sales that lie as dies at the opening.")
          .assumed(),
      key("chip_time", &T::chip_time)
          .unit("year")
          .range(0, 2)
          .prior(lognormal(0.25, 0.4))
          .about("Sales that lie as finished chips at the opening.")
          .assumed(),
      key("stack_time", &T::stack_time)
          .unit("year")
          .range(0, 2)
          .prior(lognormal(0.3, 0.4))
          .about("Sales that lie as stacks of HBM at the opening.")
          .assumed(),
      key("spare_share", &T::spare_share)
          .range(0, 3)
          .prior(lognormal(0.15, 0.4))
          .about("Free power of sites in a country over what its fleet draws, at least.")
          .assumed(),
      key("least_spare", &T::least_spare)
          .unit("MW")
          .range(0.01, 1000)
          .prior(lognormal(2, 0.5))
          .about("Power that a cloud counts for beside what its fleet draws, where free power is shared.")
          .assumed(),
      key("line_use", &T::line_use)
          .range(0, 1)
          .prior(triangular(0.6, 0.8, 1))
          .about("Use of lines for stacks and packages at the opening, at least.")
          .assumed(),
      key("toolmaker_use", &T::toolmaker_use)
          .range(0, 1)
          .prior(triangular(0.6, 0.8, 1))
          .about("Use of what toolmakers have for fabs of the model.")
          .assumed(),
      key("least_model_share", &T::least_model_share)
          .range(0, 1)
          .prior(triangular(0.02, 0.1, 0.3))
          .about("Least part of a toolmaker that serves fabs of the model.")
          .assumed(),
      key("home_gain", &T::home_gain)
          .range(1, 50)
          .prior(lognormal(3, 0.4))
          .about("Share of Chinese toolmakers in orders at home over their share of the world market.")
          .assumed(),
      key("run_age", &T::run_age)
          .unit("day")
          .range(1, 2000)
          .prior(lognormal(240, 0.4))
          .about("Time within which labs had their last training run.")
          .assumed(),
  };
}

Fields fields_of_past() {
  return {
      key("services_ratio", &T::services_ratio)
          .range(0.5, 10)
          .prior(lognormal(1.35, 0.1))
          .about("Revenue of AI services over that of the year before.")
          .assumed(),
      key("services_growth", &T::services_growth)
          .unit("1/year")
          .range(-1, 2)
          .prior(triangular(0.1, 0.3, 0.6))
          .about("Growth of that revenue which clouds and investors believe on the first day.")
          .assumed(),
      key("algorithms_growth", &T::algorithms_growth)
          .unit("index/year")
          .range(0, 50)
          .prior(lognormal(6.7, 0.2))
          .about("Rise of the best algorithmic level before the opening.")
          .assumed(),
      key("frontier_growth", &T::frontier_growth)
          .unit("index/year")
          .range(0, 50)
          .prior(lognormal(11.3, 0.2))
          .about("Rise of the best American model before the opening.")
          .assumed(),
      key("belief_spread", &T::belief_spread)
          .range(0, 2)
          .prior(lognormal(0.3, 0.3))
          .about("Spread of the beliefs of clouds about demand around the truth, in logs.")
          .assumed(),
  };
}

}  // namespace

const Fields& OpeningState::fields() {
  static const Fields all = [] {
    Fields fields = fields_of_stocks();
    Fields past = fields_of_past();
    std::move(past.begin(), past.end(), std::back_inserter(fields));
    return fields;
  }();
  return all;
}

}  // namespace exarace
