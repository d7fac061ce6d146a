#include "sim/policy/licence_policy.hpp"

#include <algorithm>

#include "sim/state/lobby.hpp"

namespace exarace {
namespace {

constexpr double kUnlimited = 1e300;

}  // namespace

bool admits(const LicencePolicy& rule, InstrumentId self, const Case& c) {
  if (c.sku && (!names(rule.skus, c.sku) || c.world.skus.tpp[c.sku] >= rule.tpp_below ||
                c.world.skus.memory_bandwidth[c.sku] >= rule.bandwidth_below))
    return false;
  if (!rule.overseas_units && !is_target(c, self, c.place)) return false;
  return rule.buyers.empty() || (c.buyer && names(c.regimes().bound.named[self.index], c.buyer));
}

double approval_of(const LicencePolicy& rule, InstrumentId self, const World& world, CountryId place) {
  double granted = rule.approval.at(world.today);
  const Outlook& outlook = world.regimes.outlook;
  const GovernmentId issuer = world.regimes.issuer[self];
  granted += (1 - granted) * outlook.lobby_sway * heard(world, issuer);
  const bool sways =
      place && world.mechanisms.on(Mechanism::swing_states) && world.countries.bloc[place] == Bloc::swing;
  if (sways) granted *= 1 + outlook.lean_weight * world.countries.lean[place];
  return std::clamp(granted, 0.0, 1.0);
}

double volume_left(const LicencePolicy& rule, InstrumentId self, const Case& c) {
  if (rule.us_volume_share >= 1e9 || !c.sku) return kUnlimited;
  const Licences& books = c.regimes().licences;
  const Bindings& bound = c.regimes().bound;
  double home_units = 0;
  for (const CountryId country : c.world.countries.rows())
    if (bound.home(self, country)) home_units += books.shipped.at(c.sku, country);
  const double drawn = books.drawn.at(c.sku, self);
  return std::max(0.0, rule.us_volume_share * home_units - drawn);
}

bool covers(const Licences::Row& row, InstrumentId policy, const Case& c) {
  return row.policy == policy && row.buyer == c.buyer && row.sku == c.sku && row.seller == c.seller;
}

double units_cleared(const LicencePolicy& rule, InstrumentId self, const Case& c) {
  if (rule.blanket) return kUnlimited;
  double units = 0;
  Licences::each_of(c.regimes().licences, c.buyer, [&](const Licences::Row& row) {
    if (row.state == LicenceState::granted && covers(row, self, c)) units += row.balance;
  });
  return std::min(units, volume_left(rule, self, c));
}

}  // namespace exarace
