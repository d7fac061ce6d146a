#pragma once
/// From filled tables to a world that can be stepped.

#include "scenarios/runner/furnish/setup.hpp"

namespace exarace {

/// Opens the world: fleet, population, mind columns, books and law of the first step. Throws ScenarioError where rows
/// contradict each other.
void furnish(Setup& setup, std::uint64_t run_seed);

/// Behaviours of a setup, as the step calls them. The setup must outlive them.
Behaviours behaviours(const Minds& minds);

}  // namespace exarace
