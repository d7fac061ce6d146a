#include "sim/policy/law.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/policy/chip_threshold.hpp"
#include "sim/policy/entity_list.hpp"
#include "sim/policy/foreign_direct_product.hpp"
#include "sim/policy/kinds.hpp"
#include "sim/policy/mechanism.hpp"

namespace exarace {
namespace {

/// First day on which an instrument binds.
Date binds_from(const Instruments& regimes, InstrumentId id) {
  return std::max(regimes.effective[id], regimes.enforced_from[id]);
}

double by_hazard(double monthly, double years) { return 1.0 - math::pow(1.0 - monthly, 12.0 * years); }

/// Probability that an instrument binds within `years`, when the day `from` which it will is known.
double by_day(const Instruments& regimes, InstrumentId id, Date from, Date tomorrow, double years) {
  const bool soon = from.days < tomorrow.days + static_cast<int>(years * 365.25);
  return soon ? regimes.certainty[id] : by_hazard(regimes.credibility[id], years);
}

}  // namespace

Date law_day(const World& world) { return Date{(world.today.days + world.tomorrow().days + 1) / 2}; }

bool is_stayed(const Instruments& regimes, InstrumentId id, Date day) {
  return regimes.stayed_from[id] < day && regimes.stayed_until[id] >= day;
}

bool in_force(const Instruments& regimes, InstrumentId id, Date day) {
  return regimes.status[id] == Status::in_force && binds_from(regimes, id) < day && regimes.ends[id] >= day &&
         !is_stayed(regimes, id, day);
}

bool is_saved(const Instruments& regimes, InstrumentId id, Date day) { return regimes.savings_until[id] >= day; }

double closing_probability(const Instruments& regimes, InstrumentId id, Date tomorrow, double years) {
  const bool known = regimes.announced[id] < tomorrow || regimes.reported[id] < tomorrow;
  if (!known || regimes.ends[id] < tomorrow) return 0.0;
  const double feared = by_hazard(regimes.credibility[id], years);
  if (regimes.announced[id] >= tomorrow) return feared;
  switch (regimes.status[id]) {
    case Status::in_force:
      return by_day(regimes, id, is_stayed(regimes, id, tomorrow) ? regimes.stayed_until[id] : binds_from(regimes, id),
                    tomorrow, years);
    case Status::not_enforced:  // before its day nobody knows that it will not be enforced
      return regimes.effective[id] >= tomorrow ? by_day(regimes, id, regimes.effective[id], tomorrow, years) : feared;
    case Status::proposed:
    case Status::stayed:
    case Status::failed: break;
  }
  return feared;
}

std::vector<std::uint8_t> active_now(const World& world) {
  std::vector<std::uint8_t> active(world.regimes.size());
  for (const InstrumentId id : world.regimes.rows())
    active[id.index] = in_force(world.regimes, id, law_day(world)) && mechanism_on(world, id);
  return active;
}

std::vector<InstrumentId> catching(const World& world, const std::vector<InstrumentId>& rules, SkuId sku) {
  std::vector<InstrumentId> found;
  found.reserve(rules.size());
  for (const InstrumentId id : rules)
    if (std::visit([&](const auto& own) { return could_catch(own, world, id, sku); }, world.regimes.what[id]))
      found.push_back(id);
  return found;
}

namespace {

bool means_everybody(const Instruments& regimes, InstrumentId id) {
  return regimes.targets[id].empty() && regimes.target_blocs[id].empty();
}

/// Marks the countries that an instrument means: its targets, or its issuer's own where it looks at imports.
void touch(const World& world, InstrumentId id, std::uint8_t* touched) {
  const Bindings& bound = world.regimes.bound;
  const bool imports = std::visit([](const auto& own) { return at_the_border(own); }, world.regimes.what[id]);
  const auto& meant = imports ? bound.home : bound.target;
  const bool all = world.regimes.as<Quota>(id) && means_everybody(world.regimes, id);
  const std::uint8_t* const marks = &meant(id, CountryId{0});
  const std::size_t countries = world.countries.size();
  for (std::size_t country = 0; country < countries; ++country)
    touched[country] |= static_cast<std::uint8_t>(all | marks[country]);
}

/// Looks at the SKUs that the law does not know yet.
void arrange_chips(const World& world, Law& law) {
  constexpr auto kChips = static_cast<std::size_t>(Good::chips);
  std::vector<std::uint8_t> always(world.countries.size(), 0);
  for (const InstrumentId id : law.gates[kChips]) touch(world, id, always.data());
  for (const InstrumentId id : law.levies) touch(world, id, always.data());
  law.touched.widen(world.skus.size(), always.size());
  law.caught.widen(world.regimes.size(), world.skus.size());
  for (SkuId sku{law.chips.size()}; sku.index < world.skus.size(); ++sku.index) {
    for (const InstrumentId id : law.rules[kChips])
      if (const auto* rule = world.regimes.as<ChipThreshold>(id))
        law.caught(id, sku) = caught_by(*rule, spec_of(world.skus, sku));
    law.chips.push_back(catching(world, law.rules[kChips], sku));
    std::uint8_t* touched = &law.touched(sku, CountryId{0});
    std::copy(always.begin(), always.end(), touched);
    for (const InstrumentId id : law.chips.back()) touch(world, id, touched);
  }
}

/// Marks, for goods other than chips, where some rule or gate may be about a deal.
void mark_goods(const World& world, Law& law) {
  const Instruments& regimes = world.regimes;
  const std::size_t countries = world.countries.size();
  for (std::size_t good = 0; good < kGoods; ++good) {
    auto& marks = law.meant[good];
    marks.assign(countries + 1, 0);
    for (const InstrumentId id : law.gates[good]) touch(world, id, marks.data());
    for (const InstrumentId id : law.rules[good]) {
      touch(world, id, marks.data());
      if (!speaks_of_targets_only(regimes.what[id]) || means_everybody(regimes, id)) marks.back() = 1;
    }
  }
}

}  // namespace

Law arrange(const World& world, std::vector<std::uint8_t> active) {
  const Instruments& regimes = world.regimes;
  Law law;
  law.cleared_by.resize(regimes.size());
  law.extended_by.resize(regimes.size());
  law.listed_by.resize(world.accounts.size());
  for (const InstrumentId id : regimes.rows()) {
    if (!active[id.index]) continue;
    for (std::size_t good = 0; good < kGoods; ++good) {
      const auto& what = regimes.what[id];
      if (std::visit([&](const auto& own) { return concerns(own, static_cast<Good>(good)); }, what))
        law.rules[good].push_back(id);
      if (std::visit([&](const auto& own) { return gates(own, static_cast<Good>(good)); }, what))
        law.gates[good].push_back(id);
    }
    if (const auto* policy = regimes.as<LicencePolicy>(id))
      for (const InstrumentId base : policy->clears) law.cleared_by[base.index].push_back(id);
    if (regimes.as<Levy>(id)) law.levies.push_back(id);
    if (const auto* list = regimes.as<EntityList>(id); list && list->affiliates) law.affiliate_lists.push_back(id);
  }
  extend(regimes, active, law.extended_by);
  cover(world, active, law.listed_by);
  law.active = std::move(active);
  arrange_chips(world, law);
  mark_goods(world, law);
  law.stale = false;
  return law;
}

void update(const World& world, Law& law, std::vector<std::uint8_t> active) {
  if (law.stale || law.active != active || law.listed_by.size() != world.accounts.size())
    law = arrange(world, std::move(active));
  else if (law.chips.size() < world.skus.size())
    arrange_chips(world, law);
}

}  // namespace exarace
