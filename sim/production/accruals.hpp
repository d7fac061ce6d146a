#pragma once
/// Stocks that no market and no ledger keeps: they grow with what a step brought, and wear.

#include "sim/state/world.hpp"

namespace exarace {

/// R&D towards the next generation: variants take their part when they are begun, a generation takes all.
void use_research(World& world);
/// What a step's R&D adds to it.
void add_research(World& world);
/// Backlog of toolmakers: what fabs ordered, less what is delivered.
void advance_backlog(World& world);
/// AI capital of clouds at cost: it wears, and what chips and their sites bring is added.
void wear_capital(World& world);

}  // namespace exarace
