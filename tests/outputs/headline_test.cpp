/// How a year is told by one number.

#include "outputs/record/headline.hpp"

#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

/// A run in which every headline is one in every step.
Recording ones(StepLength length, Date end) {
  Recording recording;
  recording.calendar = {make_date(2022, 1, 1), end, length};
  recording.steps = recording.calendar.steps();
  for (const std::string& name : headline_series())
    recording.records.push_back({name, {}, "1", "One.", 1, std::vector<double>(recording.steps, 1.0)});
  return recording;
}

/// The first sum of each year.
std::vector<double> sums(const Recording& recording) {
  const std::size_t years = years_of(recording).size();
  for (std::size_t i = 0; i < headlines().size(); ++i)
    if (headlines()[i].yearly == Yearly::sum) {
      const std::vector<double> values = yearly_values(recording);
      return {values.begin() + static_cast<std::ptrdiff_t>(i * years),
              values.begin() + static_cast<std::ptrdiff_t>((i + 1) * years)};
    }
  return {};
}

}  // namespace

TEST_CASE("years of 53 weeks count as much as years of 52") {
  const Recording weekly = ones(StepLength::week, make_date(2031, 1, 1));
  for (const double sum : sums(weekly)) CHECK(sum == Approx(365.25 / 7));
  for (const double covered : covered_years(weekly)) CHECK(covered == 1);
  for (const double sum : sums(ones(StepLength::month, make_date(2031, 1, 1)))) CHECK(sum == 12);
  for (const double sum : sums(ones(StepLength::quarter, make_date(2031, 1, 1)))) CHECK(sum == 4);
}

TEST_CASE("a year of which a part is simulated says so, and its sum is of that part") {
  const Recording months = ones(StepLength::month, make_date(2023, 2, 1));
  CHECK(sums(months) == std::vector<double>{12, 1});
  CHECK(covered_years(months).front() == 1);
  CHECK(covered_years(months).back() == Approx(1.0 / 12));
  const Recording weeks = ones(StepLength::week, make_date(2023, 2, 1));
  CHECK(sums(weeks).back() == 4);
  CHECK(covered_years(weeks).back() == Approx(4.0 / 52));
}
