#pragma once
/// The declaration behind a key path of a scenario.

#include <string>

#include "scenarios/runner/read/collect.hpp"

namespace exarace {

/// A scenario with its rows counted, in which key paths can be looked up. Keeps references to what it is made of.
class KeyFinder {
 public:
  KeyFinder(const Catalogue& catalogue, const Scenario& scenario);

  /// Declaration of "clouds.microsoft.cash" or "regimes.a.clauses.b.tpp_min", or nullptr.
  const Field* find(const std::string& path) const;
  /// What is needed to read values: the ids of all rows.
  ValueContext& context() { return filling_.context; }
  const Catalogue& catalogue() const { return filling_.catalogue; }

 private:
  Filling filling_;
  std::vector<Work> works_;
};

}  // namespace exarace
