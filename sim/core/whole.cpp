#include "sim/core/whole.hpp"

#include <fmt/format.h>

#include "sim/core/error.hpp"
#include "sim/core/money.hpp"

namespace exarace {

void refuse_amount(double usd) {
  throw AuditError(
      fmt::format("an amount of {:.3g} USD does not fit into the books, which hold up to 9.2e16 USD; the scenario lets "
                  "prices or quantities grow without limit",
                  usd));
}

void refuse_count(double count) {
  throw AuditError(fmt::format(
      "a count of {:.3g} does not fit, exact are up to 9e15; the scenario lets quantities grow without limit", count));
}

}  // namespace exarace
