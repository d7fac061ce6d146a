#include <algorithm>
#include <tuple>

#include "sim/policy/finding.hpp"
#include "sim/policy/levy.hpp"
#include "sim/policy/licence_policy.hpp"
#include "sim/policy/purchase_restriction.hpp"
#include "sim/policy/regime.hpp"

namespace exarace {
namespace {

constexpr double kAll = 1.0 - 1e-12;

/// Part of the case that one licence policy clears.
double cleared_under(const Case& c, InstrumentId policy) {
  const auto& rule = *c.regimes().as<LicencePolicy>(policy);
  if (rule.blanket) return 1.0;
  const bool many_small = c.good != Good::chips;
  if (c.expected || many_small) return approval_of(rule, policy, c.world, c.place) * rule.acceptance.at(c.world.today);
  const double units = units_cleared(rule, policy, c);
  if (c.units <= 0) return units > 0 ? 1.0 : 0.0;
  return std::min(1.0, units / c.units);
}

/// Adds the levies of a deal; the greatest one's issuer receives them.
void charge(const Case& c, const Weighed& weighed, Verdict& verdict) {
  if (c.good != Good::chips) return;  // levies are on chips
  double greatest = 0;
  for (const InstrumentId id : c.law.levies) {
    const double rate = rate_on(*c.regimes().as<Levy>(id), id, c, weighed.via);
    verdict.levy += rate;
    if (rate <= greatest) continue;
    greatest = rate;
    verdict.levy_to = c.world.governments.account[c.regimes().issuer[id]];
  }
}

/// Lets the buyers' own government take its share.
void gate(const Case& c, Verdict& verdict) {
  for (const InstrumentId id : c.law.gates[static_cast<std::size_t>(c.good)]) {
    const double share = accepted(*c.regimes().as<PurchaseRestriction>(id), id, c);
    if (share >= verdict.share) continue;
    verdict.share = share;
    verdict.by = id;
    if (share <= 0) verdict.answer = Verdict::Answer::denied;
  }
}

/// Whether neither rules nor gates nor levies can be about a deal; entity lists are another matter.
bool nothing_said(const World& world, const Deal& deal) {
  const Law& law = world.regimes.law;
  const Scene scene = scene_of(world, deal);
  if (deal.good == Good::chips) return deal.sku && law.quiet(deal.sku, scene.owner, scene.place);
  return law.silent(static_cast<std::size_t>(deal.good), scene.place, scene.owner, scene.user_home);
}

/// The answer to a case that was weighed.
Verdict answer_to(const Case& c, const Weighed& weighed) {
  Verdict verdict;
  verdict.share = weighed.through >= kAll ? 1.0 : weighed.through;
  verdict.by = weighed.by;
  if (verdict.share <= 0) verdict.answer = weighed.route ? Verdict::Answer::queued : Verdict::Answer::denied;
  gate(c, verdict);
  charge(c, weighed, verdict);
  return verdict;
}

/// Takes up one finding after another.
struct Weighing {
  const Case& c;
  Weighed out;
  std::tuple<bool, Treatment, double> strictest{false, Treatment::none, -1.0};

  explicit Weighing(const Case& of) : c(of) {}
  void operator()(InstrumentId id, const Ruling& ruling) {
    const Clearance cleared = clear(c, id, ruling, out.via);
    const double through = 1.0 - ruling.caught * (1.0 - cleared.share);
    out.through = std::min(out.through, through);
    const std::tuple<bool, Treatment, double> rank{!cleared.route, ruling.policy, -through};
    if (through >= kAll || rank <= strictest) return;
    strictest = rank;
    out.by = id;
    out.route = cleared.route;
  }
};

}  // namespace

bool is_free(const World& world, const Deal& deal) {
  const auto& listed_by = world.regimes.law.listed_by;
  const bool listed = deal.buyer && deal.buyer.index < listed_by.size() && !listed_by[deal.buyer.index].empty();
  return !listed && nothing_said(world, deal);
}

Clearance clear(const Case& c, InstrumentId id, const Ruling& ruling, std::vector<InstrumentId>& via) {
  const bool may_be_saved = c.stage == Stage::shipment && !c.expected && c.regimes().savings_until[id] >= c.world.today;
  if (may_be_saved && is_saved(c.regimes(), id, law_day(c.world))) return {1.0, true};
  Clearance out;
  for (const InstrumentId policy : c.law.cleared_by[id.index]) {
    if (!admits(*c.regimes().as<LicencePolicy>(policy), policy, c)) continue;
    out.route = true;
    const double share = cleared_under(c, policy);
    if (share > 0) via.push_back(policy);
    out.share = std::min(1.0, out.share + share);
  }
  // A notice that nobody rules on is a formality.
  if (!out.route && ruling.policy == Treatment::notification) return {1.0, true};
  return out;
}

std::vector<Statement> statements_on(const Case& c) {
  std::vector<Statement> statements;
  each_finding(c, [&](InstrumentId id, const Ruling& said) { statements.push_back({id, said}); });
  return statements;
}

Weighed weigh(const Case& c) {
  Weighing weighing(c);
  each_finding(c, weighing);
  return std::move(weighing.out);
}

Weighed weigh(const Case& c, const std::vector<Statement>& of_all_classes) {
  Weighing weighing(c);
  for (const Statement& one : of_all_classes) {
    const InstrumentKind& what = c.regimes().what[one.by];
    const Ruling said =
        looks_at_class(what) ? std::visit([&](const auto& own) { return ruling(own, one.by, c); }, what) : one.said;
    if (said.speaks()) weighing(one.by, said);
  }
  return std::move(weighing.out);
}

Verdict answer(const Case& c) { return answer_to(c, weigh(c)); }

Verdict judge(const World& world, const Deal& deal) {
  return is_free(world, deal) ? Verdict{} : answer(make_case(world, deal));
}

std::vector<Statement> said_about(const World& world, const Deal& deal) {
  return statements_on(make_case(world, deal));
}

Verdict judge(const World& world, const Deal& deal, const std::vector<Statement>& of_all_classes) {
  if (is_free(world, deal)) return {};
  const Case c = make_case(world, deal);
  return answer_to(c, weigh(c, of_all_classes));
}

}  // namespace exarace
