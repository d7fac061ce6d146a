#pragma once
/// What a government sees when a user decides in its place, and what it may ask for.

#include <functional>
#include <string>
#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// A measure that some government has, or has prepared.
struct MeasureSeen {
  std::string id, kind, issuer;
  bool own = false;       ///< of the government that looks
  bool in_force = false;  ///< law in the present step
  Status status = Status::in_force;
};

/// The world as a government reads it at the start of a step.
struct Observation {
  Date date;
  std::string government;
  double gap_months = 0;                              ///< age of the US model that matches the best Chinese one
  double frontier_us = 0, frontier_china = 0;         ///< best released models [index]
  double lost_sales_share = 0;                        ///< chip sales that the law refused over those made
  double grey_premium = 0;                            ///< over the posted price
  double services_revenue = 0;                        ///< [USD/year]
  double domestic_share = 0;                          ///< of new chips in China, by value
  double cases = 0;                                   ///< diversion cases of the last year
  std::int64_t escalation = 0, rival_escalation = 0;  ///< steps taken by itself and by its rival
  Date truce_until;
  std::vector<MeasureSeen> measures;
};

/// What a user's government does: one act on a measure of its own.
struct PolicyRequest {
  PolicyAct::Verb verb = PolicyAct::Verb::enact;
  std::string measure;  ///< id of the regime
  std::string firm;     ///< "designers/huawei", for lists
  double factor = 1.0;  ///< below 1: stricter
  Date until = kNever;
  std::string why;  ///< one sentence for the log
};

/// A government as a function: it sees, and asks.
using GovernmentPolicy = std::function<std::vector<PolicyRequest>(const Observation&)>;

/// What a government sees now.
Observation observe(const World& world, GovernmentId government);
/// Share of Chinese designers in what is sold to owners from China, by value and smoothed.
double domestic_share(const World& world);
/// Turns what a user asked for into acts; throws Error that names what is wrong.
void ask(const World& world, GovernmentId government, const std::vector<PolicyRequest>& requests, Orders& orders);

}  // namespace exarace
