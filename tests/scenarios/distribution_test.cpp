#include "scenarios/runner/read/distribution.hpp"

#include <cmath>
#include <limits>

#include "tests/support/catch.hpp"

using namespace exarace;
using Shape = Distribution::Shape;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("quantiles are those of the textbooks") {
  const Distribution normal{Shape::normal, 10, 2, 0}, lognormal{Shape::lognormal, 2, 0.3, 0};
  CHECK(quantile(normal, 0.5, -kInfinity, kInfinity) == Approx(10));
  CHECK(quantile(normal, 0.9, -kInfinity, kInfinity) == Approx(10 + 2 * 1.2815515655));
  CHECK(quantile(lognormal, 0.5, 0, kInfinity) == Approx(2));
  CHECK(quantile(lognormal, 0.9, 0, kInfinity) == Approx(2 * std::exp(0.3 * 1.2815515655)));
  CHECK(quantile({Shape::uniform, 3, 5, 0}, 0.25, 0, 9) == Approx(3.5));
  CHECK(quantile({Shape::loguniform, 1, 100, 0}, 0.5, 0, 900) == Approx(10));
  CHECK(quantile({Shape::triangular, 0, 1, 2}, 0.5, 0, 2) == Approx(1));
  CHECK(quantile({Shape::triangular, 0, 2, 2}, 0.25, 0, 2) == Approx(1));
}

TEST_CASE("draws of an unbounded distribution stay in the key's range at every quantile") {
  const Distribution normal{Shape::normal, 0, 1, 0};
  for (const double u : {1e-16, 0.01, 0.5, 0.99, 1 - 1e-16}) {
    const double value = quantile(normal, u, 0.5, 2);
    CHECK(value >= 0.5);
    CHECK(value <= 2);
  }
  CHECK(quantile(normal, 0.5, 0, kInfinity) == Approx(0.6744897502));
}

TEST_CASE("the mass within a range tells a distribution that misses it") {
  CHECK(mass_within({Shape::normal, 0, 1, 0}, -1.959963985, 1.959963985) == Approx(0.95));
  CHECK(mass_within({Shape::lognormal, 1, 1, 0}, -5, 1) == Approx(0.5));
  CHECK(mass_within({Shape::lognormal, 1, 1, 0}, -5, 0) == 0);
  CHECK(mass_within({Shape::uniform, 0, 2, 0}, 0, 1) == 0);
  CHECK(mass_within({Shape::uniform, 0, 1, 0}, 0, 1) == 1);
}
