#include "sim/markets/capital.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/core/math.hpp"

namespace exarace {
namespace {

/// Part of what an investor has ready that it would put into a lab if all asked for more than it has.
double weight(const World& world, InvestorId investor, LabId lab, double value) {
  const auto& investors = world.investors;
  const bool home = investors.country[investor] == world.labs.country[lab];
  const double reach = home ? 1.0 : investors.abroad[investor];
  return reach * value;
}

/// Joins the units of labs that have very many, before rounds that each multiply them pass what a double holds: by a
/// power of two, so that nobody's part changes.
void join_units(World& world) {
  for (const LabId lab : world.labs.rows()) {
    double& issued = world.labs.units_issued[lab];
    const int power = std::ilogb(std::max(1.0, issued));
    if (power < std::numeric_limits<double>::max_exponent / 2) continue;
    issued = std::scalbn(issued, -power);
    for (Stakes::Row& stake : world.stakes.rows)
      if (stake.lab == lab) stake.units = std::scalbn(stake.units, -power);
  }
}

}  // namespace

const Fields& CapitalMarket::fields() {
  using T = CapitalMarket;
  static const Fields all = {
      key("value_of_run_rate", &T::value_of_run_rate)
          .unit("year")
          .range(2, 60)
          .prior(lognormal(20, 0.35))
          .about("Value of a lab over the revenue rate expected in 12 months.")
          .assumed(),
      key("least_value", &T::least_value)
          .unit("USD")
          .range(0, 1e12)
          .about("Value of a lab without revenue, for its people.")
          .assumed()
          .prior(lognormal(3e8, 0.6)),
      key("greatest_dilution", &T::greatest_dilution)
          .range(0.01, 0.9)
          .about("Greatest share of the company that one round sells.")
          .assumed()
          .prior(lognormal(0.2, 0.3)),
      key("greatest_growth", &T::greatest_growth)
          .unit("1/year")
          .range(0, 5)
          .about("Greatest growth of revenue that investors extrapolate.")
          .assumed()
          .prior(lognormal(1.5, 0.3)),
      key("draw_cover", &T::draw_cover)
          .unit("year")
          .range(0.02, 5)
          .about("Time whose compute and wages promised equity is drawn for.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("partner_share", &T::partner_share)
          .range(0, 1)
          .about("Part of the cash of a home cloud that a draw may take at once.")
          .assumed(),
      key("startup_part", &T::startup_part)
          .range(0, 1)
          .about("Part of the money that labs did not take that goes to other AI firms.")
          .assumed()
          .prior(triangular(0.6, 0.8, 1)),
  };
  return all;
}

double CapitalMarket::value(const World& world, LabId lab) const {
  const double expected =
      world.labs.revenue_rate[lab] * math::exp(std::clamp(world.labs.revenue_growth[lab], 0.0, greatest_growth));
  return std::max(least_value, value_of_run_rate * expected);
}

void CapitalMarket::clear(World& world) const {
  const auto& labs = world.labs;
  const auto& investors = world.investors;
  std::vector<double> asked(labs.size()), worth(labs.size());
  for (const LabId lab : labs.rows()) worth[lab.index] = value(world, lab);
  for (const FundingOrder& order : world.orders.funding)
    if (order.lab)
      asked[order.lab.index] +=
          std::min(order.amount, worth[order.lab.index] * greatest_dilution / (1 - greatest_dilution));
  for (const InvestorId investor : investors.rows()) {
    if (investors.ready[investor] <= 0) continue;
    double left = std::min(investors.ready[investor], world.accounts.spendable(investors.account[investor]).usd());
    std::vector<double> weights(labs.size());
    double wishes = 0, total = 0;
    for (const LabId lab : labs.rows()) {
      if (asked[lab.index] <= 0) continue;
      weights[lab.index] = weight(world, investor, lab, worth[lab.index]);
      wishes += weights[lab.index];
    }
    for (const LabId lab : labs.rows()) {
      if (weights[lab.index] <= 0) continue;
      const Verdict& verdict = world.admissions.capital(investor, lab);
      const double open = verdict.answer == Verdict::Answer::permitted ? verdict.share : 0.0;
      // What the law stops is what it would have placed, not all that the lab asked for.
      const double placed = std::min(asked[lab.index], left * weights[lab.index] / wishes);
      if (open < 1)
        world.trades.denials.push_back({verdict.by, Good::investment, investors.account[investor], labs.account[lab],
                                        SkuId::none(), 1, placed * (1 - open)});
      weights[lab.index] *= open;
      total += weights[lab.index];
    }
    const double ready = left;
    for (const LabId lab : labs.rows()) {
      if (weights[lab.index] <= 0) continue;
      const double amount = std::min({asked[lab.index], ready * weights[lab.index] / total, left});
      if (amount < 1) continue;
      asked[lab.index] -= amount;
      left -= amount;
      world.trades.capital.push_back({investor, lab, amount, worth[lab.index]});
    }
  }
}

void CapitalMarket::draw_commitments(World& world) const {
  auto& labs = world.labs;
  for (const LabId lab : labs.rows()) {
    if (labs.owned[lab] || labs.defaulted[lab] || labs.committed_credit[lab] <= 0 || world.today < labs.founded[lab])
      continue;
    const double wages = labs.researchers[lab] * world.countries.researcher_wage[labs.country[lab]];
    const double needed = draw_cover * (labs.compute_spend[lab] + wages) - world.accounts.cash(labs.account[lab]).usd();
    const AccountId partner = world.clouds.account[labs.home_cloud[lab]];
    const double amount = std::min(
        {needed, labs.committed_credit[lab], partner_share * std::max(0.0, world.accounts.cash(partner).usd())});
    if (amount < 1) continue;
    labs.committed_credit[lab] -= amount;
    world.movements.pay(partner, labs.account[lab], from_usd(amount), Flow::equity_round);
  }
}

void CapitalMarket::settle_savings(World& world) const {
  const auto& investors = world.investors;
  std::vector<double> placed(investors.size());
  for (const CapitalTrade& trade : world.trades.capital) placed[trade.investor.index] += trade.amount;
  for (const InvestorId investor : investors.rows()) {
    const CountryId home = investors.country[investor];
    const AccountId account = investors.account[investor];
    // What labs did not take goes to start-ups at home.
    const double rest = std::max(0.0, investors.ready[investor] - placed[investor.index]) * startup_part;
    world.investors.invested[investor] = placed[investor.index] + rest;
    // Savers bring what was placed; the rest of what they save goes to firms outside the model. A public fund has a
    // budget.
    const double inflow = investors.public_fund[investor] ? 0.0 : investors.inflow[investor] * world.years;
    const Money brought = from_usd(std::min(inflow, placed[investor.index] + rest));
    world.movements.pay(world.countries.households[home], account, brought, Flow::equity_round);
    world.movements.pay(account, world.countries.enterprises[home], from_usd(rest), Flow::equity_round);
  }
}

void CapitalMarket::settle(World& world) const {
  auto& labs = world.labs;
  for (const CapitalTrade& trade : world.trades.capital) {
    const AccountId investor = world.investors.account[trade.investor];
    world.movements.pay(investor, labs.account[trade.lab], from_usd(trade.amount), Flow::equity_round);
    if (labs.units_issued[trade.lab] <= 0) labs.units_issued[trade.lab] = 1e6;
    const double units = labs.units_issued[trade.lab] * trade.amount / trade.value;
    labs.units_issued[trade.lab] += units;
    labs.value[trade.lab] = trade.value + trade.amount;
    world.stakes.rows.push_back({investor, trade.lab, units, from_usd(trade.amount)});
  }
  join_units(world);
  draw_commitments(world);
  settle_savings(world);
  for (const FundingOrder& order : world.orders.funding) {
    if (order.lab) continue;
    const CountryId country = world.accounts.country[order.account];
    // Shares are bought by savers, as listed ones are.
    const AccountId giver = order.shares ? world.countries.households[country] : world.countries.bank[country];
    world.movements.pay(giver, order.account, from_usd(order.amount), order.shares ? Flow::equity_round : Flow::loan);
  }
}

}  // namespace exarace
