#include "agents/lab/money.hpp"

#include <algorithm>

#include "agents/lab/offer.hpp"
#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/units.hpp"
#include "sim/state/public_pay.hpp"

namespace exarace {
namespace {

/// Revenue a year from now at the growth of today, which fades [USD/year]. Users turned away for want of compute count.
double expected_revenue(const Labs& labs, const LabHabits& habits, LabId lab) {
  const double demand = labs.revenue_rate[lab] / std::max(habits.least_quality, labs.quality[lab]);
  const double growth = std::clamp(labs.revenue_growth[lab], -habits.greatest_fall, habits.greatest_growth);
  return demand * math::exp(faded(growth, habits.growth_fade, 1));
}

double cash(const World& world, LabId lab) { return std::max(0.0, world.accounts.cash(world.labs.account[lab]).usd()); }

}  // namespace

double wanted_compute(const World& world, const LabHabits& habits, LabId lab) {
  return habits.spend_per_revenue * (expected_revenue(world.labs, habits, lab) + world.labs.licences[lab]);
}

double compute_budget(const World& world, const LabHabits& habits, LabId lab) {
  const auto& labs = world.labs;
  const double money = cash(world, lab) + labs.committed_credit[lab];
  const double ordered_by_state =
      public_pay(world, labs.account[lab],
                 {BudgetPurpose::procurement, BudgetPurpose::compute_voucher, BudgetPurpose::public_compute});
  const double wanted = std::max(habits.least_budget, wanted_compute(world, habits, lab)) + ordered_by_state;
  return std::min(wanted, habits.kept_of_revenue * labs.revenue_rate[lab] + money / habits.runway);
}

void ask_for_money(const World& world, const LabHabits& habits, LabId lab, double spend, LabMind& mind,
                   Orders& orders) {
  const auto& labs = world.labs;
  const double wages = labs.researchers[lab] * world.countries.researcher_wage[labs.country[lab]];
  const double wish = std::max(spend, habits.spend_per_revenue * expected_revenue(labs, habits, lab));
  const double burn = std::max(0.0, wish + wages - habits.kept_of_revenue * labs.revenue_rate[lab]);
  const double target = burn * habits.round_months / kMonthsPerYear * habits.round_margin;
  mind.wants_funding = std::max(0.0, target - cash(world, lab));
  if (mind.wants_funding > habits.round_trigger * target && !labs.owned[lab])
    orders.funding.push_back({labs.account[lab], lab, mind.wants_funding * closing(habits.round_speed, world.years)});
}

namespace {

/// What a lab has signed for [USD/year]; of what it signed ahead of capacity, what runs now and what will still run
/// when contracts begin that it signs now.
struct Signed {
  double running = 0, running_ahead = 0, due_then = 0;
};

Signed contracts_of(const World& world, const LabHabits& habits, LabId lab) {
  const Date then{world.today.days + static_cast<int>(habits.sign_ahead * kDaysPerYear)};
  Signed sum;
  for (const std::uint32_t place : world.contracts.of(lab)) {
    const auto& row = world.contracts.rows[place];
    const double rent = row.hours * row.price;
    const bool runs = row.start <= world.today;
    if (runs) sum.running += rent;
    if (runs && row.take_or_pay) sum.running_ahead += rent;
    if (row.take_or_pay && row.end > then) sum.due_then += rent;
  }
  return sum;
}

/// Signs for what it will lack when contracts signed now begin, as it expects to grow; cancels what it cannot pay.
void sign_ahead(const World& world, const LabHabits& habits, LabId lab, double spend, const Signed& held,
                Orders& orders) {
  const double growth = std::clamp(world.labs.revenue_growth[lab], 0.0, habits.greatest_growth);
  const double rent = std::max(1e-6, world.signals.contract_rent[home_market(world, lab)]);
  const double beyond = held.running_ahead - habits.cancel_at * spend;
  if (beyond > 0) orders.compute.push_back({lab, -beyond / rent, 0, true, {}, habits.sign_ahead});
  const double wanted =
      habits.signed_share * spend * math::exp(faded(growth, habits.growth_fade, habits.sign_ahead)) - held.due_then;
  if (wanted <= 0 || beyond > 0) return;
  orders.compute.push_back(
      {lab, wanted / rent * closing(habits.sign_speed, world.years), 0, true, {}, habits.sign_ahead});
}

}  // namespace

void book_hours(const World& world, const LabHabits& habits, LabId lab, double spend, Orders& orders) {
  const double rent = std::max(1e-6, world.signals.contract_rent[home_market(world, lab)]);
  const Signed held = contracts_of(world, habits, lab);
  const double new_contracts = std::max(0.0, spend * (1 - habits.spot_share) - held.running);
  if (new_contracts > 0)
    orders.compute.push_back({lab, new_contracts / rent * world.years, new_contracts * world.years, true, {}});
  orders.compute.push_back({lab, 0, spend * habits.spot_share * world.years, false, {}});
  sign_ahead(world, habits, lab, spend, held, orders);
}

}  // namespace exarace
