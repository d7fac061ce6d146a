#include "sim/accounts/lobbying.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"
#include "sim/state/rule.hpp"

namespace exarace {
namespace {

double share_of_revenue(const World& world, DesignerId designer, double revenue) {
  const auto& designers = world.designers;
  return designers.research_share[designer] * revenue + designers.other_revenue[designer];
}

}  // namespace

const Fields& Lobbying::fields() {
  using T = Lobbying;
  static const Fields all = {
      key("research_lag", &T::research_lag)
          .unit("year")
          .range(0.05, 10)
          .about("Revenue to R&D budget.")
          .assumed()
          .prior(lognormal(1, 0.3)),
      key("effort", &T::effort)
          .range(0, 0.1)
          .about("Part of lost sales that is spent on lobbying.")
          .assumed()
          .prior(lognormal(0.0003, 0.6)),
      key("memory", &T::memory)
          .unit("year")
          .range(0.05, 20)
          .about("Memory of a government for what was spent to sway it.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("runway", &T::runway)
          .unit("year")
          .range(0, 5)
          .about("Time for which a designer's cash must last at its R&D budget; with less it cuts the budget.")
          .assumed()
          .prior(lognormal(0.25, 0.4)),
  };
  return all;
}

double Lobbying::affordable(const World& world, DesignerId designer, double budget) const {
  if (world.designers.defaulted[designer]) return 0;
  const AccountId account = world.designers.account[designer];
  const double cash = (world.accounts.cash(account) - world.accounts.arrears[account]).usd();
  return std::min(budget, std::max(0.0, cash) / std::max(runway, world.years));
}

void Lobbying::set_research(World& world) const {
  auto& designers = world.designers;
  for (const DesignerId designer : designers.rows()) {
    const double sales = designers.revenue_rate[designer] + designers.refused_demand[designer];
    designers.research_rate[designer] = affordable(world, designer, share_of_revenue(world, designer, sales));
  }
}

void Lobbying::assess(World& world, Movements& out) const {
  auto& designers = world.designers;
  std::vector<double> spent(world.governments.size());
  for (const DesignerId designer : designers.rows()) {
    const double budget = share_of_revenue(world, designer, designers.revenue_rate[designer]);
    double& rate = designers.research_rate[designer];
    rate = affordable(world, designer, rate > 0 ? smoothed(rate, budget, 1 / research_lag, world.years) : budget);
    const CountryId home = designers.parent[designer];
    const GovernmentId government = government_of(world, home);
    const bool loses = government && !world.in_china(home) && !designers.defaulted[designer];
    designers.lobbying[designer] = loses ? effort * designers.refused_demand[designer] : 0.0;
    if (!loses) continue;
    spent[government.index] += designers.lobbying[designer];
    out.pay(designers.account[designer], world.countries.other_inputs[designers.country[designer]],
            from_usd(designers.lobbying[designer] * world.years), Flow::lobbying);
  }
  for (const GovernmentId government : world.governments.rows())
    world.governments.lobbied[government] =
        smoothed(world.governments.lobbied[government], spent[government.index], 1 / memory, world.years);
}

}  // namespace exarace
