#pragma once
/// Facts of nature and of engineering, one key each, and the functions over them: workshops and minds read the same.

#include "sim/core/field.hpp"

namespace exarace {

/// What is the same for everybody: yields, rates, wear, power, work. A member of World.
struct Technology {
  // Dies and packages.
  double clustering = 3.0;        ///< alpha of the negative-binomial yield model
  double wafer_diameter = 300.0;  ///< of logic wafers [mm]
  double packaging_cycle = 0.17;  ///< assembly and test of a package [year]
  double package_area = 814.0;    ///< logic area of the package in which packaging capacity is counted [mm2]
  double least_package = 200.0;   ///< logic area below which a package takes no less capacity [mm2]
  double plain_packages = 50.0;   ///< packages on a plain substrate for the capacity of one with an interposer
  double most_stacks = 32.0;      ///< of HBM that a package can hold
  double stack_bandwidth = 1.2;   ///< of a stack over that of the generation before
  double volume_wafers = 1000.0;  ///< from which a line is in volume production [units/month]
  double portable = 1.5;          ///< coarser or finer node that a design can be ported to, as a ratio
  // Chips.
  double compute_bound = 0.3;     ///< part of serving time in which an H100 computes; in the rest it moves memory
  double flop_utilisation = 0.4;  ///< model FLOP utilisation at software factor 1
  // The fleet.
  double load = 0.72;           ///< mean over full-load power of installed chips
  double sellable_hours = 0.7;  ///< part of the hours of a year that a chip can sell
  double wear = 0.25;           ///< economic wear of AI capital [1/year]
  double site_share = 0.45;     ///< of AI capital: building, power, servers beside accelerators and networking
  // Models.
  double points_per_tenfold = 7.0;  ///< capability per tenfold training compute [index]

  static const Fields& fields();
};

/// Good share of dies of `area` [mm2] at a defect density [1/cm2]: (1 + A D / alpha)^-alpha.
double die_yield(const Technology& technology, double area, double defect_density);
/// Whole dies of `area` [mm2] on a wafer, less the edge; at least one.
double gross_dies(const Technology& technology, double area);
/// Packages with an interposer and `area` [mm2] of logic over the packages in which capacity is counted.
double packages_per_capacity(const Technology& technology, double area, bool interposer);

/// Time of serving over that of an H100, for a compute rate and a memory bandwidth over an H100's (roofline).
double serving_time(const Technology& technology, double rate, double bandwidth);

/// Hours that one H100e can sell in `years` [H100e-hours].
double sellable_hours(const Technology& technology, double years);
/// Energy that a site power takes in `years` [kWh].
double energy_of(const Technology& technology, double megawatts, double years);
/// AI capital that stands behind chips with their network, and chips for a capital; both in the same money.
double capital_of_chips(const Technology& technology, double chips);
double chips_of_capital(const Technology& technology, double capital);
/// What is left of an AI capital after `years`.
double worn(const Technology& technology, double capital, double years);

/// Work of one H100e-hour at the training rate [FLOP].
double flop_per_hour(const Technology& technology);
/// Capability of a model trained with `flop` at an algorithmic level [index].
double capability_of(const Technology& technology, double flop, double algorithms);
/// Training compute with which that level gives that capability [FLOP].
double flop_for(const Technology& technology, double capability, double algorithms);

}  // namespace exarace
