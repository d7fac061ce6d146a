#include "tests/support/small_law.hpp"

namespace exarace::support {
namespace {

InstrumentId add_rule(World& world, const std::string& id, Date effective, Date ends, InstrumentKind what) {
  const InstrumentId rule = add_instrument(world, id, world.governments.find("us"), effective, std::move(what));
  world.regimes.targets[rule] = {world.countries.find("cn")};
  world.regimes.ends[rule] = ends;
  return rule;
}

ChipThreshold thresholds_of_2023() {
  ChipThreshold rule;
  rule.headquarters = 1.0;
  rule.clauses.push_back({.id = "a", .tpp_min = 4800, .datacentre_only = true});
  rule.clauses.push_back({.id = "a_density", .tpp_min = 1600, .density_min = 5.92, .datacentre_only = true});
  rule.clauses.push_back({.id = "b",
                          .tpp_min = 2400,
                          .tpp_below = 4800,
                          .density_min = 1.6,
                          .density_below = 5.92,
                          .datacentre_only = true,
                          .policy = Treatment::notification});
  rule.clauses.push_back({.id = "b_density",
                          .tpp_min = 1600,
                          .density_min = 3.2,
                          .density_below = 5.92,
                          .datacentre_only = true,
                          .policy = Treatment::notification});
  rule.clauses.push_back({.id = "other", .tpp_min = 4800, .other_only = true, .policy = Treatment::notification});
  return rule;
}

}  // namespace

void add_chips(World& world) {
  const DesignerId nvidia = world.designers.find("nvidia");
  const FabId tsmc = world.fabs.find("tsmc");
  const auto add = [&](const char* id, double tpp, double area, double bandwidth, double interconnect, bool centre) {
    add_sku(world, id, nvidia, tsmc,
            {.tpp = tpp, .bandwidth = bandwidth, .interconnect = interconnect, .die_area = area, .datacentre = centre});
  };
  add("a100", 4992, 826, 2039, 600, true);
  add("a800", 4992, 826, 2039, 400, true);
  add("h800", 15832, 814, 3360, 400, true);
  add("l40", 2896, 609, 864, 64, true);
  add("l40s", 5864, 609, 864, 64, true);
  add("l4", 1936, 294, 300, 64, true);
  add("l20", 1912, 609, 864, 64, true);
  add("l2", 1544, 294, 300, 64, true);
  add("rtx_4090", 5285, 608, 1008, 64, false);
  add("rtx_4090d", 4704, 608, 1008, 64, false);
  add("b200", 36000, 1600, 7700, 1800, true);
}

void add_chip_rules(World& world) {
  const auto sku = [&](const char* id) { return world.skus.find(id); };
  InformedLetter first;
  first.skus = {sku("a100"), sku("h100")};
  add_rule(world, "us_2022_08_letters", make_date(2022, 8, 26), make_date(2022, 10, 21), first);

  ChipThreshold early;
  early.clauses.push_back({.id = "a", .tpp_min = 4800, .interconnect_min = 600});
  add_rule(world, "us_2022_10", make_date(2022, 10, 21), make_date(2023, 11, 17), early);

  InformedLetter second;
  second.skus = {sku("a100"), sku("a800"), sku("h100"), sku("h800"), sku("l40s")};
  second.policy = Treatment::denial;
  add_rule(world, "us_2023_10_letters", make_date(2023, 10, 23), make_date(2023, 11, 17), second);

  add_rule(world, "us_2023_11", make_date(2023, 11, 17), kNever, thresholds_of_2023());

  InformedLetter third;
  third.bandwidth_min = 1400;
  third.interconnect_min = 1100;
  third.sum_min = 1700;
  third.headquarters = 1.0;
  add_rule(world, "us_2025_04_letters", make_date(2025, 4, 9), kNever, third);
}

Deal sale(const World& world, const std::string& sku, const std::string& cloud, double units) {
  Deal deal;
  deal.sku = world.skus.find(sku);
  const CloudId buyer = world.clouds.find(cloud);
  deal.seller = world.designers.account[world.skus.designer[deal.sku]];
  deal.buyer = world.clouds.account[buyer];
  deal.place = world.clouds.country[buyer];
  deal.units = units;
  deal.value = units * world.skus.posted_price[deal.sku];
  return deal;
}

}  // namespace exarace::support
