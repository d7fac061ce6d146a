#include "outputs/file/info.hpp"

#include <nlohmann/json.hpp>

#include "outputs/file/result.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;

TEST_CASE("a file describes itself to people") {
  const test::Folder folder;
  write_result(folder / "a.h5", test::small_content());
  const std::string text = describe_file(folder / "a.h5");
  for (const char* part :
       {"a.h5: A small run", "from              2022-01-01", "until             2023-01-01", "scenario          small",
        "seed              7", "test.pairs [1] over time, country, cloud: One for each pair."})
    CHECK(text.find(part) != std::string::npos);
  CHECK(text.find("[run]") == std::string::npos);  // the scenario's text is long
}

TEST_CASE("a file describes itself to programs") {
  const test::Folder folder;
  write_result(folder / "a.h5", test::small_content());
  const auto json = nlohmann::json::parse(describe_file_json(folder / "a.h5"));
  CHECK(json["steps"] == 12);
  CHECK(json["step"] == "month");
  CHECK(json["events"] == 2);
  CHECK(json["series"][1]["name"] == "test.by_cloud");
  CHECK(json["series"][1]["shape"] == std::vector<int>{12, 3});
  CHECK(json["provenance"]["seed"] == "7");
}

TEST_CASE("what is not a result is not described") {
  const test::Folder folder;
  CHECK_THROWS_AS(describe_file(folder / "none.h5"), ResultError);
}
