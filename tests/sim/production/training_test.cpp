#include "sim/production/training.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A lab that trains for as many hours in every step.
struct Trainer {
  World world = small_world(make_date(2024, 1, 1));
  LabId lab = add_lab(world, "openai", world.countries.find("us"), world.clouds.find("microsoft"));
  Training rule;
  double work = 1e6 * flop_per_hour(world.technology);  ///< of a step [FLOP]

  Trainer() {
    world.labs.training_hours[lab] = 1e6;
    world.labs.algorithms[lab] = 50;
  }
  void month() {
    rule.advance(world);
    ++world.step;
    world.today = world.calendar.first_day(world.step);
  }
};

/// The same on chips that train as well as they serve, and on cards that only serve.
struct TwoKinds : Trainer {
  CloudId home = world.clouds.find("microsoft");
  SkuId strong = world.skus.find("h100"), weak = world.skus.find("h20");

  TwoKinds(double strong_rate, double weak_rate) {
    world.skus.serving_rate[strong] = world.skus.training_rate[strong] = strong_rate;
    world.skus.serving_rate[weak] = weak_rate;
    world.skus.training_rate[weak] = 0.1;
  }
};

}  // namespace

TEST_CASE("a run ends with the step nearest to the day on which it is done, and that day is kept", "[production]") {
  for (const double target : {2.25, 1.75}) {
    Trainer trainer;
    auto& labs = trainer.world.labs;
    labs.run_target[trainer.lab] = target * trainer.work;
    trainer.month();
    CHECK(labs.run_target[trainer.lab] > 0);
    CHECK(labs.run_flop[trainer.lab] == Approx(trainer.work));
    trainer.month();  // ends with February
    CHECK(labs.run_target[trainer.lab] == 0);
    const double early = (2 - target) / 12 * 365.25;
    CHECK(labs.last_run[trainer.lab].days == make_date(2024, 3, 1).days - std::lround(early));
    // What was lacking is done at the beginning of the next step; what was too much is gone.
    CHECK(labs.run_flop[trainer.lab] == Approx(std::min(0.0, (2 - target) * trainer.work)));
    CHECK(labs.training_flop[trainer.lab] == Approx(target * trainer.work));
    CHECK(labs.internal_capability[trainer.lab] ==
          Approx(capability_of(trainer.world.technology, target * trainer.work, 50)));
  }
}

TEST_CASE("a run that takes too long ends with what it has, and one that was begun late counts from its day",
          "[production]") {
  Trainer trainer;
  auto& labs = trainer.world.labs;
  trainer.rule.longest_run = 0.2;
  labs.run_target[trainer.lab] = 100 * trainer.work;
  labs.run_delay[trainer.lab] = 0.1;
  for (int month = 0; month < 3; ++month) trainer.month();
  CHECK(labs.run_target[trainer.lab] == 0);
  CHECK(labs.run_flop[trainer.lab] == 0);
  CHECK(labs.training_flop[trainer.lab] == Approx(3 * trainer.work));
  CHECK(labs.last_run[trainer.lab].days == make_date(2024, 4, 1).days - std::lround(0.1 * 365.25));
}

TEST_CASE("a failed run leaves no better model, and is a run all the same", "[production]") {
  Trainer trainer;
  auto& labs = trainer.world.labs;
  labs.run_yield[trainer.lab] = 0;
  labs.run_target[trainer.lab] = trainer.work;
  trainer.month();
  CHECK(labs.run_target[trainer.lab] == 0);
  CHECK(labs.training_flop[trainer.lab] == Approx(trainer.work));
  CHECK(labs.internal_capability[trainer.lab] == 0);
}

TEST_CASE("between runs a lab that researches puts a part of what it learns into the model that it has",
          "[production]") {
  Trainer trainer;
  auto& labs = trainer.world.labs;
  labs.trained[trainer.lab] = labs.internal_capability[trainer.lab] = 100;
  labs.trained_level[trainer.lab] = 44;
  labs.training_hours[trainer.lab] = 0;
  trainer.month();
  CHECK(labs.internal_capability[trainer.lab] == 100);  // nobody works on it
  labs.research_hours[trainer.lab] = 1;
  trainer.month();
  CHECK(labs.internal_capability[trainer.lab] == Approx(100 + trainer.rule.post_training * 6));
}

TEST_CASE("a lab releases what is better by what it asks, from the next step on", "[production]") {
  Trainer trainer;
  auto& labs = trainer.world.labs;
  labs.capability[trainer.lab] = 100;
  const auto released = [&](double trained, double least) {
    labs.internal_capability[trainer.lab] = trained;
    trainer.world.orders.releases = {{trainer.lab, least}};
    trainer.rule.release(trainer.world);
    return labs.capability[trainer.lab];
  };
  CHECK(released(104, 5) == 100);
  CHECK(released(100, 0) == 100);
  CHECK(labs.last_release[trainer.lab] != trainer.world.tomorrow());
  CHECK(released(105, 5) == 105);
  CHECK(labs.last_release[trainer.lab] == trainer.world.tomorrow());
}

