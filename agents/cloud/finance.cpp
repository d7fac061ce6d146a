#include "agents/cloud/finance.hpp"

#include <algorithm>

namespace exarace {

double operating_cash_flow(const World& world, CloudId cloud) {
  return world.clouds.operating_cash_flow[cloud].at(world.today);
}

double core_capex_kept(const World& world, const CloudHabits& habits, CloudId cloud) {
  return habits.core_floor * world.clouds.core_capex[cloud].at(world.today);
}

namespace {

/// Debt that its contracts cover [USD]: what they leave after running cost, over the cover that lenders ask.
double covered_debt(const World& world, const CloudHabits& habits, CloudId cloud) {
  return world.clouds.backlog[cloud] * habits.contract_margin / habits.contract_cover;
}

double owed(const World& world, CloudId cloud) {
  return world.accounts.of(Item::loans_owed, world.clouds.account[cloud]).usd();
}

}  // namespace

double borrowing_room(const World& world, const CloudHabits& habits, CloudId cloud) {
  // What it owed at the start is renewed when it falls due.
  const double by_contracts = covered_debt(world, habits, cloud);
  const double limit =
      std::max({habits.debt_to_cash_flow * operating_cash_flow(world, cloud),
                habits.loan_to_value * world.clouds.ai_capital[cloud], world.clouds.debt[cloud].usd(), by_contracts});
  return std::max(0.0, limit - owed(world, cloud));
}

double equity_room(const World& world, const CloudHabits& habits, CloudId cloud, double worth) {
  if (!world.clouds.sells_shares[cloud]) return 0;
  const double capital = std::max(world.clouds.ai_capital[cloud], habits.least_equity);
  const double contracts = habits.contract_margin * world.clouds.backlog[cloud] * habits.contract_worth;
  return habits.dilution * std::max(0.0, worth * capital + contracts - owed(world, cloud));
}

double affordable(const World& world, const CloudHabits& habits, CloudId cloud, double worth) {
  const double kept = std::clamp(habits.cash_flow_share + habits.payout_cut * (worth - 1), 0.0, habits.most_cash_flow);
  const double share = std::max(habits.cash_flow_share, kept);
  const double income =
      share * std::max(0.0, operating_cash_flow(world, cloud)) + habits.rental_use * world.clouds.rental_revenue[cloud];
  // What contracts cover is drawn as sites are built for them, the rest as bankers are asked for it.
  const double covered = std::max(0.0, covered_debt(world, habits, cloud) - owed(world, cloud));
  const double credit =
      std::max(habits.credit_use * borrowing_room(world, habits, cloud), habits.contract_draw * covered);
  const double reserve = habits.cash_use * std::max(0.0, world.accounts.cash(world.clouds.account[cloud]).usd());
  return std::max(0.0, income + credit + reserve + equity_room(world, habits, cloud, worth) -
                           core_capex_kept(world, habits, cloud));
}

void raise_money(const World& world, const CloudHabits& habits, CloudId cloud, double capex, double worth,
                 Orders& orders) {
  const AccountId account = world.clouds.account[cloud];
  const double needed = (capex + core_capex_kept(world, habits, cloud)) * std::max(world.years, habits.loan_cover);
  const double short_of = needed - habits.cash_before_loans * world.accounts.cash(account).usd();
  constexpr double kLeastLoan = 1e5;  // no bank is asked for less [USD]
  if (short_of <= kLeastLoan) return;
  const double shares = std::min(short_of, equity_room(world, habits, cloud, worth) * world.years);
  if (shares > kLeastLoan) orders.funding.push_back({account, LabId::none(), shares, true});
  const double loan = std::min(short_of - shares, borrowing_room(world, habits, cloud));
  if (loan > kLeastLoan) orders.funding.push_back({account, LabId::none(), loan});
}

}  // namespace exarace
