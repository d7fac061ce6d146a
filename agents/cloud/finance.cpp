#include "agents/cloud/finance.hpp"

#include <algorithm>

namespace exarace {

double operating_cash_flow(const World& world, CloudId cloud) {
  return world.clouds.operating_cash_flow[cloud].at(world.today);
}

double core_capex_kept(const World& world, const CloudHabits& habits, CloudId cloud) {
  return habits.core_floor * world.clouds.core_capex[cloud].at(world.today);
}

double borrowing_room(const World& world, const CloudHabits& habits, CloudId cloud) {
  // What it owed at the start is renewed when it falls due.
  const double limit =
      std::max({habits.debt_to_cash_flow * operating_cash_flow(world, cloud),
                habits.loan_to_value * world.clouds.ai_capital[cloud], world.clouds.debt[cloud].usd()});
  return std::max(0.0, limit - world.accounts.of(Item::loans_owed, world.clouds.account[cloud]).usd());
}

double affordable(const World& world, const CloudHabits& habits, CloudId cloud) {
  const double income = habits.cash_flow_share * std::max(0.0, operating_cash_flow(world, cloud)) +
                        habits.rental_use * world.clouds.rental_revenue[cloud];
  const double credit = habits.credit_use * borrowing_room(world, habits, cloud);
  const double reserve = habits.cash_use * std::max(0.0, world.accounts.cash(world.clouds.account[cloud]).usd());
  return std::max(0.0, income + credit + reserve - core_capex_kept(world, habits, cloud));
}

void borrow(const World& world, const CloudHabits& habits, CloudId cloud, double capex, Orders& orders) {
  const AccountId account = world.clouds.account[cloud];
  const double needed = (capex + core_capex_kept(world, habits, cloud)) * std::max(world.years, habits.loan_cover);
  const double short_of = needed - habits.cash_before_loans * world.accounts.cash(account).usd();
  const double amount = std::min(short_of, borrowing_room(world, habits, cloud));
  constexpr double kLeastLoan = 1e5;  // no bank is asked for less [USD]
  if (amount > kLeastLoan) orders.funding.push_back({account, LabId::none(), amount});
}

}  // namespace exarace
