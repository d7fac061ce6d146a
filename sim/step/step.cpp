#include "sim/step/step.hpp"

#include "sim/accounts/refusals.hpp"
#include "sim/ledger/ledger.hpp"
#include "sim/policy/regime.hpp"
#include "sim/step/judgement.hpp"
#include "sim/step/launches.hpp"
#include "sim/step/publish.hpp"

namespace exarace {

// The line above a call says why it stands where it stands; docs/decisions/0010-order-of-the-step.md what that costs.
// Of every market: clear() shares out, settle() posts what was traded, and book() has the ledger take it before anybody
// else looks at cash.
void step(World& world, const Rules& rules) {
  const Laws& laws = rules.laws;
  const auto on = [&world](Mechanism which) { return world.mechanisms.on(which); };
  const auto book = [&world] { post(world, world.movements); };
  Auditor auditor;

  // What a step moves is counted from here, so the audit notes its opening now.
  open_step(world);
  if (rules.audit) auditor.begin(world);
  // What somebody outside has moved since the last step is there when agents look at their cash.
  book();
  // Law changes on its day, before anybody asks for anything under it.
  enact(world);
  // A line that stopped takes no orders in the step in which it stops.
  laws.shocks.advance(world);

  // Agents ask, the law judges. All see the world of the last step; nothing of what they decide is in it before all
  // have.
  decide(world, rules.minds);
  // Agents have read what they were denied; the lists fill anew.
  clear_trades(world);
  // R&D goes into what is begun and launched before this step's R&D is added.
  use_research(world);
  // New SKUs need rows before orders and verdicts are kept by SKU.
  launch(world);
  // Where the order itself is the deal, the law answers before any market grants a part of it.
  judge_orders(world);

  // Money first: markets grant, the ledger books, and each next market is limited by real cash.
  // Income from outside and public money come in before they can be spent.
  laws.core_business.assess(world, world.movements);
  laws.public_money.assess(world, world.movements);
  book();
  // Rounds and loans of this step pay for orders of this step.
  laws.capital.clear(world);
  laws.capital.settle(world);
  book();
  // Wafers and tools are paid before chips: makers pay for inputs out of what they have, not out of what they will
  // sell.
  laws.goods.clear_lines(world);
  laws.goods.clear_tools(world);
  laws.goods.settle(world);
  book();
  // New orders join the book before stock is shared, those that lapse leave it.
  laws.chips.book_orders(world);
  laws.chips.cancel_orders(world);
  // What is cut down for orders of this step can leave in this step.
  laws.chips.cut_down_parents(world);
  // Chips are judged at shipment, by the law of the day, whenever they were ordered.
  judge_shipments(world);
  laws.chips.clear(world);
  laws.chips.settle(world);
  // Brokers divert what resellers got in this step at the earliest.
  if (on(Mechanism::diversion)) laws.grey.clear(world);
  book();
  // Rent is judged by what clouds run after licences were drawn for this step's shipments.
  judge_service(world);
  laws.compute.clear(world);
  laws.compute.settle(world);
  book();
  // Hours that were rented are divided before they are sold as services or trained with.
  laws.training.begin_runs(world);
  laws.training.allot_hours(world);
  // Services are sold out of the hours that each lab keeps for serving.
  laws.services.clear(world);
  laws.services.settle(world);
  book();

  // Production.
  // What is finished leaves the lines before new starts take their room.
  laws.fabrication.advance(world);
  // Sites that were asked for join the queue before the queue moves.
  laws.construction.queue_sites(world);
  laws.construction.advance(world);
  // Tools age under the service of this step; the law that denies service is a mechanism, that tools age is not.
  laws.tooling.advance(world);
  // Stocks of minerals are used by what the lines ran.
  if (on(Mechanism::mineral_controls)) laws.minerals.advance(world);
  // Chips are installed after sites are finished, so that power of this step is used in it.
  laws.logistics.advance(world);
  // Hours of this step go into runs before knowledge moves, so that a run ends at the level at which it was trained.
  laws.training.advance(world);
  // What was trained in this step is on offer in the next, if it is worth a release.
  laws.training.release(world);
  // Who moves takes along what was known before this step's research.
  if (on(Mechanism::talent)) laws.talent.advance(world);
  // Research adds to what is known after those who left have taken theirs.
  laws.knowledge.advance(world);
  // Software follows what is installed now.
  if (on(Mechanism::two_ecosystems)) laws.ecosystems.advance(world);
  // Toolmakers deliver after this step's orders were taken at the backlog that buyers saw.
  advance_backlog(world);
  // Capital wears before what was bought in this step is added.
  wear_capital(world);

  // Accounts.
  // R&D budgets follow the revenue that agents know, and what they pay now counts as spent in this step.
  if (on(Mechanism::lobbying))
    laws.lobbying.assess(world, world.movements);
  else
    laws.lobbying.set_research(world);
  add_research(world);
  // Bills of what ran in this step.
  laws.wages.assess(world, world.movements);
  laws.energy.assess(world, world.movements);
  // Books follow the goods: wear and stocks without buyers lower profit before it is taxed.
  laws.depreciation.assess(world, world.movements);
  laws.obsolescence.assess(world, world.movements);
  book();
  // Interest falls due on what is owed after the bills.
  laws.interest.assess(world, world.movements);
  book();
  // Tax is on profit after interest, dividends on cash after tax.
  laws.tax.assess(world, world.movements);
  laws.payout.assess(world, world.movements);
  // Households, banks and product markets pass on what they took in from all others.
  laws.outside.assess(world, world.movements);
  book();
  // Bills are paid before anybody is asked whether it can pay.
  settle(world);
  // Who cannot pay is wound up in the same step, while the books tell what is left for whom.
  for (const AccountId failed : laws.insolvency.assess(world)) wind_up(world, failed, world.movements);
  // Entrants take over routes after failures of the step, so that none fails on its first day.
  laws.entry.assess(world, world.movements);
  book();
  // Credit lines of the next step follow the books as they are when all has been paid.
  laws.credit.assess(world, world.movements);
  book();
  // Stakes are carried at what the last round says, after failures have taken what they take.
  Revaluation{}.assess(world, world.movements);
  // What the law meets in the next step: affiliates founded, staff hired, states swayed, cases forgotten.
  if (on(Mechanism::entity_lists)) laws.affiliates.assess(world, world.movements);
  if (on(Mechanism::diversion)) laws.staffing.assess(world);
  if (on(Mechanism::swing_states)) laws.diplomacy.assess(world);
  fade_cases(world);
  book();

  // The law acts, everybody reads: acts become law with the next step, and signals tell of the whole of this one.
  // Refusals are counted when all markets have refused, and before anybody reads how much of them is new.
  remember_refusals(world);
  apply_acts(world);
  publish_signals(world, laws);
  publish(world);
  // Nothing moves after the audit.
  if (rules.audit) auditor.check(world, "step");
  ++world.step;
  world.today = world.calendar.first_day(world.step);
}

}  // namespace exarace
