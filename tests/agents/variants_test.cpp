#include "agents/cloud/cloud.hpp"
#include "agents/lab/lab.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// AI capex that a cloud plans by a behaviour [USD/year].
double planned(World world, const std::string& behaviour, const CloudHabits& habits = {}) {
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.behaviour[cloud] = behaviour;
  CloudBehaviour rule;
  rule.habits = habits;
  return rule.decide(world, cloud).mind.ai_plan;
}

/// A cloud with capital, labs and renters, whose capex money does not limit.
World invested() {
  World world = minded_world();
  const std::size_t markets = world.countries.size() * kComputeClasses;
  world.signals.hours_offered.assign(markets, 1e6);
  world.signals.hours_wanted.assign(markets, 1e6);
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.ai_capital[cloud] = 1e10;
  world.clouds.rental_share[cloud] = 0.7;
  world.clouds.operating_cash_flow[cloud] = 1e12;
  world.clouds.core_capex[cloud] = 1e9;
  world.countries.cost_of_capital[world.countries.find("us")] = 0.1;
  return world;
}

/// A lab that the group of its home cloud owns, with three tenths of the group's hours.
LabId owned_lab(World& world, const std::string& id, CloudId home) {
  const LabId lab = add_lab(world, id, world.clouds.country[home], home);
  world.labs.owned[lab] = true;
  world.labs.quality[lab] = world.labs.service_price[lab] = 1;
  world.labs.group_budget[lab] = 0.3;
  return lab;
}

double by_value(const World& world) { return planned(world, "value"); }

}  // namespace

TEST_CASE("a row chooses its behaviour, and one that says none takes the usual one", "[agents]") {
  const World world = invested();
  CHECK(planned(world, "") == planned(world, "value"));
  CHECK(planned(world, "") != planned(world, "trend"));
  CloudHabits habits;
  habits.usual = "trend";
  CHECK(planned(world, "", habits) == planned(world, "trend"));
  CHECK(planned(world, "value", habits) == planned(world, "value"));
  CHECK(Repertoire<CloudKinds>::names() == std::vector<std::string>{"trend", "value"});
  CHECK_THROWS_AS(planned(world, "nobody"), std::logic_error);
}

TEST_CASE("a cloud that invests by value buys less when rents fall, renters stay away or orders are under way",
          "[agents]") {
  const World usual = invested();
  World poor = usual, empty = usual, served = usual;
  for (double& rent : poor.signals.contract_rent) rent /= 2;
  for (double& hours : empty.signals.hours_wanted) hours /= 2;
  const CloudId cloud = served.clouds.find("microsoft");
  served.book(cloud, served.skus.find("h100")) = 300'000;
  CHECK(by_value(poor) < 0.9 * by_value(usual));
  CHECK(by_value(empty) < by_value(usual));
  CHECK(by_value(served) < by_value(usual));
}

TEST_CASE("a lab by group uses every cloud of its group, one by home its home cloud alone", "[agents]") {
  World world = minded_world();
  const GroupId group{0};
  const CloudId home = world.clouds.find("alibaba");
  const CloudId abroad = add_cloud(world, "alibaba_sg", world.countries.find("tw"), world.countries.find("cn"));
  const LabId lab = owned_lab(world, "qwen", home);
  for (const CloudId cloud : {home, abroad})
    world.clouds.group[cloud] = group, world.clouds.hours_capacity[cloud] = 1e6, world.clouds.rental_share[cloud] = 0;
  world.labs.group[lab] = group;
  const auto asked = [&](const char* behaviour) {
    world.labs.behaviour[lab] = behaviour;
    return LabBehaviour{}.decide(world, lab).orders.compute;
  };
  REQUIRE(asked("home").size() == 1);
  CHECK(asked("home")[0].cloud == home);
  const auto all = asked("group");
  REQUIRE(all.size() == 2);
  for (const ComputeOrder& order : all) CHECK(order.hours == Approx(3e5));
}

TEST_CASE("a lab of a group rents elsewhere for a part of its share of what the law closes to the group", "[agents]") {
  World world = minded_world();
  const CloudId home = world.clouds.find("alibaba");
  const LabId lab = owned_lab(world, "qwen", home);
  world.clouds.training_wish[home] = 1e10;
  Decided<LabMind> decided = LabBehaviour{}.decide(world, lab);
  const double first = GroupLab{}.rented_part * 0.3 * 1e10 * (1 - std::exp(-2.0 / 12));  // a month at two a year
  CHECK(decided.mind.rents == Approx(first));
  double asked = 0;
  for (const ComputeOrder& order : decided.orders.compute)
    if (!order.cloud && order.ahead == 0)
      asked += order.contract ? order.hours * world.signals.contract_rent[home_market(world, lab)] : order.budget;
  CHECK(asked == Approx(first / 12).epsilon(0.01));
  world.clouds.training_wish[home] = 0;
  world.labs.rents[lab] = 0;
  decided = LabBehaviour{}.decide(world, lab);
  for (const ComputeOrder& order : decided.orders.compute) CHECK(order.cloud == home);
}

TEST_CASE("a lab of a group rents a part of what its income calls for beyond the hours of its group", "[agents]") {
  World world = minded_world();
  const CloudId home = world.clouds.find("microsoft");
  const LabId lab = owned_lab(world, "deepmind", home);
  world.labs.revenue_rate[lab] = 1e9;
  const LabHabits habits;
  const auto rents = [&] { return LabBehaviour{}.decide(world, lab).mind.rents; };
  const double all = rents();
  const double month = 1 - std::exp(-GroupLab{}.rent_speed / 12);
  CHECK(all == Approx(GroupLab{}.rented_part * habits.spend_per_revenue * 1e9 * month));
  world.labs.licences[lab] = 5e8;
  CHECK(rents() == Approx(1.5 * all));
  world.labs.licences[lab] = 0;
  // Hours of its group take their worth off it, those on chips that train badly less.
  world.signals.contract_rent[home_market(world, lab)] = 2;
  world.clouds.hours_capacity[home] = 1e7;
  world.clouds.training_ratio[home] = 1;
  const double with_hours = rents();
  CHECK(with_hours < all);
  world.clouds.training_ratio[home] = 0.1;
  CHECK(rents() > with_hours);
  CHECK(rents() < all);
  world.clouds.hours_capacity[home] = 1e12;
  CHECK(rents() == 0);
}

TEST_CASE("a lab of a group rents until its group has built what pays already", "[agents]") {
  World world = minded_world();
  const CloudId home = world.clouds.find("microsoft");
  const LabId lab = owned_lab(world, "deepmind", home);
  world.signals.contract_rent[home_market(world, lab)] = 2;
  world.clouds.hours_capacity[home] = 1e7;
  world.clouds.rental_share[home] = 0;
  world.clouds.training_ratio[home] = 1;
  const auto rents = [&] { return LabBehaviour{}.decide(world, lab).mind.rents; };
  world.clouds.worth[home] = 0.8;
  CHECK(rents() == 0);
  world.clouds.worth[home] = 1.5;
  const GroupLab rule;
  const double yearly = rule.hours_wanted(world, lab, home) * 12 * 2;
  const double month = 1 - std::exp(-rule.rent_speed / 12);
  CHECK(rents() == Approx(rule.awaited_part * 0.5 * yearly * month).epsilon(0.01));
}
