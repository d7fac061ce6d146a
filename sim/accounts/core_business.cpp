#include "sim/accounts/core_business.hpp"

#include <algorithm>

namespace exarace {
namespace {

/// Solvent cloud of the group, or none.
CloudId cloud_of(const World& world, GroupId group) {
  for (const CloudId cloud : world.clouds.rows())
    if (group && world.clouds.group[cloud] == group && !world.clouds.defaulted[cloud]) return cloud;
  return CloudId::none();
}

/// A group pays what the designer that it owns lacks to pay its bills and credit line.
void carry_designers(const World& world, Movements& out) {
  for (const DesignerId designer : world.designers.rows()) {
    const CloudId owner = cloud_of(world, world.designers.group[designer]);
    if (!owner || world.designers.defaulted[designer]) continue;
    const AccountId account = world.designers.account[designer];
    const Accounts& accounts = world.accounts;
    const Money lacking = accounts.credit_drawn[account] + accounts.arrears[account] - accounts.cash(account);
    if (lacking.cents > 0) out.pay(world.clouds.account[owner], account, lacking, Flow::equity_round);
  }
}

}  // namespace

const Fields& CoreBusiness::fields() {
  using T = CoreBusiness;
  static const Fields all = {
      key("capex_share", &T::capex_share)
          .range(0, 3)
          .prior(lognormal(0.47, 0.1))
          .about("Operating cash flow that goes into investment of all kinds.")
          .calibrated(),
      key("least_core", &T::least_core)
          .range(0, 1)
          .about("Least core investment over what it would be without AI.")
          .calibrated()
          .prior(triangular(0.5, 0.62, 0.74)),
      key("lab_purse", &T::lab_purse)
          .unit("year")
          .range(0, 5)
          .about("Wages and rents that a lab owned by a group keeps in cash; more goes back to the group.")
          .assumed()
          .prior(lognormal(0.25, 0.4)),
  };
  return all;
}

void CoreBusiness::earn(const World& world, Movements& out) const {
  const auto sell = [&](AccountId account, double rate, Flow flow) {
    const AccountId market = world.countries.product_market[world.accounts.country[account]];
    if (rate > 0) out.pay(market, account, from_usd(rate * world.years), flow);
    if (rate < 0) out.pay(account, market, from_usd(-rate * world.years), flow);
  };
  for (const CloudId cloud : world.clouds.rows())
    sell(world.clouds.account[cloud], world.clouds.operating_cash_flow[cloud].at(world.today), Flow::core_income);
  for (const DesignerId designer : world.designers.rows())
    if (!world.designers.defaulted[designer])
      sell(world.designers.account[designer], world.designers.other_revenue[designer], Flow::outside_sales);
  for (const ToolmakerId maker : world.toolmakers.rows())
    sell(world.toolmakers.account[maker], world.toolmakers.other_revenue[maker], Flow::outside_sales);
  for (const FabId fab : world.fabs.rows())
    sell(world.fabs.account[fab], world.fabs.other_income[fab], Flow::outside_sales);
  for (const LabId lab : world.labs.rows())
    if (!world.labs.defaulted[lab] && world.today >= world.labs.founded[lab])
      sell(world.labs.account[lab], world.labs.licences[lab], Flow::outside_sales);
}

double CoreBusiness::core_capex(const World& world, CloudId cloud) const {
  const auto& clouds = world.clouds;
  const double planned = clouds.core_capex[cloud].at(world.today);
  const double room =
      capex_share * clouds.operating_cash_flow[cloud].at(world.today) - std::max(0.0, clouds.ai_capex_rate[cloud]);
  return std::clamp(room, least_core * planned, planned);
}

void CoreBusiness::invest(const World& world, Movements& out) const {
  const auto& clouds = world.clouds;
  for (const CloudId cloud : clouds.rows())
    out.pay(clouds.account[cloud], world.countries.other_inputs[clouds.country[cloud]],
            from_usd(core_capex(world, cloud) * world.years), Flow::other_capex);
}

void CoreBusiness::carry_labs(const World& world, Movements& out) const {
  const auto& labs = world.labs;
  for (const LabId lab : labs.rows()) {
    if (!labs.owned[lab] || !labs.home_cloud[lab] || world.today < labs.founded[lab]) continue;
    const AccountId account = labs.account[lab], owner = world.clouds.account[labs.home_cloud[lab]];
    const double wages = labs.researchers[lab] * world.countries.researcher_wage[labs.country[lab]];
    const double bills = wages + labs.rents[lab];
    const double spare = world.accounts.cash(account).usd() - bills * std::max(lab_purse, 2 * world.years);
    if (spare < 0) out.pay(owner, account, from_usd(-spare), Flow::equity_round);
    if (spare > 0) out.pay(account, owner, from_usd(spare), Flow::dividend);
  }
}

void CoreBusiness::assess(const World& world, Movements& out) const {
  earn(world, out);
  invest(world, out);
  carry_labs(world, out);
  carry_designers(world, out);
}

}  // namespace exarace
