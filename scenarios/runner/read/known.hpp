#pragma once
/// What a scenario holds that was not known on the day that `run.known` names.

#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// Whether a scenario names a day, and so leaves out what came later.
bool leaves_out(const Scenario& scenario);

/// Keys of a rule that a story or a user has set over what its row said, in order: ends, stays and practice. They are
/// supposed, not news, and stay. A text that holds the whole scenario names them in `supposed`.
std::vector<std::string> supposed_keys(const Node& row);

/// The scenario without rules that were announced later and chips that were launched later, unless their vintage says
/// that they were known before; without ends, stays and practice of other rules that came later; and with drivers by
/// date as they were known then (drivers.hpp). A row without a vintage is the user's own and stays as it is, as does
/// what is supposed. Names of rows that are left out fall out of lists, and a rule that speaks only of such rows is
/// left out too; a single reference to one falls away. An end stays where a rule that was known begins on that day.
Scenario as_known(const Scenario& scenario);

}  // namespace exarace
