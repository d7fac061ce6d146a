#pragma once
/// Scenarios under the same luck: differences with intervals.

#include <span>
#include <string>
#include <vector>

#include "outputs/file/effects.hpp"
#include "scenarios/runner/play/batch.hpp"

namespace exarace {

/// How scenarios are compared.
struct CompareOptions : BatchOptions {
  double confidence = 0.95;
  std::vector<std::string> command;  ///< command line, for the provenance
  /// Sees every run at its end, from several threads at a time; `record` names series for it beside the headlines.
  std::function<void(const BatchRun&, const Course&)> look;
};

/// Runs both scenarios with every replicate: the same seeds, the same draws of random parameters. The numbers do not
/// depend on the threads. Throws ScenarioError where the two cannot be compared, AuditError, Interrupted.
Effects compare(const Scenario& a, const Scenario& b, const CompareOptions& options);

/// The same of several against the first, one comparison for each of the others.
std::vector<Effects> compare_all(const std::vector<Scenario>& scenarios, CompareOptions options);

/// The numbers of one measure in one year; both spans hold one value per replicate.
Effect paired_effect(std::span<const double> a, std::span<const double> b, double confidence);

/// One more measure for a comparison that is done: values [year, replicate] of both sides, NaN where there are none.
void add_measure(Effects& effects, const Measure& measure, const std::vector<double>& a, const std::vector<double>& b);

}  // namespace exarace
