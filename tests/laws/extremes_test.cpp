/// Worlds within the declared ranges that were too much for sums, tolerances or quotients: all of them run to their end
/// with right books, which the audit of every step proves.

#include <cmath>
#include <filesystem>

#include "sim/core/error.hpp"
#include "sim/state/batches.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
using namespace exarace::support;
namespace fs = std::filesystem;

TEST_CASE("worlds at the edge of what is declared run to their end", "[laws]") {
  int played = 0;
  for (const auto& file : fs::directory_iterator(test::in_source("tests/laws/extremes"))) {
    INFO(file.path().filename().string());
    RunOptions options;
    options.threads = 1;
    options.record = {"chips.sold"};
    ResultContent content;
    options.content = &content;
    CHECK_NOTHROW(run(read_scenario(file.path().string()), options));
    ++played;
  }
  CHECK(played >= 7);
}

TEST_CASE("a part of a sum is exact where its product passes 64 bits, and sums that do not fit are refused", "[laws]") {
  constexpr Money book{920'000'000'000'000'000};
  static_assert(part_of(book, 83'685'433, 83'685'434).cents == 919'999'989'006'450'035);
  CHECK(part_of(book, 0, 7).cents == 0);
  CHECK(part_of(book, 7, 7) == book);
  CHECK_THROWS_AS(from_usd(1e17), AuditError);
  CHECK_THROWS_AS(from_usd(std::nan("")), AuditError);
  constexpr Money most{9'000'000'000'000'000'000};
  CHECK_THROWS_AS(most + most, AuditError);
  CHECK_THROWS_AS(Money{-9'000'000'000'000'000'000} - most, AuditError);
}