TEST_CASE("hours are divided as the lab decided, training at the rate of the chips, and those abroad serve few",
          "[production]") {
  Trainer trainer;
  World& world = trainer.world;
  auto& labs = world.labs;
  const CloudId home = world.clouds.find("microsoft"), abroad = world.clouds.find("alibaba");
  world.clouds.training_ratio[home] = 1.5;
  world.clouds.training_ratio[abroad] = 1;
  labs.serving_part[trainer.lab] = 0.5;
  labs.training_part[trainer.lab] = 0.3;
  world.trades.compute = {{home, trainer.lab, ComputeClass::western, 1000, 2},
                          {home, LabId::none(), ComputeClass::western, 9000, 2}};
  trainer.rule.allot_hours(world);
  CHECK(labs.serving_hours[trainer.lab] == Approx(500));
  CHECK(labs.training_hours[trainer.lab] == Approx(0.3 * 1500));
  CHECK(labs.research_hours[trainer.lab] == Approx(0.2 * 1500));
  world.trades.compute = {{home, trainer.lab, ComputeClass::western, 100, 2},
                          {abroad, trainer.lab, ComputeClass::western, 900, 2}};
  trainer.rule.allot_hours(world);
  CHECK(labs.serving_hours[trainer.lab] == Approx(100 + trainer.rule.served_abroad * 900));
  world.mechanisms.set(Mechanism::data_sovereignty, false);
  trainer.rule.allot_hours(world);
  CHECK(labs.serving_hours[trainer.lab] == Approx(500));
}

TEST_CASE("on a cloud what trains runs on the chips that train best, and cards that only serve take nothing from it",
          "[production]") {
  TwoKinds trainer(1, 0.5);
  World& world = trainer.world;
  const CloudId home = trainer.home;
  const SkuId strong = trainer.strong, weak = trainer.weak;
  world.labs.serving_part[trainer.lab] = 0.6;
  world.trades.compute = {{home, trainer.lab, ComputeClass::western, 1000, 2}};
  const auto researched = [&](std::int64_t weak_cards) {
    world.fleet.batches = {{home, strong, world.today, 500, {}, {}, 0}};
    if (weak_cards > 0) world.fleet.batches.push_back({home, weak, world.today, weak_cards, {}, {}, 0});
    world.fleet.arrange(world.clouds.size(), world.skus.size());
    const double serving = 500 + 0.5 * static_cast<double>(weak_cards);
    world.clouds.serving_rate[home] = serving;
    world.clouds.training_ratio[home] = (500 + 0.1 * static_cast<double>(weak_cards)) / serving;
    world.clouds.hours_capacity[home] = 2 * serving;  // of a step: the lab uses 400 of them for research
    trainer.rule.allot_hours(world);
    return world.labs.research_hours[trainer.lab];
  };
  CHECK(researched(0) == Approx(400));
  CHECK(researched(2000) == Approx(400));
  // Beyond what the strong ones can do the rest runs on the weak ones.
  world.fleet.batches.clear();
  world.trades.compute[0].hours = 3000;
  CHECK(researched(2000) == Approx(1000 + 200 * 0.2));
}

TEST_CASE("chips that train best take on work by their rate", "[production]") {
  TwoKinds trainer(4, 1);
  World& world = trainer.world;
  const CloudId home = trainer.home;
  const SkuId strong = trainer.strong, weak = trainer.weak;
  world.fleet.batches = {{home, strong, world.today, 100, {}, {}, 0}, {home, weak, world.today, 600, {}, {}, 0}};
  world.fleet.arrange(world.clouds.size(), world.skus.size());
  world.clouds.serving_rate[home] = 1000;
  world.clouds.training_ratio[home] = 0.46;
  world.clouds.hours_capacity[home] = 1000;
  world.trades.compute = {{home, trainer.lab, ComputeClass::western, 400, 2}};  // the strong ones can do all of it
  trainer.rule.allot_hours(world);
  CHECK(world.labs.research_hours[trainer.lab] + world.labs.training_hours[trainer.lab] == Approx(400));
}

TEST_CASE("a lab serves its users from the hours that train worst, and trains on the rest", "[production]") {
  Trainer trainer;
  World& world = trainer.world;
  auto& labs = world.labs;
  const CloudId weak = world.clouds.find("microsoft");
  const CloudId strong = add_cloud(world, "beside", world.clouds.country[weak], world.clouds.country[weak]);
  world.clouds.training_ratio[weak] = 0.2;
  world.clouds.training_ratio[strong] = 1;
  labs.serving_part[trainer.lab] = 0.5;
  labs.training_part[trainer.lab] = 0.2;
  world.trades.compute = {{strong, trainer.lab, ComputeClass::western, 600, 2},
                          {weak, trainer.lab, ComputeClass::western, 400, 2}};
  trainer.rule.allot_hours(world);
  CHECK(labs.serving_hours[trainer.lab] == Approx(500));
  // All hours on weak chips serve, and a hundred of the strong ones; the other five hundred train and research.
  CHECK(labs.training_hours[trainer.lab] == Approx(500 * 0.4));
  CHECK(labs.research_hours[trainer.lab] == Approx(500 * 0.6));
}
