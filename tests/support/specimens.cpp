#include "tests/support/specimens.hpp"

#include "sim/policy/regime.hpp"

namespace exarace::support {

Marketplace::Marketplace() {
  us = world.countries.find("us"), cn = world.countries.find("cn");
  sg = add_country(world, "sg", Bloc::swing), kr = add_country(world, "kr", Bloc::ally);
  huawei = add_designer(world, "huawei", cn);
  smic = add_fab(world, "smic", cn), hynix = add_fab(world, "us_memory", us);
  n7 = add_line(world, "smic_n7", smic, cn, Product::logic, 7);
  stacks = add_line(world, "us_hbm", hynix, us, Product::hbm, 15);
  lam = add_toolmaker(world, "lam", us);
  add_cloud(world, "singtel_sg", sg, sg);
  for (const CloudId cloud : world.clouds.rows()) world.clouds.verification[cloud] = 0;
  openai = add_lab(world, "openai", us, world.clouds.find("microsoft"));
  deepseek = add_lab(world, "deepseek", cn, world.clouds.find("alibaba"));
  ascend = add_sku(world, "ascend", huawei, world.fabs.find("tsmc"), {.tpp = 6000, .transistors = 50, .hbm_stacks = 4});
  add_chips(world);
  fund = add_row(world.investors, "fund");
  world.investors.country[fund] = us;
  world.investors.account[fund] = world.accounts.add("investors/fund", Sector::investor, us, us);
}

InstrumentId Marketplace::add(const std::string& id, InstrumentKind what, const char* issuer) {
  const InstrumentId rule =
      add_instrument(world, id, world.governments.find(issuer), make_date(2024, 1, 1), std::move(what));
  world.regimes.targets[rule] = {issuer == std::string("us") ? cn : us};
  return rule;
}

Verdict Marketplace::judged(const Deal& deal) {
  bind(world);
  enact(world);
  return judge(world, deal);
}

namespace {

Deal deal_of(Good good, AccountId seller, AccountId buyer, CountryId place, double units) {
  Deal deal;
  deal.good = good;
  deal.seller = seller;
  deal.buyer = buyer;
  deal.place = place;
  deal.units = units;
  return deal;
}

Deal service_of(Good good, AccountId seller, AccountId buyer, CountryId place, double flop) {
  Deal deal = deal_of(good, seller, buyer, place, 1);
  deal.stage = Stage::service;
  deal.training_flop = flop;
  return deal;
}

Deal with(Deal deal, SkuId sku, LineId line, int tool_class = -1) {
  deal.sku = sku;
  deal.line = line;
  deal.tool_class = tool_class;
  return deal;
}

Deal rental(const World& w, CloudId cloud, LabId user) {
  Deal deal = service_of(Good::compute, w.clouds.account[cloud], w.labs.account[user], w.clouds.country[cloud], 5e25);
  deal.user = deal.buyer;
  return deal;
}

}  // namespace

std::vector<NamedDeal> deals_with_china(const Marketplace& m) {
  const World& w = m.world;
  const AccountId tsmc = w.fabs.account[w.fabs.find("tsmc")], huawei = w.designers.account[m.huawei];
  const AccountId smic = w.fabs.account[m.smic], lam = w.toolmakers.account[m.lam];
  return {
      {"chips", sale(w, "h100", "alibaba")},
      {"dies", with(deal_of(Good::dies, tsmc, huawei, m.cn, 1000), m.ascend, w.lines.find("tsmc_n4"))},
      {"hbm", with(deal_of(Good::hbm, w.fabs.account[m.hynix], huawei, m.cn, 1000), m.ascend, m.stacks)},
      {"tools", with(deal_of(Good::tools, lam, smic, m.cn, 1), SkuId::none(), m.n7, etch)},
      {"compute", rental(w, w.clouds.find("microsoft"), m.deepseek)},
      {"model", service_of(Good::model, w.labs.account[m.openai], w.countries.enterprises[m.cn], m.cn, 5e25)},
      {"investment", service_of(Good::investment, w.investors.account[m.fund], w.labs.account[m.deepseek], m.cn, 5e25)},
      {"minerals", deal_of(Good::minerals, w.countries.product_market[m.cn], w.fabs.account[m.hynix], m.us, 1)},
  };
}

std::vector<NamedDeal> deals_without_china(const Marketplace& m) {
  const World& w = m.world;
  const AccountId tsmc = w.fabs.account[w.fabs.find("tsmc")], nvidia = w.designers.account[w.designers.find("nvidia")];
  const SkuId h100 = w.skus.find("h100");
  const LineId n4 = w.lines.find("tsmc_n4");
  const CountryId tw = w.countries.find("tw");
  return {
      {"chips", sale(w, "h100", "microsoft")},
      {"dies", with(deal_of(Good::dies, tsmc, nvidia, m.us, 1000), h100, n4)},
      {"hbm", with(deal_of(Good::hbm, w.fabs.account[m.hynix], nvidia, m.us, 1000), h100, m.stacks)},
      {"tools", with(deal_of(Good::tools, w.toolmakers.account[m.lam], tsmc, tw, 1), SkuId::none(), n4, etch)},
      {"compute", rental(w, w.clouds.find("microsoft"), m.openai)},
      {"model", service_of(Good::model, w.labs.account[m.openai], w.countries.enterprises[m.us], m.us, 5e25)},
      {"investment", service_of(Good::investment, w.investors.account[m.fund], w.labs.account[m.openai], m.us, 5e25)},
      {"minerals", deal_of(Good::minerals, w.countries.product_market[m.us], w.fabs.account[m.hynix], m.us, 1)},
  };
}

namespace {

/// A limit that falls from far above a value to far below it as the dose goes from 0 to 1.
double falling(double value, double dose) { return value * (2 - 1.9 * dose); }

ChipThreshold threshold(double dose) {
  ChipThreshold rule;
  rule.headquarters = 1.0;
  rule.clauses.push_back({.id = "a", .tpp_min = falling(15832, dose)});
  return rule;
}

Quota quota(double dose) {
  Quota rule;
  rule.country_cap = 200 * (1 - dose);
  return rule;
}

PurchaseRestriction guidance(double dose) {
  PurchaseRestriction rule;
  rule.goods = {Good::chips};
  rule.accepted = 1 - dose;
  return rule;
}

/// A list has no limit: below half a dose it names nobody of the deal.
EntityList list(double dose, const char* name) { return {.listed = {dose < 0.5 ? "labs/openai" : name}}; }

std::vector<Specimen> all_restrictions() {
  return {
      {"chip_threshold", "chips", [](auto& m, double d, auto& id) { return m.add(id, threshold(d)); }},
      {"informed_letter", "chips",
       [](auto& m, double d, auto& id) {
         return m.add(id, InformedLetter{.bandwidth_min = falling(3350, d), .policy = Treatment::denial});
       }},
      {"quota", "chips", [](auto& m, double d, auto& id) { return m.add(id, quota(d)); }},
      {"purchase_restriction", "chips", [](auto& m, double d, auto& id) { return m.add(id, guidance(d), "cn"); }},
      {"entity_list", "tools", [](auto& m, double d, auto& id) { return m.add(id, list(d, "fabs/smic")); }},
      {"tool_control", "tools", [](auto& m, double d, auto& id) { return m.add(id, ToolControl{.node_max = 14 * d}); }},
      {"hbm_control", "hbm",
       [](auto& m, double d, auto& id) { return m.add(id, HbmControl{.density_min = falling(7.6, d)}); }},
      {"foundry_presumption", "dies",
       [](auto& m, double d, auto& id) {
         FoundryPresumption rule{.with_hbm = false, .approved = {m.us}};
         rule.transistors_min = falling(50, d);
         return m.add(id, rule);
       }},
      {"cloud_access", "compute",
       [](auto& m, double d, auto& id) { return m.add(id, CloudAccess{.verification_min = d}); }},
      {"model_review", "model",
       [](auto& m, double d, auto& id) {
         return m.add(id, ModelReview{.flop_min = falling(5e25, d), .policy = Treatment::denial});
       }},
      {"outbound_investment", "investment",
       [](auto& m, double d, auto& id) {
         return m.add(id, OutboundInvestment{.prohibited_flop = 1e24, .passive_share = 1 - d});
       }},
      {"mineral_control", "minerals",
       [](auto& m, double d, auto& id) { return m.add(id, MineralControl{.withheld = d}, "cn"); }},
  };
}

}  // namespace

const std::vector<Specimen>& restrictions() {
  static const std::vector<Specimen> all = all_restrictions();
  return all;
}

}  // namespace exarace::support
