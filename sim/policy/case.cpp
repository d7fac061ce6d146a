#include "sim/policy/case.hpp"

#include <algorithm>

#include "sim/state/rule.hpp"

namespace exarace {
namespace {

CountryId home_of(const World& world, AccountId account) {
  return account ? world.accounts.parent[account] : CountryId::none();
}

}  // namespace

Scene scene_of(const World& world, const Deal& deal) {
  Scene scene;
  scene.owner = home_of(world, deal.buyer);
  scene.user_home = deal.user ? home_of(world, deal.user) : scene.owner;
  scene.place = deal.place || !deal.buyer ? deal.place : world.accounts.country[deal.buyer];
  return scene;
}

Case make_case(const World& world, const Deal& deal) {
  Case c(world, world.regimes.law);
  c.good = deal.good;
  c.sku = deal.sku;
  c.tool_class = deal.tool_class;
  c.line = deal.line;
  c.seller = deal.seller;
  c.buyer = deal.buyer;
  const bool is_chip = deal.good == Good::chips && deal.sku;
  c.maker_home =
      is_chip ? home_of(world, world.designers.account[world.skus.designer[deal.sku]]) : home_of(world, deal.seller);
  static_cast<Scene&>(c) = scene_of(world, deal);
  c.origin = deal.origin || !deal.seller ? deal.origin : world.accounts.country[deal.seller];
  c.units = deal.units;
  c.flop = deal.training_flop;
  c.stage = deal.stage;
  return c;
}

Case expected_sale(const World& world, const Law& law, SkuId sku, CountryId parent) {
  Case c(world, law);
  const DesignerId designer = world.skus.designer[sku];
  c.sku = sku;
  c.maker_home = world.designers.parent[designer];
  c.owner = c.user_home = c.place = parent;
  c.origin = world.designers.country[designer];
  c.expected = true;
  return c;
}

bool contains(const World& world, const std::vector<CountryId>& list, CountryId country) {
  return std::any_of(list.begin(), list.end(), [&](CountryId named) { return rules_in(world, named, country); });
}

bool is_exempt(const Case& c, const std::vector<CountryId>& exempt, CountryId country) {
  return country && c.world.mechanisms.on(Mechanism::alignment) && contains(c.world, exempt, country);
}

bool reaches_maker(const Case& c, InstrumentId id) {
  if (at_home(c, id, c.maker_home)) return true;
  if (is_target(c, id, c.maker_home)) return false;  // trade among its targets is out of its reach
  for (const InstrumentId rule : c.law.extended_by[id.index]) {
    const auto& own = *c.regimes().as<ForeignDirectProduct>(rule);
    if (names(own.goods, c.good) && !is_exempt(c, own.exempt, c.maker_home)) return true;
  }
  return false;
}

double destination(const Case& c, InstrumentId id, double headquarters) {
  if (is_target(c, id, c.place)) return 1.0;
  return is_target(c, id, c.owner) ? headquarters : 0.0;
}

}  // namespace exarace
