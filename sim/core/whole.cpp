#include "sim/core/whole.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/core/money.hpp"
#include "sim/core/outgrown.hpp"

namespace exarace {

void refuse_amount(double usd) {
  if (!std::isfinite(usd)) throw AuditError(fmt::format("an amount of {} USD is no amount", usd));
  throw OutgrownError(
      fmt::format("an amount of {:.3g} USD does not fit into the books, which hold up to 9.2e16 USD; the scenario lets "
                  "prices or quantities grow without limit",
                  usd));
}

void refuse_count(double count) {
  if (!std::isfinite(count)) throw AuditError(fmt::format("{} is no count", count));
  throw OutgrownError(fmt::format(
      "a count of {:.3g} does not fit, exact are up to 9e15; the scenario lets quantities grow without limit", count));
}

}  // namespace exarace
