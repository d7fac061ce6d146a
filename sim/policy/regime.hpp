#pragma once
/// The export regime: may this item go from this seller to this buyer, at this place, for this use, today?

#include <vector>

#include "sim/policy/case.hpp"

namespace exarace {

/// Resolves the references of all instruments and works out the law of the first step; publishes it.
/// Call once, when the world is furnished and every agent has an account. Throws ScenarioError for a text that names no
/// account, with the nearest one.
void bind(World& world);

/// Start of the law of the present step: what is in force between World::today and the end of the step; events;
/// rulings on licences in order of filing as far as licensing staff reaches; balances; lists.
void enact(World& world);

/// The law's answer to a deal. Every instrument says yes, needs a licence, no, or levies; a licence clears the
/// instruments that its policy names; of the rest the most restrictive decides; levies add; the buyers' side is a gate
/// of its own. Pure. `permitted` with a share below 1 means that only that part may go now, for the reason `by`.
Verdict judge(const World& world, const Deal& deal);
/// Whether the law has nothing to say about a deal: most deals are so, and that is seen before all that stands behind
/// them is looked up.
bool is_free(const World& world, const Deal& deal);

/// What the sellers' law says about a deal: with a tool class of -1, about tools of any class.
std::vector<Statement> said_about(const World& world, const Deal& deal);
/// The answer to a deal in one class of tools of which said_about() has told what is said about all.
Verdict judge(const World& world, const Deal& deal, const std::vector<Statement>& of_all_classes);

/// Counts a shipment of chips: call it for every one, to any buyer, with the units that went. Balances of licences and
/// quotas are drawn here, not at the order.
void draw_licence(World& world, const Deal& deal, double units);

/// Files applications for chips that the law does not let through; does nothing where no licence can be had, or where
/// one is pending or was refused. Call it for orders judged `queued`, or `permitted` with a share below 1.
void file_licence(World& world, const Deal& deal);

/// Fills World::restrictions with the law in force and in sight, for agents of the next step.
void publish(World& world);

/// Carries out a government's act; law from the next step on. False where the act does not fit the instrument or the
/// instrument is not the government's own.
bool apply(World& world, const PolicyAct& act);

}  // namespace exarace
