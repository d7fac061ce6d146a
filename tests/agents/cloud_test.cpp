#include "agents/cloud/cloud.hpp"

#include "agents/cloud/choice.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/agents/minded_world.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Chips that a cloud orders.
double ordered(const World& world, const std::string& cloud, const std::string& sku = "") {
  const Orders orders = CloudBehaviour{}.decide(world, world.clouds.find(cloud)).orders;
  return total(orders.chips, [&](const ChipOrder& order) {
    return sku.empty() || world.skus.id[order.sku] == sku ? double(order.units) : 0.0;
  });
}

/// Makes the H20 a card of a new Chinese designer, and no variant.
SkuId made_by_chinese(World& world, const std::string& designer) {
  const SkuId card = world.skus.find("h20");
  world.skus.designer[card] = add_designer(world, designer, world.countries.find("cn"));
  world.skus.variant_of[card] = SkuId::none();
  return card;
}

/// A law that keeps all other chips from Chinese owners.
void close_all_but(World& world, SkuId open) {
  for (const SkuId sku : world.skus.rows())
    if (sku != open) world.restrictions.open[world.restrictions.at(sku, world.countries.find("cn"))] = 0;
}

}  // namespace

TEST_CASE("a cloud orders fewer chips when its sites are short of power, and asks for more", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("microsoft");
  const double ample = ordered(world, "microsoft");
  CHECK(ample > 0);
  world.clouds.power_site[cloud] = 105;
  const double little = ordered(world, "microsoft");
  CHECK(little < ample);
  CHECK(little > 0);
  world.clouds.power_site[cloud] = 100;
  CHECK(ordered(world, "microsoft") == 0);
  const Orders orders = CloudBehaviour{}.decide(world, cloud).orders;
  CHECK(total(orders.sites, [](const SiteOrder& order) { return order.power; }) > 0);
}

TEST_CASE("what a law leaves unsold of a chip with slower links goes to others, a slower chip does not", "[agents]") {
  World world = minded_world();
  const SkuId h100 = world.skus.find("h100"), cut = world.skus.find("h20");
  world.skus.variant_of[cut] = h100;
  world.skus.maker_stock[cut] = 1000;
  for (auto* column : {&world.skus.serving_rate, &world.skus.tpp, &world.skus.memory_bandwidth})
    (*column)[cut] = (*column)[h100] = 1;
  CHECK(ordered(world, "microsoft", "h20") == 0);
  world.restrictions.china_boxes.push_back({});  // catches all
  REQUIRE_FALSE(world.restrictions.free_for_china(spec_of(world.skus, cut)));
  CHECK(ordered(world, "microsoft", "h20") > 0);
  for (auto* column : {&world.skus.tpp, &world.skus.memory_bandwidth}) {
    (*column)[cut] = 0.5;
    CHECK(ordered(world, "microsoft", "h20") == 0);
    (*column)[cut] = 1;
  }
  world.skus.maker_stock[cut] = 0;
  CHECK(ordered(world, "microsoft", "h20") == 0);
}

TEST_CASE("a cloud without cash flow, cash or credit orders nothing", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.operating_cash_flow[cloud] = 0.0;
  world.clouds.ai_capital[cloud] = 0;  // nothing to lend against
  const double from_cash = ordered(world, "microsoft");
  world.accounts.balance[static_cast<std::size_t>(Item::deposits)][world.clouds.account[cloud]] = {};
  CHECK(ordered(world, "microsoft") < from_cash + 1);
  CHECK(ordered(world, "microsoft") == 0);
}

TEST_CASE("a cloud spends what it would, and ahead of a ban as much more as the time and the chance of it say",
          "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("alibaba");
  const CloudHabits habits;
  ChipChoice choice;
  choice.part.assign(world.skus.size(), 0.0);
  choice.part[world.skus.find("h100").index] = 0.75;
  choice.part[world.skus.find("h20").index] = 0.25;
  const auto units = [&](const char* sku) {
    Orders orders;
    order_chips(world, habits, cloud, 1e9, choice, orders);
    return total(orders.chips,
                 [&](const ChipOrder& order) { return world.skus.id[order.sku] == sku ? double(order.units) : 0.0; });
  };
  const double whole = 7.5e8 / system_price(world, world.skus.find("h100"));
  CHECK(units("h100") == Approx(whole).margin(1));
  CHECK(units("h20") == Approx(2.5e8 / system_price(world, world.skus.find("h20"))).margin(1));
  choice.hazard = 0.3;
  CHECK(units("h100") == Approx(whole * (1 + 0.3 * habits.stockpile_time * habits.stockpile_speed)).margin(1));
}

