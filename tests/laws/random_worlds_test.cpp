/// Whatever the law, the budgets, the shocks and the numbers: no crash, no number that is none, no negative stock, and
/// nobody spends what it lacks. The audit of every step proves it. EXARACE_WORLDS says how many worlds are played (200
/// if it does not), EXARACE_WORLD plays one by its number. EXARACE_WIDE says how many are drawn over all that is
/// declared (12 if it does not), EXARACE_WIDE_WORLD plays one of those.

#include <algorithm>
#include <cstdlib>
#include <string>

#include "sim/core/error.hpp"
#include "sim/core/outgrown.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/random_story.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::stoull(text) : otherwise;
}

/// What went wrong in a world, "" where nothing did; `refused` tells whether it was not begun.
std::string played(const RandomStory& story, bool* refused = nullptr) {
  RunOptions options;
  options.threads = 1;
  options.record = {"chips.sold"};
  ResultContent content;
  options.content = &content;
  try {
    run(story.scenario, options);
  } catch (const ScenarioError& error) {
    if (refused) *refused = true;
    return error.what();
  } catch (const OutgrownError& error) {
    // Wide worlds may multiply the largest price by the largest quantity for forty years.
    if (refused) *refused = true;
    return error.what();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("random worlds keep their books", "[laws]") {
  const std::uint64_t one = number_from("EXARACE_WORLD", 0);
  const std::uint64_t first = one ? one : 1, last = one ? one : number_from("EXARACE_WORLDS", 200);
  std::uint64_t whole = 0;
  for (std::uint64_t number = first; number <= last; ++number) {
    const RandomStory story = random_story(number);
    const std::string wrong = played(story);
    if (wrong.empty()) {
      ++whole;
      continue;
    }
    FAIL_CHECK("world " << number << ": " << wrong << (one ? "\n" + story.text : std::string()));
  }
  CHECK(whole > 0);
}

TEST_CASE("worlds drawn over all that is declared run to 2061 or are refused with a reason", "[laws]") {
  const std::uint64_t one = number_from("EXARACE_WIDE_WORLD", 0);
  const std::uint64_t first = one ? one : 1, last = one ? one : number_from("EXARACE_WIDE", 12);
  std::uint64_t whole = 0, refused = 0;
  for (std::uint64_t number = first; number <= last; ++number) {
    const RandomStory story = wide_story(number);
    bool contradicts = false;
    const std::string wrong = played(story, &contradicts);
    whole += wrong.empty();
    refused += contradicts;
    if (!wrong.empty() && !contradicts)
      FAIL_CHECK("world " << number << ": " << wrong << (one ? "\n" + story.text : std::string()));
    if (one) WARN(wrong << "\n" << story.text);
  }
  WARN(whole << " worlds ran to their end, " << refused << " contradict themselves");
  CHECK(whole > refused);
}

TEST_CASE("a random world is the same every time, and another number is another world", "[laws]") {
  CHECK(random_story(7).text == random_story(7).text);
  CHECK(random_story(7).text != random_story(8).text);
}
