#pragma once
/// Pay of people, and what makers buy from suppliers outside the model.

#include "sim/state/world.hpp"

namespace exarace {

/// Labs pay researchers, makers a share of sales, designers their R&D, governments their staff. Households receive
/// wages.
struct Wages {
  double lab_overhead = 0.25;      ///< other costs of a lab over its wages
  double research_labour = 0.6;    ///< part of R&D that is wages
  double toolmaker_labour = 0.2;   ///< wages over sales
  double toolmaker_inputs = 0.35;  ///< other inputs over sales

  static const Fields& fields();
  /// Asks for the wages, R&D and inputs of this step. Call when the sales of the step are booked.
  void assess(const World& world, Movements& out) const;
  /// R&D of a designer in this step, by its budget [USD].
  static double research(const World& world, DesignerId designer);
  /// Wages of a lab in this step; none before it is founded or after it has failed [USD].
  static double lab_wages(const World& world, LabId lab);

 private:
  void pay_makers(const World& world, Movements& out) const;
  void pay_labs(const World& world, Movements& out) const;
};

}  // namespace exarace
