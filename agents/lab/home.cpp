#include "agents/lab/home.hpp"

namespace exarace {

void decide_alike(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) {
  share_hours(world, habits, lab, plan_run(world, habits, lab, orders), mind);
  release(world, habits, lab, orders);
  post_price(world, habits, lab, mind);
  if (world.labs.owned[lab]) return;
  const double spend = compute_budget(world, habits, lab);
  ask_for_money(world, habits, lab, spend, mind, orders);
  book_hours(world, habits, lab, spend, orders);
}

void ask_own_cloud(const World& world, LabId lab, CloudId cloud, Orders& orders) {
  orders.compute.push_back({lab, world.clouds.hours_capacity[cloud] * world.labs.group_budget[lab], 0, true, cloud});
}

const Fields& HomeLab::fields() {
  static const Fields none;
  return none;
}

void HomeLab::decide(const World& world, const LabHabits& habits, LabId lab, LabMind& mind, Orders& orders) const {
  decide_alike(world, habits, lab, mind, orders);
  if (world.labs.owned[lab]) ask_own_cloud(world, lab, world.labs.home_cloud[lab], orders);
}

}  // namespace exarace
