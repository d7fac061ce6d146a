#include "sim/state/technology.hpp"

#include <algorithm>
#include <cmath>

#include "agents/cloud/cloud.hpp"
#include "agents/designer/designer.hpp"
#include "agents/lab/lab.hpp"
#include "sim/accounts/energy.hpp"
#include "sim/markets/chips.hpp"
#include "sim/markets/compute.hpp"
#include "sim/markets/goods.hpp"
#include "sim/production/accruals.hpp"
#include "sim/production/ecosystems.hpp"
#include "sim/production/fabrication.hpp"
#include "sim/production/training.hpp"
#include "sim/signals/signals.hpp"
#include "sim/state/chip_terms.hpp"
#include "sim/state/logic_lines.hpp"
#include "sim/step/launches.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A world in which every workshop and every mind has something to do. The H20 is sold to all, so that there is a
/// choice, and has the bandwidth to differ from the H100 in more than its size.
struct Place {
  World world = minded_world();
  SkuId h100 = world.skus.find("h100"), h20 = world.skus.find("h20");
  DesignerId nvidia = world.designers.find("nvidia");
  CloudId cloud = world.clouds.find("microsoft");
  CountryId us = world.countries.find("us");
  LineId wafers = world.lines.find("tsmc_n4");
  LineId packaging;
  LabId lab;

  Place() {
    packaging = add_line(world, "cowos", world.lines.fab[wafers], world.lines.site[wafers], Product::packaging, 65);
    lab = add_lab(world, "openai", us, cloud);
    world.skus.variant_of[h20] = SkuId::none();
    world.skus.dies[h100] = 100'000;
    world.skus.maker_stock[h100] = 10'000;
    world.designers.hbm_stock[nvidia] = 1'000'000;
    world.designers.research_stock[nvidia] = 1e12;
    for (const LineId line : world.lines.rows()) {
      world.lines.units_per_wafer[line] = 16;
      world.lines.unit_price[line] = 16'000;
      world.lines.defect_density[line] = 0.1;
      world.lines.process_yield[line] = 1;
      world.lines.serviced[line] = 1;
    }
    auto& clouds = world.clouds;
    clouds.ai_capital[cloud] = 1e10;
    clouds.ai_capex_rate[cloud] = 1e10;
    clouds.serving_rate[cloud] = 1000;
    clouds.rental_share[cloud] = 0.5;
    clouds.internal_work[cloud] = 5.5e9;
    clouds.core_capex[cloud] = 1e9;
    clouds.power_used[cloud] = 1;
    world.countries.electricity_price[us] = 0.08;
    world.countries.cost_of_capital[us] = 0.1;
    auto& labs = world.labs;
    labs.last_run[lab] = labs.last_release[lab] = labs.founded[lab] = make_date(2021, 1, 1);
    labs.quality[lab] = labs.service_price[lab] = 1;
    labs.research_hours[lab] = labs.training_hours[lab] = 1e6;
    const std::size_t markets = world.countries.size() * kComputeClasses;
    auto& s = world.signals;
    for (auto* column : {&s.spot_rent, &s.hours_offered, &s.hours_sold, &s.hours_wanted}) column->assign(markets, 0.0);
    auto& admissions = world.admissions;
    admissions.lines.assign(world.designers.size(), world.lines.size());
    admissions.rental.assign(world.labs.size(), world.clouds.size());
  }
};

/// What a key is said to move, looked at in a fresh place where the key has been changed.
using Look = double (*)(Place&);
struct Moved {
  const char* key;
  const char* what;
  Look look;
};

