#include "sim/production/talent.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"

namespace exarace {
namespace {

bool works(const World& world, LabId lab) {
  return world.today >= world.labs.founded[lab] && !world.labs.defaulted[lab] && world.labs.researchers[lab] > 0;
}

}  // namespace

const Fields& Talent::fields() {
  using T = Talent;
  static const Fields all = {
      key("turnover", &T::turnover)
          .unit("1/year")
          .range(0, 2)
          .about("Part of researchers who look for another place.")
          .assumed()
          .prior(lognormal(0.12, 0.3)),
      key("pay_weight", &T::pay_weight)
          .range(0, 10)
          .about("Weight of the logarithm of pay in the choice.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("compute_weight", &T::compute_weight)
          .range(0, 5)
          .about("Weight of the logarithm of compute per researcher in the choice.")
          .assumed()
          .prior(lognormal(0.35, 0.5)),
      key("size_weight", &T::size_weight)
          .range(0, 2)
          .about("Weight of the logarithm of the number of researchers in the choice.")
          .assumed()
          .prior(lognormal(0.6, 0.3)),
      key("home_weight", &T::home_weight)
          .range(0, 10)
          .about("Weight of a lab of the same side in the choice.")
          .assumed()
          .prior(lognormal(3, 0.3)),
      key("memory", &T::memory)
          .unit("year")
          .range(0.05, 10)
          .about("Time over which what newcomers know is new.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("pace_elasticity", &T::pace_elasticity)
          .range(0, 1)
          .about("Elasticity of the pace of a side's labs in its researchers over those at the start.")
          .assumed()
          .prior(lognormal(0.3, 0.4)),
      key("carried", &T::carried)
          .unit("1/year")
          .range(0, 20)
          .about("Spillover added per share of newcomers from labs ahead in the staff.")
          .assumed()
          .prior(lognormal(2, 0.5)),
  };
  return all;
}

/// Pull of a lab on people of its own side and of the other, and how open its country is to those from abroad.
struct Talent::Pull {
  double same_side = 0, other_side = 0, visa = 1;

  double on(const World& world, LabId from, LabId to) const {
    const auto& country = world.labs.country;
    const bool same = world.in_china(country[from]) == world.in_china(country[to]);
    return (country[from] != country[to] ? visa : 1.0) * (same ? same_side : other_side);
  }
};

Talent::Pull Talent::pull_of(const World& world, LabId to) const {
  const auto& labs = world.labs;
  const double people = std::max(1.0, labs.researchers[to]);
  const double compute = std::max(1.0, labs.research_hours[to] + labs.training_hours[to]) / people;
  const double weight = pay_weight * math::log(world.countries.researcher_wage[labs.country[to]]) +
                        compute_weight * math::log(compute) + size_weight * math::log(people);
  return {math::exp(weight + home_weight), math::exp(weight),
          world.countries.visa_openness[labs.country[to]].at(world.today)};
}

double Talent::pull(const World& world, LabId from, LabId to) const { return pull_of(world, to).on(world, from, to); }

void Talent::advance(World& world) const {
  auto& labs = world.labs;
  std::vector<double> change(labs.size());
  const double looking = closing(turnover, world.years);
  for (const LabId lab : labs.rows()) {
    labs.newcomers[lab] *= math::exp(-world.years / std::max(memory, 1e-6));
    if (labs.researchers_at_start[lab] <= 0) labs.researchers_at_start[lab] = labs.researchers[lab];
  }
  std::vector<Pull> lures(labs.size());
  for (const LabId to : labs.rows())
    if (works(world, to)) lures[to.index] = pull_of(world, to);
  for (const LabId from : labs.rows()) {
    if (!works(world, from)) continue;
    std::vector<double> pulls(labs.size());
    double all = 0;
    for (const LabId to : labs.rows())
      if (works(world, to)) all += pulls[to.index] = lures[to.index].on(world, from, to);
    for (const LabId to : labs.rows()) {
      if (to == from || pulls[to.index] <= 0) continue;
      const double moved = labs.researchers[from] * looking * pulls[to.index] / all;
      change[from.index] -= moved;
      change[to.index] += moved;
      if (labs.algorithms[from] > labs.algorithms[to]) labs.newcomers[to] += moved;
    }
  }
  for (const LabId lab : labs.rows()) {
    labs.researchers[lab] = std::max(0.0, labs.researchers[lab] + change[lab.index]);
    labs.talent_pace[lab] = pace(world, lab) - 1;
    labs.talent_spillover[lab] = learned(world, lab);
  }
}

double Talent::pace(const World& world, LabId lab) const {
  const auto& labs = world.labs;
  const bool side = world.in_china(labs.country[lab]);
  double now = 0, start = 0;
  for (const LabId other : labs.rows()) {
    if (!works(world, other) || world.in_china(labs.country[other]) != side) continue;
    now += labs.researchers[other];
    start += labs.researchers_at_start[other];
  }
  return start > 0 ? math::pow(std::max(0.05, now / start), pace_elasticity) : 1.0;
}

double Talent::learned(const World& world, LabId lab) const {
  const double staff = std::max(1.0, world.labs.researchers[lab]);
  return carried * std::min(1.0, world.labs.newcomers[lab] / staff);
}

}  // namespace exarace
