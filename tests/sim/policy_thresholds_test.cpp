#include "sim/policy/regime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_law.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Answer = Verdict::Answer;

World ruled_world() {
  World world = small_world();
  add_chips(world);
  add_chip_rules(world);
  bind(world);
  return world;
}

struct Row {
  const char* sku;
  const char* answers;  ///< a letter per date: o open, x not
};

}  // namespace

TEST_CASE("each chip is caught from the day that its rule names", "[policy]") {
  const Date dates[] = {make_date(2022, 7, 1),  make_date(2022, 9, 1), make_date(2022, 11, 1),
                        make_date(2023, 11, 1), make_date(2024, 1, 1), make_date(2025, 5, 1)};
  // Thresholds: data/README of the project's sources; letters of August 2022, October 2023, April 2025.
  const Row rows[] = {{"a100", "oxxxxx"}, {"h100", "oxxxxx"}, {"a800", "oooxxx"},     {"h800", "oooxxx"},
                      {"h20", "ooooox"},  {"l20", "oooooo"},  {"l2", "oooooo"},       {"l40", "oooooo"},
                      {"l40s", "oooxxx"}, {"l4", "ooooxx"},   {"rtx_4090", "oooooo"}, {"rtx_4090d", "oooooo"},
                      {"b200", "ooxxxx"}};
  World world = ruled_world();
  for (std::size_t date = 0; date < std::size(dates); ++date) {
    travel(world, dates[date]);
    enact(world);
    for (const Row& row : rows) {
      INFO(row.sku << " on " << to_string(dates[date]));
      const Verdict verdict = judge(world, sale(world, row.sku, "alibaba"));
      CHECK((verdict.answer == Answer::permitted) == (row.answers[date] == 'o'));
      CHECK((judge(world, sale(world, row.sku, "microsoft")).answer == Answer::permitted));
    }
  }
}

TEST_CASE("a consumer card needs a notice where a data-centre card of its size needs a licence", "[policy]") {
  World world = ruled_world();
  const InstrumentId rule = world.regimes.find("us_2023_11");
  LicencePolicy notices;
  notices.clears = {rule};
  const InstrumentId desk =
      add_instrument(world, "us_2023_11_notices", world.governments.find("us"), make_date(2023, 11, 17), notices);
  world.regimes.targets[desk] = {world.countries.find("cn")};
  bind(world);
  travel(world, make_date(2024, 1, 1));
  enact(world);
  CHECK(judge(world, sale(world, "rtx_4090", "alibaba")).answer == Answer::queued);
  CHECK(judge(world, sale(world, "rtx_4090d", "alibaba")).answer == Answer::permitted);
}

TEST_CASE("a rule is law in the step that contains its day if half of it is left, and otherwise in the next",
          "[policy]") {
  World world = ruled_world();
  const auto by = [&](Date day) {
    travel(world, day);
    enact(world);
    const Verdict verdict = judge(world, sale(world, "a100", "alibaba"));
    return verdict.by ? world.regimes.id[verdict.by] : std::string();
  };
  CHECK(by(make_date(2022, 8, 1)) == "");  // letters of 26 August
  CHECK(by(make_date(2022, 9, 1)) == "us_2022_08_letters");
  CHECK(by(make_date(2022, 10, 1)) == "us_2022_08_letters");  // a rule of 21 October
  CHECK(by(make_date(2022, 11, 1)) == "us_2022_10");
  CHECK(by(make_date(2023, 12, 31)) == "us_2023_11");
}

TEST_CASE("owners abroad are caught by headquarters only from November 2023", "[policy]") {
  World world = small_world();
  add_chips(world);
  add_chip_rules(world);
  const CountryId sg = add_country(world, "sg", Bloc::swing);
  add_cloud(world, "alibaba_sg", sg, world.countries.find("cn"));
  add_cloud(world, "singtel_sg", sg, sg);
  bind(world);
  travel(world, make_date(2023, 6, 1));
  enact(world);
  CHECK(judge(world, sale(world, "h100", "alibaba_sg")).answer == Answer::permitted);
  travel(world, make_date(2024, 1, 1));
  enact(world);
  CHECK(judge(world, sale(world, "h100", "alibaba_sg")).answer == Answer::denied);
  CHECK(judge(world, sale(world, "h100", "singtel_sg")).answer == Answer::permitted);
}

TEST_CASE("tighter thresholds never let more through", "[policy]") {
  double before = 1e9;
  for (const double tpp : {20000.0, 16000.0, 15000.0, 5500.0, 4800.0, 2900.0, 1900.0, 1000.0}) {
    World world = small_world(make_date(2024, 1, 1));
    add_chips(world);
    add_chip_rules(world);
    auto& rule = std::get<ChipThreshold>(world.regimes.what[world.regimes.find("us_2023_11")]);
    rule.clauses.resize(1);
    rule.clauses[0].tpp_min = tpp;
    bind(world);
    enact(world);
    double open = 0;
    for (const SkuId sku : world.skus.rows()) open += judge(world, sale(world, world.skus.id[sku], "alibaba")).share;
    CHECK(open <= before);
    before = open;
  }
  CHECK(before < 4);
}

TEST_CASE("a rule on a chip that nobody buys refuses nothing", "[policy]") {
  World world = small_world();
  add_chips(world);
  InformedLetter letter;
  letter.skus = {world.skus.find("b200")};
  const InstrumentId rule = add_instrument(world, "letter", world.governments.find("us"), world.today, letter);
  world.regimes.targets[rule] = {world.countries.find("cn")};
  bind(world);
  enact(world);
  for (const char* sku : {"h100", "a100", "h20"}) {
    const Verdict verdict = judge(world, sale(world, sku, "alibaba"));
    CHECK(verdict.answer == Answer::permitted);
    CHECK(verdict.share == 1.0);
    CHECK_FALSE(verdict.by);
  }
}

TEST_CASE("with the mechanism of chip thresholds off their keys change nothing", "[policy]") {
  World world = ruled_world();
  world.mechanisms.set(Mechanism::chip_thresholds, false);
  travel(world, make_date(2024, 1, 1));
  enact(world);
  publish(world);
  CHECK(judge(world, sale(world, "b200", "alibaba")).answer == Answer::permitted);
  CHECK(world.restrictions.china_boxes.empty());
  CHECK(world.events.rows.empty());
}

TEST_CASE("a SKU that is launched within a step is judged by its numbers", "[policy]") {
  World world = ruled_world();
  travel(world, make_date(2024, 1, 1));
  enact(world);
  add_sku(world, "new_one", world.designers.find("nvidia"), world.fabs.find("tsmc"), {.tpp = 9000});
  CHECK(judge(world, sale(world, "new_one", "alibaba")).answer == Answer::denied);
}
