#include <algorithm>
#include <optional>

#include "sim/core/value_at.hpp"
#include "sim/policy/equipment_limit.hpp"
#include "sim/policy/mineral_control.hpp"
#include "sim/policy/sight.hpp"
#include "sim/policy/tool_control.hpp"
#include "sim/policy/wafer_tariff.hpp"
#include "sim/state/rule.hpp"

namespace exarace {
namespace {

/// Weighted mean that is `empty` without weights.
struct Mean {
  double sum = 0, weight = 0;
  void add(double value, double w) { sum += value * w, weight += w; }
  double or_else(double empty) const { return weight > 0 ? sum / weight : empty; }
};

/// A delivery from a toolmaker to a line, as both expect it.
Case tool_case(const World& world, const Law& law, Good good, LineId line, ToolmakerId maker, int tool_class) {
  Case c(world, law);
  const FabId fab = world.lines.fab[line];
  c.good = good;
  c.line = line;
  c.tool_class = tool_class;
  c.seller = world.toolmakers.account[maker];
  c.buyer = world.fabs.account[fab];
  c.maker_home = c.origin = world.toolmakers.country[maker];
  c.owner = c.user_home = world.fabs.country[fab];
  c.place = world.lines.site[line];
  c.expected = true;
  return c;
}

double class_share(const World& world, ToolmakerId maker, std::size_t cls) {
  return value_at(world.toolmakers.class_shares[maker], cls);
}

bool is_chinese_advanced(const World& world, LineId line) {
  const auto& lines = world.lines;
  if (!world.in_china(lines.site[line]) || !world.in_china(world.fabs.country[lines.fab[line]])) return false;
  const bool fine = lines.product[line] == Product::logic && lines.node[line] <= world.regimes.outlook.advanced_node;
  return fine || lines.product[line] == Product::hbm;
}

/// What makers from one country may deliver to a line, and whether that may end: the same for all of them.
struct ToolOutlook {
  double open = 1, hazard = 0;
};

ToolOutlook tool_outlook(const World& world, const Sight& sight, LineId line, ToolmakerId maker, int cls,
                         const std::vector<Statement>& said) {
  ToolOutlook out;
  out.open = weigh(tool_case(world, world.regimes.law, Good::tools, line, maker, cls), said).through;
  if (!sight.pending.empty())
    out.hazard = hazard_of(sight, tool_case(world, sight.law, Good::tools, line, maker, cls),
                           world.regimes.outlook.tool_delivery);
  return out;
}

void publish_tools(const World& world, const Sight& sight, Restrictions& out) {
  out.tools_open_to_china.assign(kToolClasses, 1.0);
  Mean hazard;
  std::vector<std::optional<ToolOutlook>> by_home;
  Grid<LineId, CountryId, std::optional<std::vector<Statement>>> said;  // about tools of all classes
  said.assign(world.lines.size(), world.countries.size());
  for (int cls = 0; cls < kToolClasses; ++cls) {
    Mean open;
    for (const LineId line : world.lines.rows()) {
      if (!is_chinese_advanced(world, line)) continue;
      by_home.assign(world.countries.size(), std::nullopt);
      for (const ToolmakerId maker : world.toolmakers.rows()) {
        const double share = class_share(world, maker, static_cast<std::size_t>(cls));
        const CountryId home = world.toolmakers.country[maker];
        if (share <= 0 || world.in_china(home)) continue;
        auto& known = by_home[home.index];
        auto& statements = said(line, home);
        if (!statements) statements = statements_on(tool_case(world, world.regimes.law, Good::tools, line, maker, -1));
        if (!known) known = tool_outlook(world, sight, line, maker, cls, *statements);
        open.add(known->open, share);
        if (!sight.pending.empty()) hazard.add(known->hazard, share);
      }
    }
    out.tools_open_to_china[static_cast<std::size_t>(cls)] = open.or_else(1.0);
  }
  out.tools_hazard = hazard.or_else(0.0);
}

/// A stack from a foreign line to some Chinese designer.
Case hbm_case(const World& world, const Law& law, LineId line, CountryId china) {
  Case c(world, law);
  c.good = Good::hbm;
  c.line = line;
  c.seller = world.fabs.account[world.lines.fab[line]];
  c.maker_home = world.fabs.country[world.lines.fab[line]];
  c.owner = c.user_home = c.place = china;
  c.origin = world.lines.site[line];
  c.expected = true;
  return c;
}

void publish_hbm(const World& world, const Sight& sight, CountryId china, Restrictions& out) {
  Mean open, hazard;
  for (const LineId line : world.lines.rows()) {
    const bool foreign =
        world.lines.product[line] == Product::hbm && !world.in_china(world.fabs.country[world.lines.fab[line]]);
    if (!foreign || world.lines.capacity[line] <= 0) continue;
    open.add(weigh(hbm_case(world, world.regimes.law, line, china)).through, world.lines.capacity[line]);
    if (!sight.pending.empty())
      hazard.add(hazard_of(sight, hbm_case(world, sight.law, line, china), world.regimes.outlook.hbm_delivery),
                 world.lines.capacity[line]);
  }
  out.hbm_open_to_china = open.or_else(1.0);
  out.hbm_hazard = hazard.or_else(0.0);
}

/// Classes of which a maker sells some, with its share of the market.
using ClassShares = std::vector<std::pair<std::size_t, double>>;

std::vector<ClassShares> shares_of_makers(const World& world) {
  std::vector<ClassShares> shares(world.toolmakers.size());
  for (const ToolmakerId maker : world.toolmakers.rows())
    for (std::size_t cls = 0; cls < kToolClasses; ++cls)
      if (const double share = class_share(world, maker, cls); share != 0) shares[maker.index].emplace_back(cls, share);
  return shares;
}

/// Part of a line's tools whose makers may service them, weighted by what its classes cost.
double service_of(const World& world, LineId line, const std::vector<ClassShares>& shares_of) {
  Mean open;
  const auto& costs = world.lines.tool_shares[line];
  std::vector<std::optional<double>> by_home(world.countries.size());
  for (const ToolmakerId maker : world.toolmakers.rows()) {
    double weight = 0;
    for (const auto& [cls, share] : shares_of[maker.index]) weight += share * value_at(costs, cls);
    if (weight <= 0) continue;
    auto& known = by_home[world.toolmakers.country[maker].index];
    if (!known) known = weigh(tool_case(world, world.regimes.law, Good::tool_service, line, maker, -1)).through;
    open.add(*known, weight);
  }
  return open.or_else(1.0);
}

double learning_of(const World& world, LineId line) {
  double left = 1.0;
  Case c(world, world.regimes.law);
  c.line = line;
  c.owner = world.fabs.country[world.lines.fab[line]];
  c.place = world.lines.site[line];
  for (const InstrumentId id : world.regimes.law.rules[static_cast<std::size_t>(Good::tools)])
    if (const auto* rule = world.regimes.as<ToolControl>(id)) left = std::min(left, learning_left(*rule, id, c));
  return left;
}

void publish_lines(const World& world, Restrictions& out) {
  out.service_open.assign(world.lines.size(), 1.0);
  out.learning_open.assign(world.lines.size(), 1.0);
  const std::vector<ClassShares> shares_of = shares_of_makers(world);
  for (const LineId line : world.lines.rows()) {
    out.service_open[line.index] = service_of(world, line, shares_of);
    out.learning_open[line.index] = learning_of(world, line);
  }
}

/// Rental to Chinese users: mean over operators elsewhere, by what they rent out.
void publish_rental(const World& world, CountryId china, Restrictions& out) {
  Mean open;
  for (const CloudId cloud : world.clouds.rows()) {
    if (world.in_china(world.clouds.country[cloud])) continue;
    Case c(world, world.regimes.law);
    c.good = Good::compute;
    c.seller = world.clouds.account[cloud];
    c.maker_home = world.clouds.parent[cloud];
    c.owner = c.user_home = china;
    c.place = c.origin = world.clouds.country[cloud];
    c.flop = 1e40;  // of any size
    open.add(weigh(c).through, world.clouds.rental_share[cloud]);
  }
  out.cloud_open_to_china = open.or_else(1.0);
}

void publish_minerals(const World& world, Restrictions& out) {
  out.minerals_open.assign(world.countries.size() * kMinerals, 1.0);
  out.minerals_price.assign(world.countries.size() * kMinerals, 1.0);
  const Case c(world, world.regimes.law);
  for (const InstrumentId id : world.regimes.law.rules[static_cast<std::size_t>(Good::minerals)]) {
    const auto* rule = world.regimes.as<MineralControl>(id);
    if (!rule) continue;
    const double left = supply_left(*rule, years_between(world.regimes.effective[id], world.tomorrow()));
    for (const CountryId country : world.countries.rows()) {
      if (!is_target(c, id, country)) continue;
      for (const std::string& material : rule->materials) {
        const std::size_t at = Restrictions::mineral_at(country, mineral_of(material));
        out.minerals_open[at] = std::min(out.minerals_open[at], left);
        out.minerals_price[at] = std::max(out.minerals_price[at], rule->price_factor);
      }
    }
  }
}

/// Tariffs of one issuer on a line add up, each on its own legal base.
void publish_tariffs(const World& world, Restrictions& out) {
  out.outside_open.assign(world.lines.size(), 1.0);
  out.tariffs.clear();
  for (const GovernmentId issuer : world.governments.rows()) {
    const std::vector<InstrumentId> tariffs = tariffs_of(world, issuer);
    if (tariffs.empty()) continue;
    for (const LineId line : world.lines.rows()) {
      const UnderTariff charged = under_tariffs(world, tariffs, line);
      out.outside_open[line.index] *= charged.sales_left;
      if (charged.taken > 0) out.tariffs.push_back({issuer, line, charged.taken / charged.sales_left});
    }
  }
}

void publish_sites(const World& world, Restrictions& out) {
  out.sites_open.assign(world.countries.size(), 1.0);
  for (const InstrumentId id : world.regimes.rows()) {
    const auto* rule = world.regimes.as<EquipmentLimit>(id);
    if (!rule || !world.regimes.law.on(id)) continue;
    const double left = growth_left(*rule, years_between(world.regimes.effective[id], world.tomorrow()));
    const CountryId ruler = world.governments.country[world.regimes.issuer[id]];
    for (const CountryId country : world.countries.rows())
      if (rules_in(world, ruler, country))
        out.sites_open[country.index] = std::min(out.sites_open[country.index], left);
  }
}

CountryId first_of_china(const World& world) {
  for (const CountryId country : world.countries.rows())
    if (world.in_china(country)) return country;
  return CountryId::none();
}

}  // namespace

void publish_industry(const World& world, const Sight& sight, Restrictions& out) {
  const CountryId china = first_of_china(world);
  publish_tools(world, sight, out);
  publish_hbm(world, sight, china, out);
  publish_lines(world, out);
  publish_rental(world, china, out);
  publish_minerals(world, out);
  publish_tariffs(world, out);
  publish_sites(world, out);
}

}  // namespace exarace