TEST_CASE("buyers stockpile when a ban is announced", "[agents]") {
  World world = minded_world();
  const double calm = ordered(world, "alibaba");
  const double elsewhere = ordered(world, "microsoft");
  for (const SkuId sku : world.skus.rows())
    world.restrictions.hazard[world.restrictions.at(sku, world.countries.find("cn"))] = 0.8;
  CHECK(ordered(world, "alibaba") > 1.3 * calm);
  CHECK(ordered(world, "microsoft") == elsewhere);
}

TEST_CASE("buyers turn to what the law leaves open", "[agents]") {
  World world = minded_world();
  const double h20 = ordered(world, "alibaba", "h20");
  CHECK(ordered(world, "alibaba", "h100") > 0);
  world.restrictions.open[world.restrictions.at(world.skus.find("h100"), world.countries.find("cn"))] = 0;
  CHECK(ordered(world, "alibaba", "h100") == 0);
  CHECK(ordered(world, "alibaba", "h20") > h20);
}

TEST_CASE("a chip that lost its bandwidth loses its buyers to one that has it", "[agents]") {
  World world = minded_world();
  const SkuId h20 = world.skus.find("h20");
  world.skus.variant_of[h20] = SkuId::none();  // both are offered to everybody
  const double share = ordered(world, "alibaba", "h20") / ordered(world, "alibaba");
  world.skus.memory_bandwidth[h20] = 400;
  rate_sku(world.technology, world.skus, h20);
  CHECK(ordered(world, "alibaba", "h20") / ordered(world, "alibaba") < 0.3 * share);
}

TEST_CASE("a cloud asks for the power of what it buys: dear chips per watt need less of it than cheap ones",
          "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("microsoft");
  const auto asked = [&] {
    const Orders orders = CloudBehaviour{}.decide(world, cloud).orders;
    return total(orders.sites, [](const SiteOrder& order) { return order.power; });
  };
  world.clouds.power_site[cloud] = 120;
  const double before = asked();
  for (const SkuId sku : world.skus.rows()) world.skus.posted_price[sku] *= 2;
  CHECK(asked() < before);
}

TEST_CASE("a cloud that lacks money renews the debt that it opened with, and no more", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("microsoft");
  const AccountId account = world.clouds.account[cloud];
  world.accounts.balance[static_cast<std::size_t>(Item::deposits)][account] = {};
  world.clouds.operating_cash_flow[cloud] = 1e9;
  world.clouds.core_capex[cloud] = 5e9;
  const auto asked = [&] {
    const Orders orders = CloudBehaviour{}.decide(world, cloud).orders;
    return total(orders.funding, [](const FundingOrder& order) { return order.amount; });
  };
  auto& owed = world.accounts.balance[static_cast<std::size_t>(Item::loans_owed)][account];
  world.clouds.debt[cloud] = from_usd(1e11);
  owed = from_usd(9.99e10);
  CHECK(asked() == Approx(1e8));
  owed = from_usd(1e11);
  CHECK(asked() == 0);
}

namespace {

/// AI capex that a cloud plans [USD/year].
double planned(const World& world, CloudId cloud) { return CloudBehaviour{}.decide(world, cloud).mind.ai_plan; }

}  // namespace

TEST_CASE("debt takes from what a cloud can pay for", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.behaviour[cloud] = "trend";
  world.clouds.internal_work[cloud] = 1e12;  // it wants more than it can pay
  world.clouds.ai_capex_rate[cloud] = 1e12;
  const double free = planned(world, cloud);
  auto& owed = world.accounts.balance[static_cast<std::size_t>(Item::loans_owed)][world.clouds.account[cloud]];
  owed = from_usd(1e10);
  CHECK(planned(world, cloud) == Approx(free - 0.5e10));
  owed = from_usd(1e12);  // at the limit of credit what it earns is left
  CHECK(planned(world, cloud) == Approx(free - 0.5 * CloudHabits{}.debt_to_cash_flow * 5e10));
}

TEST_CASE("AI capex by trend grows step by step, and a newcomer begins with a part of its cash flow", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("microsoft");
  world.clouds.behaviour[cloud] = "trend";
  world.clouds.operating_cash_flow[cloud] = 2e10;
  world.clouds.core_capex[cloud] = 1e9;
  world.clouds.internal_work[cloud] = 1e11;
  CHECK(planned(world, cloud) == Approx(TrendCloud{}.entry_share * 2e10));
  world.clouds.ai_capex_rate[cloud] = 2e9;
  CHECK(planned(world, cloud) == Approx(TrendCloud{}.greatest_step * 2e9));
}

