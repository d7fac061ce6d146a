#include "tests/support/small_world.hpp"

namespace exarace::support {
namespace {

AccountId open_account(World& world, const std::string& name, Sector sector, CountryId place, CountryId parent) {
  const AccountId account = world.accounts.add(name, sector, place, parent);
  if (!is_outside(sector)) world.accounts.balance[static_cast<std::size_t>(Item::deposits)][account] = from_usd(1e9);
  return account;
}

}  // namespace

CountryId add_country(World& world, const std::string& id, Bloc bloc) {
  auto& countries = world.countries;
  const CountryId country = add_row(countries, id);
  countries.bloc[country] = bloc;
  countries.gdp[country] = 1e13;
  countries.energised_power[country] = 1000;
  const auto open = [&](const char* name, Sector sector) {
    return open_account(world, "countries/" + id + "/" + name, sector, country, country);
  };
  countries.households[country] = open("households", Sector::household);
  countries.bank[country] = open("bank", Sector::bank);
  countries.product_market[country] = open("product_market", Sector::product_market);
  countries.other_inputs[country] = open("other_inputs", Sector::other_inputs);
  countries.enterprises[country] = open("enterprises", Sector::enterprise);
  return country;
}

GovernmentId add_government(World& world, const std::string& id, CountryId country) {
  const GovernmentId government = add_row(world.governments, id);
  world.governments.country[government] = country;
  world.governments.licensing_staff[government] = 200;
  world.governments.account[government] =
      open_account(world, "governments/" + id, Sector::government, country, country);
  return government;
}

DesignerId add_designer(World& world, const std::string& id, CountryId country) {
  const DesignerId designer = add_row(world.designers, id);
  world.designers.country[designer] = world.designers.parent[designer] = country;
  world.designers.merchant[designer] = true;
  world.designers.account[designer] = open_account(world, "designers/" + id, Sector::designer, country, country);
  return designer;
}

FabId add_fab(World& world, const std::string& id, CountryId country) {
  const FabId fab = add_row(world.fabs, id);
  world.fabs.country[fab] = country;
  world.fabs.account[fab] = open_account(world, "fabs/" + id, Sector::fab, country, country);
  return fab;
}

LineId add_line(World& world, const std::string& id, FabId fab, CountryId site, Product product, double node) {
  auto& lines = world.lines;
  const LineId line = add_row(lines, id);
  lines.fab[line] = fab;
  lines.site[line] = site;
  lines.product[line] = product;
  lines.node[line] = node;
  lines.capacity[line] = 1000;
  return line;
}

ToolmakerId add_toolmaker(World& world, const std::string& id, CountryId country) {
  const ToolmakerId maker = add_row(world.toolmakers, id);
  world.toolmakers.country[maker] = country;
  world.toolmakers.class_shares[maker].assign(kToolClasses, 0.5);
  world.toolmakers.account[maker] = open_account(world, "toolmakers/" + id, Sector::toolmaker, country, country);
  return maker;
}

CloudId add_cloud(World& world, const std::string& id, CountryId place, CountryId parent) {
  const CloudId cloud = add_row(world.clouds, id);
  world.clouds.country[cloud] = place;
  world.clouds.parent[cloud] = parent;
  world.clouds.rent_level[cloud] = world.clouds.belief_bias[cloud] = 1;
  world.clouds.account[cloud] = open_account(world, "clouds/" + id, Sector::cloud, place, parent);
  return cloud;
}

LabId add_lab(World& world, const std::string& id, CountryId country, CloudId home) {
  const LabId lab = add_row(world.labs, id);
  world.labs.country[lab] = country;
  world.labs.home_cloud[lab] = home;
  world.labs.run_yield[lab] = 1;
  world.labs.account[lab] = open_account(world, "labs/" + id, Sector::lab, country, country);
  return lab;
}

SkuId add_sku(World& world, const std::string& id, DesignerId designer, FabId foundry, const SkuSpec& spec) {
  auto& skus = world.skus;
  const SkuId sku = add_row(skus, id);
  skus.designer[sku] = designer;
  skus.foundry[sku] = foundry;
  skus.die[sku] = sku;
  skus.ecosystem[sku] = Ecosystem::cuda;
  skus.datacentre[sku] = spec.datacentre;
  skus.node[sku] = spec.node;
  skus.die_area[sku] = spec.die_area;
  skus.transistors[sku] = spec.transistors;
  skus.hbm_stacks[sku] = spec.hbm_stacks;
  skus.memory[sku] = 80;
  skus.memory_bandwidth[sku] = spec.bandwidth;
  skus.interconnect[sku] = spec.interconnect;
  skus.fp16[sku] = spec.fp16;
  skus.int8[sku] = spec.int8;
  skus.tpp[sku] = spec.tpp;
  skus.power[sku] = 700;
  skus.price[sku] = skus.posted_price[sku] = spec.price;
  skus.on_sale[sku] = true;
  rate_sku(world.technology, skus, sku);
  return sku;
}

InstrumentId add_instrument(World& world, const std::string& id, GovernmentId issuer, Date effective,
                            InstrumentKind what) {
  auto& regimes = world.regimes;
  const InstrumentId added = add_row(regimes, id);
  regimes.issuer[added] = issuer;
  regimes.announced[added] = regimes.effective[added] = effective;
  regimes.what.push_back(std::move(what));
  return added;
}

World small_world(Date today) {
  World world;
  world.calendar.start = world.today = today;
  world.years = world.calendar.years_per_step();
  const CountryId us = add_country(world, "us", Bloc::us), cn = add_country(world, "cn", Bloc::china),
                  tw = add_country(world, "tw", Bloc::ally);
  add_government(world, "us", us);
  add_government(world, "cn", cn);
  const DesignerId nvidia = add_designer(world, "nvidia", us);
  const FabId tsmc = add_fab(world, "tsmc", tw);
  add_line(world, "tsmc_n4", tsmc, tw, Product::logic, 4);
  const SkuId h100 = add_sku(world, "h100", nvidia, tsmc, {});
  const SkuId h20 =
      add_sku(world, "h20", nvidia, tsmc, {.tpp = 2368, .bandwidth = 4000, .fp16 = 148, .int8 = 296, .price = 12500});
  world.skus.die[h20] = world.skus.variant_of[h20] = h100;
  add_cloud(world, "microsoft", us, us);
  add_cloud(world, "alibaba", cn, cn);
  world.book.assign(world.clouds.size(), world.skus.size());
  return world;
}

void travel(World& world, Date day) {
  while (world.tomorrow() <= day) {
    ++world.step;
    world.today = world.calendar.first_day(world.step);
  }
}

}  // namespace exarace::support
