#include "sim/accounts/staffing.hpp"

#include <algorithm>

#include "sim/core/smooth.hpp"

namespace exarace {

const Fields& Staffing::fields() {
  using T = Staffing;
  const auto cost = [](const char* name, double T::*member, const char* about) {
    return key(name, member).unit("USD/person/year").range(1e3, 1e8).about(about);
  };
  static const Fields all = {
      cost("agent_cost", &T::agent_cost, "Cost of an agent at home.").sourced("heritage_2025", "2025-06"),
      cost("officer_cost", &T::officer_cost, "Cost of an officer abroad, with embassy.").assumed(),
      cost("registrar_cost", &T::registrar_cost, "Cost of a member of a chip registry's staff.").assumed(),
      cost("analyst_cost", &T::analyst_cost, "Cost of an analyst.").assumed(),
      cost("licensing_cost", &T::licensing_cost, "Cost of a licensing officer.").assumed(),
      key("check_cost", &T::check_cost)
          .unit("USD/chip/year")
          .range(0, 1e4)
          .about("Cost of a chip that reports its place.")
          .assumed(),
      key("hiring_lag", &T::hiring_lag)
          .unit("year")
          .range(0.05, 10)
          .about("Money to trained staff.")
          .sourced("heritage_2025", "2025-06"),
  };
  return all;
}

double Staffing::staff_for(const World& world, EnforcementLine line, double amount) const {
  switch (line) {
    case EnforcementLine::agents: return amount / agent_cost;
    case EnforcementLine::officers: return amount / officer_cost;
    case EnforcementLine::registry: return amount / registrar_cost;
    case EnforcementLine::analysis: return amount / analyst_cost;
    case EnforcementLine::licensing: return amount / licensing_cost;
    case EnforcementLine::location: break;
  }
  double exported = 0;  // chips of the last years that stand outside the home of merchants
  for (const BrokerId broker : world.brokers.rows())
    exported += world.brokers.reseller_sales[broker] * world.signals.merchant_growth;
  return std::min(1.0, amount / std::max(1.0, check_cost * exported));
}

void Staffing::assess(World& world) const {
  auto& governments = world.governments;
  std::vector<std::vector<double>> paid(governments.size(), std::vector<double>(kEnforcementLines));
  for (const BudgetLine& line : world.regimes.budgets)
    if (line.purpose == BudgetPurpose::enforcement)
      paid[line.payer.index][static_cast<std::size_t>(line.line)] += staff_for(world, line.line, line.rate);
  for (const GovernmentId government : governments.rows()) {
    auto& hired = governments.hired[government];
    hired.resize(kEnforcementLines);
    for (std::size_t line = 0; line < kEnforcementLines; ++line)
      hired[line] = smoothed(hired[line], paid[government.index][line], 1 / hiring_lag, world.years);
  }
}

}  // namespace exarace
