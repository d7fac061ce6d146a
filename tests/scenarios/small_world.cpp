#include "tests/scenarios/small_world.hpp"

namespace exarace::small {

const Fields& Run::fields() {
  static const Fields all = {
      key("start", &Run::start).about("First day."),
      key("end", &Run::end).about("First day that is not simulated."),
      key("enterprises", &Run::enterprises).range(0, 1e12).about("Size of the population."),
  };
  return all;
}

const Fields& CloudBehaviour::fields() {
  static const Fields all = {
      key("lambda", &CloudBehaviour::lambda).unit("1/year").range(0, 50).about("Speed of belief.").assumed(),
      key("patient", &CloudBehaviour::patient).about("Waits for power."),
  };
  return all;
}

const Fields& Countries::fields() {
  static const Fields all = table_fields<Countries>({
      key("bloc", &Countries::bloc).about("Side.").must(),
      key("grid", &Countries::grid)
          .unit("MW/year")
          .range(0, 1e6)
          .about("Grid power added.")
          .otherwise(TimeSeries(100.0)),
  });
  return all;
}

const Fields& Clouds::fields() {
  static const Fields all = table_fields<Clouds>({
      key("country", &Clouds::country).about("Place.").must(),
      key("cash", &Clouds::cash).about("Cash at the start.").sourced("10k", "2022-02"),
      key("share", &Clouds::share).range(0, 1).about("Share of hours offered.").otherwise(0.5),
      key("serves", &Clouds::serves).about("Countries it serves."),
      key("plan", &Clouds::plan).unit("MW").range(0, 1e5).about("Sites planned."),
      column("revenue", &Clouds::revenue).unit("USD").about("Of the last step."),
  });
  return all;
}

const Fields& Clause::fields() {
  static const Fields all = {
      key("id", &Clause::id).about("Name of the clause.").must(),
      key("tpp_min", &Clause::tpp_min).range(0, 1e6).about("Least total processing performance.").must(),
  };
  return all;
}

const Fields& Threshold::fields() {
  static const Fields all = {
      key("tpp_min", &Threshold::tpp_min).range(0, 1e6).about("Least total processing performance."),
      rows_key("clauses", &Threshold::clauses).about("Any clause that holds is enough."),
  };
  return all;
}

const Fields& Quota::fields() {
  static const Fields all = {key("cap", &Quota::cap).unit("chips").range(0, 1e9).about("Chips in all.").must()};
  return all;
}

const Fields& Regime::fields() {
  static const Fields all = {
      key("id", &Regime::id).about("Unique name.").must(),
      key("announced", &Regime::announced).about("Day of the announcement.").must(),
      key("effective", &Regime::effective).about("First day in force.").must(),
  };
  return all;
}

const Fields& Patient::fields() {
  static const Fields all = {key("years", &Patient::years).unit("year").range(0, 30).about("Horizon.")};
  return all;
}

const Fields& Hasty::fields() {
  static const Fields all = {key("days", &Hasty::days).unit("day").range(0, 365).about("Horizon.")};
  return all;
}

Catalogue catalogue_of(World& world) {
  Catalogue catalogue;
  catalogue.parts = {
      keys_part("run", world.run, "Span and size."),
      keys_part("behaviour.cloud", world.cloud, "How clouds invest."),
      variant_part("behaviour.investor", world.investor, "How investors choose."),
      table_part("countries", world.countries, "Places."),
      table_part("clouds", world.clouds, "Owners of compute."),
      kinds_part("regimes", world.regimes, &Regime::rule, "Rules.")
          .checked([&world](std::size_t row, const Complain& complain) {
            const Regime& regime = world.regimes[row];
            if (regime.effective < regime.announced)
              complain("effective",
                       to_string(regime.effective) + " lies before announced, " + to_string(regime.announced));
          }),
  };
  return catalogue;
}

const char* const kScenario = R"(
title = "Small"
about = "Is the reader right?"

[run]
end = 2028-01-01

[[countries]]
id = "us"
bloc = "us"

[[countries]]
id = "china"
bloc = "china"
grid = { "2022-01-01" = 10.0, "2024-01-01" = 30, between = "linear" }

[[countries]]
id = "malaysia"
bloc = "other"
grid = 7

[[clouds]]
id = "microsoft"
country = "us"
cash = 1.5e9
serves = ["us", "countries/malaysia"]
plan = [1, 2.5]

[[clouds]]
id = "alibaba"
country = "countries/china"
share = 0.25

[[regimes]]
id = "us_2023_11"
kind = "chip_threshold"
announced = 2023-10-17
effective = 2023-11-16
tpp_min = 4800

[[regimes.clauses]]
id = "a"
tpp_min = 4800

[[regimes.clauses]]
id = "b"
tpp_min = 1600

[[regimes]]
id = "diffusion"
kind = "quota"
announced = 2025-01-13
effective = 2025-05-15
cap = 50_000
)";

}  // namespace exarace::small
