#include "outputs/series/series.hpp"

#include <set>

#include "outputs/series/catalogue.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;

namespace {

std::vector<std::string> chosen(const std::vector<std::string>& patterns) {
  static const SeriesList list = test::small_series();
  std::vector<std::string> names;
  for (const Series* series : choose_series(list, patterns)) names.push_back(series->name);
  return names;
}

std::string complaint(Series series) {
  try {
    check_names({series});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

const auto kNothing = [](const World&, double*) {};

}  // namespace

TEST_CASE("no pattern records what is recorded by default, in the order of the list") {
  const std::vector<std::string> defaults = {"test.number", "test.by_cloud", "test.pairs"};
  CHECK(chosen({}) == defaults);
  CHECK(chosen({"default"}) == defaults);
}

TEST_CASE("patterns choose by name, by group, all, and add up") {
  CHECK(chosen({"other.*"}) == std::vector<std::string>{"other.rare"});
  CHECK(chosen({"test.pairs", "test.number"}) == std::vector<std::string>{"test.number", "test.pairs"});
  CHECK(chosen({"*.by_*"}) == std::vector<std::string>{"test.by_cloud"});
  CHECK(chosen({"all"}).size() == 4);
  CHECK(chosen({"default", "other.rare"}).size() == 4);
}

TEST_CASE("a pattern that fits nothing is a wrong input and names the nearest series") {
  try {
    chosen({"test.by_clod"});
    FAIL("accepted");
  } catch (const ScenarioError& error) {
    CHECK(std::string(error.what()) == "no series fits 'test.by_clod'; did you mean 'test.by_cloud'?");
  }
}

TEST_CASE("a declaration that files could not hold is refused") {
  CHECK(complaint({"a.b", {}, "1", "About.", true, kNothing}).empty());
  CHECK(complaint({"compute", {}, "1", "About.", true, kNothing}).find("group.name") != std::string::npos);
  CHECK(complaint({"A.b", {}, "1", "About.", true, kNothing}).find("group.name") != std::string::npos);
  CHECK(complaint({"a.b.c", {}, "1", "About.", true, kNothing}).find("group.name") != std::string::npos);
  CHECK(complaint({"a.b", {}, "", "About.", true, kNothing}).find("no unit") != std::string::npos);
  CHECK(complaint({"a.b", {}, "1", "", true, kNothing}).find("no description") != std::string::npos);
  CHECK(complaint({"a.b", {}, "1", "About.", true, {}}).find("no sample") != std::string::npos);
  CHECK(complaint({"a.b", {Dim::lab, Dim::lab}, "1", "About.", true, kNothing}).find("twice") != std::string::npos);
  const Series twice{"a.b", {}, "1", "About.", true, kNothing};
  CHECK_THROWS_AS(check_names({twice, twice}), Error);
}

TEST_CASE("every dimension has a name of its own") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kDims; ++i) names.insert(dim_name(static_cast<Dim>(i)));
  CHECK(names.size() == kDims);
  CHECK(names.count("") == 0);
  CHECK(dim_name(Dim::country) == "country");
  CHECK(dim_name(Dim::tool_class) == "tool_class");
}

TEST_CASE("the shipped series are declared well") { CHECK_NOTHROW(all_series()); }