double dies_made(Place& p) {
  p.world.pipeline.wafers.push_back({p.wafers, p.h100, SkuId::none(), p.nvidia, 100'000, p.world.today});
  Fabrication{}.advance(p.world);
  return static_cast<double>(p.world.skus.dies_produced[p.h100]);
}
double unit_cost(Place& p) {
  publish_prices(p.world);
  return p.world.skus.unit_cost[p.h100];
}
Orders orders_of_designer(Place& p) { return DesignerBehaviour{}.decide(p.world, p.nvidia).orders; }
double wafers_ordered(Place& p) {
  p.world.skus.dies[p.h100] = 0;
  return total(orders_of_designer(p).upstream,
               [](const UpstreamOrder& o) { return o.product == Product::logic ? o.units : 0.0; });
}
double packages_ordered(Place& p) {
  return total(orders_of_designer(p).upstream,
               [](const UpstreamOrder& o) { return o.product == Product::packaging ? o.units + o.missed : 0.0; });
}
double price_of_variant(Place& p) {
  auto& d = p.world.designers;
  d.variant_parent[p.nvidia] = p.h100;
  d.variant_due[p.nvidia] = p.world.today;
  for (const LaunchOrder& order : orders_of_designer(p).launches)
    if (order.variant) return order.price;
  return 0;
}
double days_in_packaging(Place& p) {
  p.world.trades.upstream.push_back({p.nvidia, p.packaging, Product::packaging, p.h100, 100, 1000});
  Fabrication{}.advance(p.world);
  return p.world.pipeline.packages.empty() ? 0 : p.world.pipeline.packages.back().due.days - p.world.today.days;
}
double packages_granted(Place& p, SkuId sku) {
  p.world.orders.upstream.push_back({p.nvidia, Product::packaging, sku, 1e9, 1});
  GoodsMarket{}.clear_lines(p.world);
  return p.world.trades.upstream.empty() ? 0 : p.world.trades.upstream.back().units;
}
double large_packages(Place& p) { return packages_granted(p, p.h100); }
double small_packages(Place& p) {
  p.world.skus.die_area[p.h20] = 20;
  return packages_granted(p, p.h20);
}
double plain_packages(Place& p) {
  p.world.skus.hbm_stacks[p.h20] = 0;
  return packages_granted(p, p.h20);
}
double rated(Place& p) {
  rate_sku(p.world.technology, p.world.skus, p.h20);
  return p.world.skus.serving_rate[p.h20];
}
double rated_anew(Place& p) {
  p.world.skus.software_factor[p.h20] = 0.5;
  Ecosystems{}.advance(p.world);
  return p.world.skus.serving_rate[p.h20];
}
double trained(Place& p) {
  p.world.labs.run_target[p.lab] = 1e40;
  Training{}.advance(p.world);
  return p.world.labs.run_flop[p.lab];
}
double run_planned(Place& p) { return LabBehaviour{}.decide(p.world, p.lab).orders.runs.at(0).flop; }
double capability_reached(Place& p) {
  p.world.labs.run_target[p.lab] = 1e20;
  Training{}.advance(p.world);
  return p.world.labs.internal_capability[p.lab];
}
double bill(Place& p) { return Energy::bill(p.world, p.cloud); }
double cost_of_use(Place& p) {
  p.world.signals.user_cost.assign(p.world.signals.user_cost.size(), 0.0);
  publish_prices(p.world);
  return p.world.signals.user_cost[Signals::market(p.us, ComputeClass::western)];
}
Orders orders_of_cloud(Place& p) { return CloudBehaviour{}.decide(p.world, p.cloud).orders; }
double share_of_h20(Place& p) {
  p.world.skus.power[p.h20] = 3000;
  const Orders orders = orders_of_cloud(p);
  const auto units = [&](SkuId sku) {
    return total(orders.chips, [&](const ChipOrder& o) { return !sku || o.sku == sku ? double(o.units) : 0.0; });
  };
  return units(p.h20) / units(SkuId::none());
}
double chips_ordered(Place& p) {
  return total(orders_of_cloud(p).chips, [](const ChipOrder& o) { return double(o.units); });
}
double hours_on_offer(Place& p) {
  return total(orders_of_cloud(p).offers, [](const ComputeOffer& o) { return o.hours; });
}
double hours_to_sell(Place& p) {
  ComputeMarket{}.clear(p.world);
  return p.world.clouds.hours_capacity[p.cloud];
}
double capex_planned(Place& p, const char* rule) {
  p.world.clouds.behaviour[p.cloud] = rule;
  p.world.clouds.desired_capital[p.cloud] = 0;
  p.world.book(p.cloud, p.h100) = 1000;
  return CloudBehaviour{}.decide(p.world, p.cloud).mind.ai_plan;
}
double capex_by_trend(Place& p) { return capex_planned(p, "trend"); }
double capex_by_value(Place& p) { return capex_planned(p, "value"); }
double capital_left(Place& p) {
  wear_capital(p.world);
  return p.world.clouds.ai_capital[p.cloud];
}
double capital_bought(Place& p) {
  p.world.trades.chips.push_back({p.h100, p.cloud, BrokerId::none(), 100, 30'000, 0, AccountId::none()});
  publish_clouds(p.world);
  return p.world.clouds.ai_capex[p.cloud];
}
double sites_paid(Place& p) {
  p.world.trades.chips.push_back({p.h100, p.cloud, BrokerId::none(), 100, 30'000, 0, AccountId::none()});
  ChipMarket{}.settle(p.world);
  double usd = 0;
  for (const auto& row : p.world.movements.rows)
    if (row.flow == Flow::other_capex) usd += row.amount.usd();
  return usd;
}

double stacks_of_generation(Place& p, double stacks) {
  p.world.skus.hbm_stacks[p.h100] = stacks;
  p.world.orders.launches.push_back({p.nvidia, p.h100, false, 1.5, 1.2, 1, 1, 1, FabId::none()});
  launch(p.world);
  return p.world.skus.hbm_stacks[SkuId{p.world.skus.size() - 1}];
}
double most_stacks(Place& p) { return stacks_of_generation(p, 1000); }
double faster_stacks(Place& p) { return stacks_of_generation(p, 10); }
/// Nodes of the lines that make two chips, beside a pilot of its own node for each and one in volume of a coarser node.
double nodes_chosen(Place& p) {
  auto& world = p.world;
  const auto add = [&](const char* id, double node, double capacity) {
    const LineId line =
        add_line(world, id, world.lines.fab[p.wafers], world.lines.site[p.wafers], Product::logic, node);
    world.lines.capacity[line] = capacity;
  };
  world.lines.capacity[p.wafers] = 600;
  add("n5", 5, 1500);
  add("n16", 16, 600);
  add("n32", 32, 1500);
  world.skus.node[p.h20] = 16;
  return world.lines.node[logic_line(world, p.h100)] + world.lines.node[logic_line(world, p.h20)];
}

const Moved kMoved[] = {
    {"clustering", "good dies of wafers", dies_made},
    {"clustering", "unit cost", unit_cost},
    {"clustering", "wafers that designers order", wafers_ordered},
    {"wafer_diameter", "good dies of wafers", dies_made},
    {"wafer_diameter", "unit cost", unit_cost},
    {"wafer_diameter", "wafers that designers order", wafers_ordered},
    {"packaging_cycle", "time in packaging", days_in_packaging},
    {"packaging_cycle", "packages that designers order", packages_ordered},
    {"package_area", "packages of a line", large_packages},
    {"package_area", "unit cost", unit_cost},
    {"least_package", "small packages of a line", small_packages},
    {"plain_packages", "plain packages of a line", plain_packages},
    {"most_stacks", "stacks of a generation", most_stacks},
    {"stack_bandwidth", "stacks of a generation", faster_stacks},
    {"volume_wafers", "lines that make chips", nodes_chosen},
    {"portable", "lines that make chips", nodes_chosen},
    {"compute_bound", "rating of a SKU", rated},
    {"compute_bound", "rating of a SKU whose software matures", rated_anew},
    {"compute_bound", "price of a variant", price_of_variant},
    {"flop_utilisation", "work of a run", trained},
    {"flop_utilisation", "size of a run that a lab plans", run_planned},
    {"load", "power bill", bill},
    {"load", "user cost", cost_of_use},
    {"load", "choice among SKUs", share_of_h20},
    {"sellable_hours", "hours that a cloud can sell", hours_to_sell},
    {"sellable_hours", "hours that a cloud offers", hours_on_offer},
    {"sellable_hours", "user cost", cost_of_use},
    {"wear", "user cost", cost_of_use},
    {"wear", "AI capital that is left", capital_left},
    {"wear", "AI capex by trend", capex_by_trend},
    {"wear", "AI capex by value", capex_by_value},
    {"site_share", "user cost", cost_of_use},
    {"site_share", "AI capital bought with chips", capital_bought},
    {"site_share", "other capex paid with chips", sites_paid},
    {"site_share", "chips ordered of a capex", chips_ordered},
    {"site_share", "AI capex by trend, which counts what is on order", capex_by_trend},
    {"points_per_tenfold", "capability that a run reaches", capability_reached},
};

double seen(const Moved& moved, const Field& field, double factor) {
  Place place;
  const double value = std::get<double>(field.get(&place.world.technology, 0)) * factor;
  field.set(&place.world.technology, 0, std::clamp(value, field.low, field.high));
  return moved.look(place);
}

}  // namespace

TEST_CASE("every key of technology, at half and at twice its value, moves all that it names", "[state]") {
  for (const Field& field : Technology::fields()) {
    int looks = 0;
    for (const Moved& moved : kMoved) {
      if (field.key != moved.key) continue;
      ++looks;
      INFO(moved.key << ": " << moved.what);
      const double half = seen(moved, field, 0.5), usual = seen(moved, field, 1), twice = seen(moved, field, 2);
      CHECK(std::isnormal(usual));
      CHECK(half != Approx(usual).epsilon(1e-6));
      CHECK(twice != Approx(usual).epsilon(1e-6));
    }
    INFO(field.key);
    CHECK(looks > 0);
  }
}

TEST_CASE("a wafer yields what Stapper's formula says, and a die of the reticle's size 60 gross", "[state]") {
  const Technology technology;
  CHECK(die_yield(technology, 814, 0.1) == Approx(std::pow(1 + 8.14 * 0.1 / 3, -3)));
  CHECK(gross_dies(technology, 814) == Approx(70685.8 / 814 - 942.48 / std::sqrt(2 * 814.0)).epsilon(1e-5));
  CHECK(gross_dies(technology, 1e9) == 1);
}

TEST_CASE("an H100 serves in unit time, and half its bandwidth costs more of it than half its rate", "[state]") {
  const Technology technology;
  CHECK(serving_time(technology, 1, 1) == Approx(1));
  CHECK(serving_time(technology, 1, 0.5) == Approx(1.7));
  CHECK(serving_time(technology, 0.5, 1) == Approx(1.3));
}

TEST_CASE("training compute and capability are each other's inverse", "[state]") {
  const Technology technology;
  CHECK(capability_of(technology, 1e26, -100) == Approx(82));
  CHECK(flop_for(technology, 82, -100) == Approx(1e26));
}
