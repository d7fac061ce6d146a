/// What validates can be read back: the resolved text of a scenario says the same scenario, whatever stands in it.

#include "scenarios/runner/read/resolved.hpp"

#include "scenarios/runner/read/scenario.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

/// Resolved text of a scenario that is written down, and of what is read from that.
std::pair<std::string, std::string> twice(const std::string& text) {
  const Scenario first = read_scenario_text("first", text);
  const std::string once = resolved_text(first);
  return {once, resolved_text(read_scenario_text("again", once))};
}

std::string dots(int count) { return std::string(static_cast<std::size_t>(count), '.'); }

}  // namespace

TEST_CASE("texts with quotes, dots, number signs and control characters come back") {
  const std::string texts[] = {
      "title = 'The \"small yard " + dots(50) + " high fence\" case'\n",
      "title = \"a \\\" " + dots(60) + "\"\n",
      "title = \"back\\\\\" # " + dots(60) + "\n",
      "title = '''" + dots(50) + "'''\n",
      "title = \"\"\"two\nlines \\\"\"\" " + dots(50) + "\"\"\"\n",
      "title = \"\"\"ends in quotes" + dots(50) + "\"\"\"\"\"\n",
      "title = \"\\u001b[31m \\u0000 \\u007f " + dots(50) + "\"\n",
      "[x]\n\"#" + dots(50) + "\" = 1\n'\"' = 2\n",
      "[x]\na = [\"" + dots(50) + "\", '\"" + dots(50) + "']\nb = 1e300\nc = 5e-324\nd = -0.0\n",
      "about = \"" + dots(50) + "\\n\\\"" + dots(50) + "\"\n",
  };
  for (const std::string& text : texts) {
    INFO(text);
    const auto [once, again] = twice(text);
    CHECK(once == again);
  }
}

TEST_CASE("keys of very many parts are refused, wherever they hide") {
  std::string parts;
  for (int i = 0; i < 50'000; ++i) parts += ".a";
  const std::string texts[] = {
      "\"#\"" + parts + " = 1\n",
      "[\"#\"" + parts + "]\nx = 1\n",
      "x = {\"#\"" + parts + " = 1}\n",
      "x = \"\\\"#\"\ny" + parts + " = 1\n",
      "x = '''a'''''\ny" + parts + " = 1\n",
      "x = \"\"\"\n#\"\"\"\ny" + parts + " = 1\n",
      "x = " + std::string(50'000, '['),
      "x = " + std::string(50'000, '{'),
  };
  for (const std::string& text : texts) CHECK_THROWS_AS(read_scenario_text("deep", text), ScenarioError);
}
