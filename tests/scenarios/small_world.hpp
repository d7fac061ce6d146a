#pragma once
/// A catalogue small enough to test the reader on: a run, a behaviour, two tables and rows of two kinds.

#include "scenarios/runner/read/catalogue.hpp"
#include "sim/core/table.hpp"

namespace exarace::small {

enum class Bloc : unsigned char { us, china, other };

}  // namespace exarace::small

template <>
struct exarace::ChoiceNames<exarace::small::Bloc> {
  static std::vector<std::string> names() { return {"us", "china", "other"}; }
};

namespace exarace::small {

struct Run {
  Date start = make_date(2022, 1, 1);
  Date end = make_date(2031, 1, 1);
  std::int32_t enterprises = 1000;
  static const Fields& fields();
};

struct CloudBehaviour {
  double lambda = 12.7;
  bool patient = true;
  static const Fields& fields();
};

struct Countries : Table<CountryId> {
  Column<Bloc, CountryId> bloc;
  Column<TimeSeries, CountryId> grid;
  static const Fields& fields();
};

struct Clouds : Table<CloudId> {
  Column<CountryId, CloudId> country;
  Column<Money, CloudId> cash;
  Column<double, CloudId> share;
  Column<std::vector<CountryId>, CloudId> serves;
  Column<std::vector<double>, CloudId> plan;
  Column<double, CloudId> revenue;  ///< computed
  static const Fields& fields();
};

struct Clause {
  std::string id;
  double tpp_min = 0;
  static const Fields& fields();
};

struct Threshold {
  static constexpr const char* kind = "chip_threshold";
  static constexpr const char* about = "Chips above a rate need a licence.";
  std::vector<Clause> clauses;
  double tpp_min = 4800;
  static const Fields& fields();
};

struct Quota {
  static constexpr const char* kind = "quota";
  std::int64_t cap = 0;
  static const Fields& fields();
};

struct Regime {
  std::string id;
  Date announced = kNever;
  Date effective = kNever;
  std::variant<Threshold, Quota> rule;
  static const Fields& fields();
};

struct Patient {
  static constexpr const char* kind = "patient";
  double years = 5;
  static const Fields& fields();
};
struct Hasty {
  static constexpr const char* kind = "hasty";
  double days = 30;
  static const Fields& fields();
};

/// Objects of a small world.
struct World {
  Run run;
  CloudBehaviour cloud;
  std::variant<Patient, Hasty> investor;
  Countries countries;
  Clouds clouds;
  std::vector<Regime> regimes;
};

/// Catalogue over a world that lives at least as long.
Catalogue catalogue_of(World& world);
/// A small scenario that is right: three countries, two clouds, two regimes.
extern const char* const kScenario;

}  // namespace exarace::small
