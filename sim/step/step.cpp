#include "sim/step/step.hpp"

#include "sim/accounts/refusals.hpp"
#include "sim/ledger/ledger.hpp"
#include "sim/policy/regime.hpp"
#include "sim/step/judgement.hpp"
#include "sim/step/launches.hpp"
#include "sim/step/publish.hpp"

namespace exarace {

void step(World& world, const Rules& rules) {
  const Laws& laws = rules.laws;
  const auto book = [&world] { post(world, world.movements); };
  Auditor auditor;

  open_step(world);
  if (rules.audit) auditor.begin(world);
  book();  // what somebody outside has moved since the last step
  clear_orders(world);
  enact(world);
  laws.shocks.advance(world);

  // Agents ask, the law judges.
  decide(world, rules.minds);
  clear_trades(world);
  launch(world);
  judge_orders(world);

  // Money first: markets grant, the ledger books, and each next market is limited by real cash.
  laws.core_business.assess(world, world.movements);
  laws.public_money.assess(world, world.movements);
  book();
  laws.capital.clear(world);
  laws.capital.settle(world);
  book();
  laws.goods.clear_lines(world);
  laws.goods.clear_tools(world);
  laws.goods.settle(world);
  book();
  laws.chips.book_orders(world);
  laws.chips.cancel_orders(world);
  judge_shipments(world);
  laws.chips.clear(world);
  laws.chips.settle(world);
  if (world.mechanisms.on(11)) laws.grey.clear(world);
  book();
  judge_service(world);
  laws.compute.clear(world);
  laws.compute.settle(world);
  book();
  laws.training.allot_hours(world);
  laws.services.clear(world);
  laws.services.settle(world);
  book();

  // Production.
  laws.fabrication.advance(world);
  laws.construction.queue_sites(world);
  laws.construction.advance(world);
  if (world.mechanisms.on(6)) laws.tooling.advance(world);
  if (world.mechanisms.on(17)) laws.minerals.advance(world);
  laws.logistics.advance(world);
  laws.training.advance(world);
  if (world.mechanisms.on(25)) laws.talent.advance(world);
  laws.knowledge.advance(world);
  if (world.mechanisms.on(24)) laws.ecosystems.advance(world);

  // Accounts.
  if (world.mechanisms.on(16))
    laws.lobbying.assess(world, world.movements);
  else
    laws.lobbying.set_research(world);
  laws.wages.assess(world, world.movements);
  laws.energy.assess(world, world.movements);
  laws.depreciation.assess(world, world.movements);
  laws.obsolescence.assess(world, world.movements);
  book();
  laws.interest.assess(world, world.movements);
  book();
  laws.tax.assess(world, world.movements);
  laws.payout.assess(world, world.movements);
  laws.outside.assess(world, world.movements);
  book();
  settle(world);
  for (const AccountId failed : laws.insolvency.assess(world)) wind_up(world, failed, world.movements);
  laws.entry.assess(world, world.movements);
  book();
  laws.credit.assess(world, world.movements);
  book();

  if (world.mechanisms.on(4)) laws.affiliates.assess(world, world.movements);
  if (world.mechanisms.on(11)) laws.staffing.assess(world);
  if (world.mechanisms.on(20)) laws.diplomacy.assess(world);
  book();

  // The law acts, everybody reads.
  remember_refusals(world);
  apply_acts(world);
  publish_signals(world, rules.laws);
  publish(world);
  if (rules.audit) auditor.check(world, "step");
  ++world.step;
  world.today = world.calendar.first_day(world.step);
}

}  // namespace exarace