TEST_CASE("what the state orders comes on top of what a cloud would buy itself", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("alibaba");
  const double alone = planned(world, cloud);
  world.regimes.budgets.push_back({InstrumentId{},
                                   world.governments.find("cn"),
                                   BudgetPurpose::public_compute,
                                   3e8,
                                   {world.clouds.account[cloud]}});
  CHECK(planned(world, cloud) == Approx(alone + 3e8));
}

TEST_CASE("orders that will not come do not stand in the way of others", "[agents]") {
  World world = minded_world();
  const SkuId h100 = world.skus.find("h100");
  const CloudId cloud = world.clouds.find("microsoft");
  const double free_to_choose = ordered(world, "microsoft");
  world.book(cloud, h100) = 1000000;
  world.skus.lead_time[h100] = 0.5;
  const double coming = ordered(world, "microsoft");
  world.skus.lead_time[h100] = 50;
  CHECK(coming < free_to_choose);
  CHECK(ordered(world, "microsoft") > coming);
}

TEST_CASE("what a cloud gets legally stands in for a part of what is closed", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("alibaba");
  const CountryId cn = world.countries.find("cn");
  world.restrictions.open[world.restrictions.at(world.skus.find("h100"), cn)] = 0;
  const auto wish = [&] { return CloudBehaviour{}.decide(world, cloud).mind.restricted_wish; };
  world.clouds.ai_capex_rate[cloud] = 0;
  const double refused_all = wish();
  CHECK(refused_all > 0);
  world.clouds.ai_capex_rate[cloud] = 1e15;
  CHECK(wish() == Approx((1 - CloudHabits{}.legal_relief) * refused_all));
}

TEST_CASE("legal chips stand in for closed ones to train on only as far as they train as much", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("alibaba");
  const CountryId cn = world.countries.find("cn");
  const SkuId closed = world.skus.find("h100");
  world.restrictions.open[world.restrictions.at(closed, cn)] = 0;
  world.clouds.ai_capex_rate[cloud] = 1e15;
  const auto decided = [&] { return CloudBehaviour{}.decide(world, cloud).mind; };
  world.skus.training_rate[closed] *= 1e-3;  // trains less than any legal one
  CHECK(decided().training_wish == Approx(decided().restricted_wish));
  world.skus.training_rate[closed] *= 1e9;  // no legal one trains as much
  CHECK(decided().training_wish > 5 * decided().restricted_wish);
  world.clouds.ai_capex_rate[cloud] = 0;  // nothing legal is had
  CHECK(decided().training_wish == Approx(decided().restricted_wish));
}

TEST_CASE("who remembers being cut off from foreign chips weighs domestic ones higher", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("alibaba");
  const SkuId ascend = made_by_chinese(world, "huawei");
  const CloudHabits habits;
  const auto part = [&](double cut_off) {
    world.clouds.cut_off[cloud] = cut_off;
    const ChipChoice choice = choose_chips(world, habits, cloud, Ecosystem::cuda);
    return choice.part[ascend.index] / choice.part[world.skus.find("h100").index];
  };
  CHECK(part(1) == Approx(habits.domestic_weight * part(0)));
  CHECK(part(0.5) == Approx((1 + habits.domestic_weight) / 2 * part(0)));

  // It remembers what the law closes of its wish, and forgets it.
  const auto remembered = [&] { return CloudBehaviour{}.decide(world, cloud).mind.cut_off; };
  world.step = 5;
  world.clouds.cut_off[cloud] = 0;
  CHECK(remembered() == 0);
  close_all_but(world, ascend);
  const double after_a_month = remembered();
  CHECK(after_a_month > 0);
  world.clouds.cut_off[cloud] = 1;
  CHECK(remembered() > after_a_month);
  CHECK(remembered() < 1);
  // Who begins knows what is closed to it.
  world.step = 0;
  world.clouds.cut_off[cloud] = 0;
  CHECK(remembered() > 2 * after_a_month);
}

TEST_CASE("a group with chips of its own turns to them as far as it is cut off from those of others", "[agents]") {
  World world = minded_world();
  const CloudId cloud = world.clouds.find("alibaba");
  const SkuId ours = made_by_chinese(world, "own");
  world.designers.group[world.skus.designer[ours]] = world.clouds.group[cloud] = GroupId{0};
  world.clouds.in_house_share[cloud] = 0.4;
  const auto own_part = [&](double cut_off) {
    world.clouds.cut_off[cloud] = cut_off;
    return choose_chips(world, CloudHabits{}, cloud, Ecosystem::cuda).part[ours.index];
  };
  CHECK(own_part(0) == Approx(0.4));
  CHECK(own_part(1) > 0.4);
  CHECK(own_part(1) < 1);
  close_all_but(world, ours);
  CHECK(own_part(0) == Approx(1));
}
