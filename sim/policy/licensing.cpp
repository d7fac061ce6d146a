#include "sim/policy/licensing.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sim/core/math.hpp"
#include "sim/core/random.hpp"
#include "sim/core/value_at.hpp"
#include "sim/policy/finding.hpp"
#include "sim/policy/licence_policy.hpp"
#include "sim/policy/quota.hpp"
#include "sim/policy/regime.hpp"

namespace exarace {
namespace {

Date later(Date day, double years) { return {day.days + static_cast<std::int32_t>(std::lround(years * 365.25))}; }

/// Key of the draws of an application: the same for the same parties, item and day whatever else is filed.
std::uint64_t luck_of(const World& world, const Licences::Row& row) {
  const auto& accounts = world.accounts;
  std::string text = world.regimes.id[row.policy] + "/" + accounts.name[row.buyer];
  if (row.seller) text += "/" + accounts.name[row.seller];
  return stable_key("licences", text + "/" + world.skus.id[row.sku] + "/" + to_string(row.filed));
}

double draw_of(const World& world, const Licences::Row& row, Purpose purpose) {
  return uniform(world.seed, purpose, row.luck, 0);
}

/// Day of the ruling: the least delay and an exponential rest, so that the mean is the policy's.
Date ruling_day(const World& world, const LicencePolicy& rule, const Licences::Row& row) {
  const double rest = std::max(0.0, rule.delay - rule.delay_min);
  const double drawn = -math::log(draw_of(world, row, Purpose::licence_delay)) * rest;
  return later(row.filed, rule.delay_min + std::min(drawn, 4.0 * rest));
}

/// Units that an application would add: what is wanted and neither granted nor under the buyer's cap.
double units_to_ask(const World& world, const LicencePolicy& rule, InstrumentId policy, const Case& c) {
  double balance = 0, granted = 0;
  bool waits = false;  // pending, or refused a short while ago
  Licences::each_of(world.regimes.licences, c.buyer, [&](const Licences::Row& row) {
    if (row.policy != policy) return;
    if (row.state == LicenceState::granted) granted += row.asked;
    if (!covers(row, policy, c)) return;
    waits |= row.state != LicenceState::granted;
    balance += row.balance;
  });
  if (waits) return 0;
  return std::min(c.units - balance, rule.buyer_cap - granted);
}

void file_under(World& world, InstrumentId policy, const Case& c) {
  const auto& rule = *world.regimes.as<LicencePolicy>(policy);
  if (rule.blanket || !admits(rule, policy, c)) return;
  const double asked = units_to_ask(world, rule, policy, c);
  if (asked <= 0) return;
  Licences::Row row{policy, c.sku, c.seller, c.buyer, asked, 0.0, 0.0, world.today, {}, kNever, LicenceState::filed};
  row.luck = luck_of(world, row);
  row.ready = ruling_day(world, rule, row);
  world.regimes.licences.add(row);
}

/// Licensing officers with those that budgets added.
double desk_of(const World& world, GovernmentId government) {
  const auto line = static_cast<std::size_t>(EnforcementLine::licensing);
  return world.governments.licensing_staff[government] + value_at(world.governments.hired[government], line);
}

/// Applications that a desk could rule on, in order of filing; those of one day by lot.
std::vector<Licences::Row*> ready_in_turn(World& world) {
  std::vector<std::tuple<Date, double, Licences::Row*>> ready;
  for (Licences::Row& row : world.regimes.licences.rows)
    if (row.state == LicenceState::filed && row.ready < world.tomorrow())
      ready.emplace_back(row.filed, draw_of(world, row, Purpose::licence_turn), &row);
  std::sort(ready.begin(), ready.end());
  std::vector<Licences::Row*> turn;
  for (const auto& entry : ready) turn.push_back(std::get<Licences::Row*>(entry));
  return turn;
}

void note(World& world, const Licences::Row& row, const char* kind, const char* text) {
  world.events.add({world.today, kind, world.accounts.name[row.buyer], world.skus.id[row.sku],
                    world.regimes.id[row.policy], row.asked, 0.0, text});
}

void decide(World& world, Licences::Row& row) {
  const auto& rule = *world.regimes.as<LicencePolicy>(row.policy);
  if (draw_of(world, row, Purpose::licence_approval) >=
      approval_of(rule, row.policy, world, world.accounts.country[row.buyer])) {
    row.state = LicenceState::refused;
    row.expires = later(world.today, rule.retry);
    return note(world, row, "licence_refused", "The application was denied or returned.");
  }
  if (draw_of(world, row, Purpose::licence_acceptance) >= rule.acceptance.at(world.today)) {
    row.state = LicenceState::declined;
    row.expires = later(world.today, rule.retry);
    return note(world, row, "licence_declined", "The licence was granted and the buyer's side declined.");
  }
  row.state = LicenceState::granted;
  row.balance = row.asked;
  row.expires = later(world.today, rule.term);
  note(world, row, "licence_granted", "The licence was granted.");
}

/// Draws `units` from balances under a policy, oldest licence first; returns what was drawn.
double draw_balances(World& world, InstrumentId policy, const Case& c, double units) {
  Licences& books = world.regimes.licences;
  double drawn = 0;
  Licences::each_of(books, c.buyer, [&](Licences::Row& row) {
    if (row.state != LicenceState::granted || !covers(row, policy, c)) return;
    const double part = std::min(row.balance, units - drawn);
    row.balance -= part;
    row.drawn += part;
    drawn += part;
  });
  count(books.drawn, c.sku, policy, drawn);
  return drawn;
}

/// Draws what each instrument that catches the shipment needs; one licence serves all that its policy clears.
void draw_for_findings(World& world, const Case& c, double units) {
  std::vector<std::pair<InstrumentId, double>> spent;
  std::vector<std::pair<InstrumentId, double>> needs;
  each_finding(c, [&](InstrumentId id, const Ruling& said) {
    if (!is_saved(world.regimes, id, law_day(world))) needs.push_back({id, units * said.caught});
  });
  for (auto& [id, need] : needs) {
    for (const InstrumentId policy : c.law.cleared_by[id.index]) {
      const auto& rule = *world.regimes.as<LicencePolicy>(policy);
      if (!admits(rule, policy, c)) continue;
      if (rule.blanket) break;
      auto found = std::find_if(spent.begin(), spent.end(), [&](const auto& s) { return s.first == policy; });
      if (found == spent.end()) found = spent.insert(spent.end(), {policy, 0.0});
      if (found->second < need) found->second += draw_balances(world, policy, c, need - found->second);
      need -= found->second;
    }
  }
}

void count_shipment(World& world, const Case& c, double units) {
  Licences& books = world.regimes.licences;
  if (c.owner) count(books.shipped, c.sku, c.owner, units);
  if (c.law.quiet(c.sku, c.owner, c.place)) return;  // no quota is about it
  for (const InstrumentId id : world.regimes.law.rules[static_cast<std::size_t>(Good::chips)])
    if (const auto* quota = world.regimes.as<Quota>(id)) draw(*quota, id, c, units, books);
}

}  // namespace

void roll_licences(World& world) {
  Licences& books = world.regimes.licences;
  const auto is_over = [&](const Licences::Row& row) {
    return row.expires <= world.today || !in_force(world.regimes, row.policy, law_day(world));
  };
  std::vector<Licences::Row> kept;
  for (const Licences::Row& row : books.rows)
    if (!is_over(row)) kept.push_back(row);
  books.rows.clear();
  books.rows_of.clear();
  for (const Licences::Row& row : kept) books.add(row);
  const bool new_year = world.step > 0 && year_of(world.today) != year_of(world.calendar.first_day(world.step - 1));
  if (new_year) books.company_used = {};
}

void rule_on_licences(World& world) {
  Instruments& regimes = world.regimes;
  auto& effort = regimes.licences.effort;
  effort.resize(world.governments.size(), 0.0);
  for (const GovernmentId government : world.governments.rows())
    effort[government.index] += desk_of(world, government) * world.years;
  std::vector<std::uint8_t> busy(effort.size(), 0);
  for (Licences::Row* application : ready_in_turn(world)) {
    Licences::Row& row = *application;
    const std::size_t desk = regimes.issuer[row.policy].index;
    const double work = 1.0 / std::max(1e-9, regimes.as<LicencePolicy>(row.policy)->rulings_per_officer);
    busy[desk] |= effort[desk] < work;  // whoever filed later waits too
    if (busy[desk]) continue;
    effort[desk] -= work;
    decide(world, row);
  }
  // Work that nobody asked for is gone; what was begun goes on.
  for (std::size_t desk = 0; desk < effort.size(); ++desk)
    if (!busy[desk]) effort[desk] = 0;
}

void file_licence(World& world, const Deal& deal) {
  if (deal.good != Good::chips || !deal.sku || !deal.buyer || deal.units <= 0) return;
  const Case c = make_case(world, deal);
  std::vector<InstrumentId> policies;
  each_finding(c, [&](InstrumentId id, const Ruling&) {
    for (const InstrumentId policy : c.law.cleared_by[id.index])
      if (std::find(policies.begin(), policies.end(), policy) == policies.end()) policies.push_back(policy);
  });
  for (const InstrumentId policy : policies) file_under(world, policy, c);
}

void draw_licence(World& world, const Deal& deal, double units) {
  if (deal.good != Good::chips || !deal.sku || units <= 0) return;
  if (is_free(world, deal)) {
    // It needs no licence and no quota is about it.
    if (const CountryId owner = scene_of(world, deal).owner)
      count(world.regimes.licences.shipped, deal.sku, owner, units);
    return;
  }
  const Case c = make_case(world, deal);
  draw_for_findings(world, c, units);
  count_shipment(world, c, units);
}

}  // namespace exarace
