#pragma once
/// Proves that nothing leaks: cents, chips, dies, stacks and hours.

#include <string_view>
#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// Net worth of every account at one moment.
struct Snapshot {
  std::vector<Money> net_worth;
  Money deposits;  ///< of all accounts together, banks included
};

/// The books as they are now.
Snapshot snapshot(const World& world);

/// Money, exact to the cent: per sector and account the change of net worth since `before` equals saving plus
/// revaluation; claims, bills and deposits match across accounts; no balance is negative. Throws AuditError.
void audit_money(const World& world, const Snapshot& before, std::string_view phase);

/// Goods, exact to the unit: every chip, die and HBM stack made is in one known place, and each total equals its rows.
void audit_goods(const World& world, std::string_view phase);

/// Compute hours: sold equals bought, seller by seller, and never exceeds what was there, nor in any market what was
/// offered (1e-9 relative). True once the compute market of the step has cleared.
void audit_hours(const World& world, std::string_view phase);

/// All numbers of power, prices and use are finite and not negative.
void audit_numbers(const World& world, std::string_view phase);

/// Follows a run: begin() after open_step(), check_books() after any phase, check() at the end of the step. The first
/// breach is thrown as AuditError with phase, agent and purpose.
class Auditor {
 public:
  /// Remembers the books at the start of a step.
  void begin(const World& world) { before_ = snapshot(world); }
  /// Money and goods, after a phase.
  void check_books(const World& world, std::string_view phase) const;
  /// Everything, at the end of the step.
  void check(const World& world, std::string_view phase) const;

 private:
  Snapshot before_;
};

}  // namespace exarace
