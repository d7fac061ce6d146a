#include "sim/accounts/wages.hpp"

namespace exarace {

namespace {

/// Pays households for work and suppliers for inputs, both of the country where the payer resides.
void pay_for_work(const World& world, AccountId payer, double wages, double inputs, Flow input, Movements& out) {
  const CountryId country = world.accounts.country[payer];
  out.pay(payer, world.countries.households[country], from_usd(wages), Flow::wages);
  out.pay(payer, world.countries.other_inputs[country], from_usd(inputs), input);
}

}  // namespace

const Fields& Wages::fields() {
  using T = Wages;
  static const Fields all = {
      key("lab_overhead", &T::lab_overhead)
          .range(0, 3)
          .about("Other costs of a lab over its wages.")
          .assumed()
          .prior(lognormal(0.25, 0.4)),
      key("research_labour", &T::research_labour).range(0, 1).about("Part of R&D that is wages.").assumed(),
      key("toolmaker_labour", &T::toolmaker_labour)
          .range(0, 1)
          .about("Wages of toolmakers over sales.")
          .assumed()
          .prior(triangular(0.14, 0.2, 0.26)),
      key("toolmaker_inputs", &T::toolmaker_inputs)
          .range(0, 1)
          .about("Other inputs of toolmakers over sales.")
          .assumed()
          .prior(triangular(0.28, 0.35, 0.42)),
  };
  return all;
}

double Wages::research(const World& world, DesignerId designer) {
  return world.designers.research_rate[designer] * world.years;
}

double Wages::lab_wages(const World& world, LabId lab) {
  const auto& labs = world.labs;
  if (labs.defaulted[lab] || world.today < labs.founded[lab]) return 0;
  return labs.researchers[lab] * world.countries.researcher_wage[labs.country[lab]] * world.years;
}

void Wages::pay_makers(const World& world, Movements& out) const {
  for (const FabId fab : world.fabs.rows()) {
    const AccountId account = world.fabs.account[fab];
    const double sales = world.accounts.sales[account].usd();
    pay_for_work(world, account, world.fabs.labour_share[fab] * sales, world.fabs.input_share[fab] * sales,
                 Flow::other_inputs, out);
  }
  for (const ToolmakerId maker : world.toolmakers.rows()) {
    const AccountId account = world.toolmakers.account[maker];
    const double sales = world.accounts.sales[account].usd();
    pay_for_work(world, account, toolmaker_labour * sales, toolmaker_inputs * sales, Flow::other_inputs, out);
  }
  for (const DesignerId designer : world.designers.rows()) {
    const double spent = research(world, designer);
    pay_for_work(world, world.designers.account[designer], research_labour * spent, (1 - research_labour) * spent,
                 Flow::research, out);
  }
}

void Wages::pay_labs(const World& world, Movements& out) const {
  for (const LabId lab : world.labs.rows()) {
    const double wages = lab_wages(world, lab);
    pay_for_work(world, world.labs.account[lab], wages, lab_overhead * wages, Flow::other_inputs, out);
  }
}

void Wages::assess(const World& world, Movements& out) const {
  pay_makers(world, out);
  pay_labs(world, out);
  const auto& g = world.governments;
  for (const GovernmentId government : g.rows()) {
    const double staff = g.licensing_staff[government] + g.enforcement_agents[government] +
                         g.officers_abroad[government] + g.registry_staff[government] + g.analysts[government];
    out.pay(g.account[government], world.countries.households[g.country[government]],
            from_usd(staff * g.staff_cost[government] * world.years), Flow::public_wages);
  }
}

}  // namespace exarace
