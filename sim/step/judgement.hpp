#pragma once
/// Puts the deals of a step before the law, for the markets that clear them.

#include "sim/state/world.hpp"

namespace exarace {

/// Forgets the trades of the last step, which agents read when they decide.
void clear_trades(World& world);
/// Judges lines, tools, capital and services, where the order itself is the deal.
void judge_orders(World& world);
/// Judges every position of the chip book and every broker's order at shipment, and files for licences.
void judge_shipments(World& world);
/// Judges rentals.
void judge_service(World& world);
/// Carries out what governments decided; law from the next step on.
void apply_acts(World& world);

}  // namespace exarace
