#include "scenarios/runner/read/describe.hpp"

#include <nlohmann/json.hpp>

#include "scenarios/runner/command/listing.hpp"
#include "scenarios/runner/play/parameters.hpp"
#include "scenarios/runner/read/fill.hpp"
#include "scenarios/runner/read/schema.hpp"
#include "tests/scenarios/small_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using Json = nlohmann::ordered_json;

namespace {

std::vector<PartDescription> described() {
  static small::World world;
  world = {};
  return describe(small::catalogue_of(world));
}

Json row_of(const std::string& key) {
  for (const Json& row : Json::parse(as_json(list_parameters(described()))))
    if (row["key"] == key) return row;
  return nullptr;
}

}  // namespace

TEST_CASE("every key is listed with type, unit, default, range and basis") {
  const Json lambda = row_of("behaviour.cloud.lambda");
  CHECK(lambda["type"] == "number");
  CHECK(lambda["unit"] == "1/year");
  CHECK(lambda["default"] == "12.7");
  CHECK(lambda["low"] == 0.0);
  CHECK(lambda["high"] == 50.0);
  CHECK(lambda["basis"] == "assumed");
  CHECK(row_of("clouds.<id>.cash")["source"] == "10k");
  CHECK(row_of("clouds.<id>.share")["default"] == "0.5");
  CHECK(row_of("clouds.<id>.country")["default"] == "required");
  CHECK(row_of("clouds.<id>.country")["values"] == "ids of countries");
  CHECK(row_of("countries.<id>.bloc")["values"] == Json({"us", "china", "other"}));
  CHECK(row_of("regimes.<id>.clauses.<id>.tpp_min")["kind"] == "chip_threshold");
  CHECK(row_of("regimes.<id>.announced")["kind"] == "");
  CHECK(row_of("behaviour.investor.days")["default"] == "30");
  CHECK(row_of("clouds.<id>.revenue").is_null());
}

TEST_CASE("instruments are the kinds of regimes") {
  const Json rows = Json::parse(as_json(list_instruments(described())));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["kind"] == "chip_threshold");
  CHECK(rows[0]["about"] == "Chips above a rate need a licence.");
  CHECK(rows[1]["keys"] == Json({"cap"}));
}

TEST_CASE("a list is aligned as text and a table in Markdown") {
  const Listing listing{
      "Things", "What there is.", {{"Small", "", {{{"name", "a"}, {"size", 1.5}}, {{"name", "bcd"}, {"size", 2}}}}}};
  CHECK(as_text(listing) == "Small\n  name  size\n  a     1.5\n  bcd   2\n");
  CHECK(as_markdown(listing) ==
        "# Things\n\nWhat there is.\n\n## Small\n\n| name | size |\n| --- | --- |\n| `a` | 1.5 |\n| `bcd` | 2 |\n");
}

TEST_CASE("the schema knows tables, kinds, distributions and time series") {
  const Json schema = Json::parse(scenario_schema(described()));
  const Json& cloud = schema["properties"]["behaviour"]["properties"]["cloud"]["properties"]["lambda"];
  CHECK(cloud["anyOf"][0] == Json({{"type", "number"}, {"minimum", 0.0}, {"maximum", 50.0}}));
  CHECK(cloud["anyOf"][1]["$ref"] == "#/$defs/distribution");
  CHECK(cloud["default"] == 12.7);
  const Json& rows = schema["properties"]["regimes"]["anyOf"][0];
  CHECK(rows["items"] == Json({{"$ref", "#/$defs/regimes"}, {"required", Json::array({"id"})}}));
  const Json& row = schema["$defs"]["regimes"];
  CHECK(row["properties"]["kind"]["enum"] == Json({"chip_threshold", "quota"}));
  CHECK(row["allOf"][1]["if"]["properties"]["kind"]["const"] == "quota");
  CHECK(row["allOf"][1]["then"]["properties"].contains("cap"));
  CHECK(row["unevaluatedProperties"] == false);
  const Json& grid = schema["$defs"]["countries"]["properties"]["grid"];
  CHECK(grid["anyOf"][2]["properties"]["between"]["enum"] == Json({"step", "linear"}));
  CHECK(schema["$defs"]["distribution"]["oneOf"][0]["required"] == Json({"dist", "median", "sigma"}));
}

TEST_CASE("a result is told the keys that stand once and those that were drawn") {
  small::World world;
  const Catalogue catalogue = small::catalogue_of(world);
  const Scenario scenario = with_changes(read_scenario_text("small.toml", small::kScenario), "with_[1]",
                                         {{"clouds.alibaba.share", "{ dist = \"uniform\", low = 0.1, high = 0.2 }"}});
  fill(catalogue, scenario, 1);
  const auto all = parameters_of(catalogue, scenario);
  std::vector<std::string> keys;
  for (const Parameter& parameter : all) keys.push_back(parameter.key);
  CHECK(keys == std::vector<std::string>{"run.start", "run.end", "run.enterprises", "behaviour.cloud.lambda",
                                         "behaviour.cloud.patient", "behaviour.investor.years",
                                         "clouds.alibaba.share"});
  CHECK(std::get<double>(all[2].value) == 1000);
  CHECK(std::get<std::string>(all[1].value) == "2028-01-01");
  CHECK(std::get<double>(all[6].value) == world.clouds.share[world.clouds.find("alibaba")]);
}
