#include <cmath>

#include "sim/markets/chips.hpp"
#include "sim/state/chip_terms.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// A cloud with orders in the book, a designer with stock, and a law that lets them.
struct Counter {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  CloudId buyer = world.clouds.find("microsoft"), chinese = world.clouds.find("alibaba");
  SkuId h100 = world.skus.find("h100");
  ChipMarket rule;

  explicit Counter(std::int64_t stock = 1000) {
    world.book.assign(world.clouds.size(), world.skus.size());
    world.admissions.chips.assign(world.clouds.size(), world.skus.size());
    world.skus.maker_stock[h100] = world.skus.produced[h100] = stock;
    for (const CountryId country : world.countries.rows()) world.countries.power_usage_effectiveness[country] = 1.25;
    for (const CloudId cloud : world.clouds.rows()) {
      world.clouds.power_site[cloud] = 1e6;
      book(world, world.countries.households[world.clouds.country[cloud]], world.clouds.account[cloud], 1e12,
           Flow::equity_round);
    }
  }
  void clear() {
    for (const SkuId sku : world.skus.rows()) {
      world.skus.backlog[sku] = 0;
      for (const CloudId cloud : world.clouds.rows()) world.skus.backlog[sku] += double(world.book(cloud, sku));
    }
    rule.clear(world);
  }
  double shipped(CloudId cloud) const {
    double units = 0;
    for (const ChipTrade& t : world.trades.chips)
      if (t.buyer == cloud) units += double(t.units);
    return units;
  }
};

}  // namespace

TEST_CASE("orders ship from stock, leave the book, and travel", "[markets]") {
  Counter counter;
  counter.world.book(counter.buyer, counter.h100) = 300;
  counter.clear();
  CHECK(counter.shipped(counter.buyer) == 300);
  CHECK(counter.world.book(counter.buyer, counter.h100) == 0);
  CHECK(counter.world.skus.maker_stock[counter.h100] == 700);
  CHECK(counter.world.skus.in_transit[counter.h100] == 300);
  CHECK(counter.world.trades.chips[0].price == Approx(system_price(counter.world, counter.h100)));
}

TEST_CASE("no more ships in a month than the part of the stock that can, shared by orders", "[markets]") {
  Counter counter;
  counter.world.book(counter.buyer, counter.h100) = 3000;
  counter.world.book(counter.chinese, counter.h100) = 1000;
  counter.clear();
  const double all = std::ceil(1000 * counter.rule.shipped_at_once);
  CHECK(counter.shipped(counter.buyer) == std::floor(0.75 * all));
  CHECK(counter.shipped(counter.chinese) == std::floor(0.25 * all));
  CHECK(counter.world.book(counter.buyer, counter.h100) == 3000 - counter.shipped(counter.buyer));
}

TEST_CASE("where chips are short a merchant serves clouds without accelerators of their own first", "[markets]") {
  const auto shares = [](bool rival, std::int64_t orders) {
    Counter counter;
    const GroupId group{0};
    const DesignerId own = counter.world.skus.designer[counter.h100];
    if (rival) counter.world.clouds.group[counter.chinese] = counter.world.designers.group[own] = group;
    counter.world.book(counter.buyer, counter.h100) = counter.world.book(counter.chinese, counter.h100) = orders;
    counter.clear();
    return std::pair(counter.shipped(counter.buyer), counter.shipped(counter.chinese));
  };
  const auto [one, other] = shares(false, 3000);
  CHECK(one == other);
  const auto [plain, rival] = shares(true, 3000);
  CHECK(plain == Approx(ChipMarket{}.favour * rival).epsilon(0.01));
  const auto [enough, for_rival] = shares(true, 300);
  CHECK(for_rival == 300);
  CHECK(enough == 300);
}

TEST_CASE("a cloud takes what it can pay, and no more than it will soon plug in", "[markets]") {
  Counter poor;
  const AccountId account = poor.world.clouds.account[poor.buyer];
  const double price = system_price(poor.world, poor.h100);
  poor.world.accounts.balance[static_cast<std::size_t>(Item::deposits)][account] = from_usd(40.5 * price);
  poor.world.book(poor.buyer, poor.h100) = 300;
  poor.clear();
  CHECK(poor.shipped(poor.buyer) == 40);

  Counter dark(10'000);
  const double each = site_power(dark.world, dark.h100, dark.world.clouds.country[dark.buyer]);
  auto& clouds = dark.world.clouds;
  clouds.power_site[dark.buyer] = 10'000 * each, clouds.power_used[dark.buyer] = 9000 * each;
  dark.world.book(dark.buyer, dark.h100) = 10'000;
  dark.rule.waiting_share = 0;
  dark.rule.shipped_at_once = 1;
  dark.clear();
  CHECK(dark.shipped(dark.buyer) == std::floor(1000 + 1 / each));  // a megawatt beside what is free
}

TEST_CASE("a SKU is paid for once: what one takes is no longer there for another", "[markets]") {
  Counter counter;
  const SkuId h20 = counter.world.skus.find("h20");
  counter.world.skus.maker_stock[h20] = counter.world.skus.produced[h20] = 1000;
  const AccountId account = counter.world.clouds.account[counter.buyer];
  const double first = system_price(counter.world, counter.h100), second = system_price(counter.world, h20);
  counter.world.accounts.balance[static_cast<std::size_t>(Item::deposits)][account] =
      from_usd(100 * first + 10.5 * second);
  counter.world.book(counter.buyer, counter.h100) = 100;
  counter.world.book(counter.buyer, h20) = 100;
  counter.clear();
  double of_second = 0;
  for (const ChipTrade& t : counter.world.trades.chips)
    if (t.sku == h20) of_second += double(t.units);
  CHECK(of_second == 10);
}

TEST_CASE("what the law refuses is denied with its value and cancelled, and what waits for a licence stays",
          "[markets]") {
  Counter counter;
  counter.world.book(counter.chinese, counter.h100) = 200;
  Verdict& verdict = counter.world.admissions.chips(counter.chinese, counter.h100);
  verdict.answer = Verdict::Answer::denied;
  counter.clear();
  CHECK(counter.shipped(counter.chinese) == 0);
  CHECK(counter.world.book(counter.chinese, counter.h100) == 0);
  REQUIRE(counter.world.trades.denials.size() == 1);
  CHECK(counter.world.trades.denials[0].units == 200);
  CHECK(counter.world.trades.denials[0].value == Approx(200 * system_price(counter.world, counter.h100)));

  counter.world.book(counter.chinese, counter.h100) = 200;
  verdict.answer = Verdict::Answer::queued;
  counter.clear();
  CHECK(counter.world.book(counter.chinese, counter.h100) == 200);

  verdict.answer = Verdict::Answer::permitted;
  verdict.share = 0.25, verdict.levy = 0.15, verdict.levy_to = account_of(counter.world, "governments/us");
  counter.clear();
  CHECK(counter.shipped(counter.chinese) == 50);
  CHECK(counter.world.trades.chips[0].levy == Approx(0.15 * system_price(counter.world, counter.h100)));
  CHECK(counter.world.trades.chips[0].levy_to == account_of(counter.world, "governments/us"));
}

TEST_CASE("brokers are served from the same stock, the better the higher the premium", "[markets]") {
  const auto served = [](double premium) {
    Counter counter;
    const BrokerId route = counter.world.brokers.find("route");
    book(counter.world, counter.world.countries.households[CountryId{0}], counter.world.brokers.account[route], 1e12,
         Flow::equity_round);
    counter.world.book(counter.buyer, counter.h100) = 2000;
    counter.world.orders.diversions.push_back({route, counter.h100, 2000});
    counter.world.admissions.brokers.assign(1, Verdict{});
    counter.world.signals.grey_premium = premium;
    counter.rule.broker_weight = 2;
    counter.clear();
    CHECK(counter.world.skus.broker_stock[counter.h100] + counter.world.skus.in_transit[counter.h100] <= 750);
    return double(counter.world.skus.broker_stock[counter.h100]);
  };
  CHECK(served(0) == Approx(375).margin(1));
  CHECK(served(1) == Approx(750 * 3.0 / 4).margin(1));
}

TEST_CASE("chips cut down for a law are cut from those of the parent that are finished, each in its share",
          "[markets]") {
  Counter counter;
  auto& world = counter.world;
  auto& skus = world.skus;
  const SkuId cut = skus.find("h20");
  skus.hbm_stacks[cut] = skus.hbm_stacks[counter.h100];
  skus.memory[cut] = skus.memory[counter.h100];
  skus.stock_cost[counter.h100] = 4000;
  world.book(counter.buyer, counter.h100) = 3000;
  world.book(counter.chinese, cut) = 1000;
  const auto after = [&](double part) {
    World then = world;
    counter.rule.cut_at_once = part;
    counter.rule.cut_down_parents(then);
    return then;
  };
  const World whole = after(1);
  CHECK(whole.skus.maker_stock[cut] == 250);  // of a thousand, a quarter of the orders
  CHECK(whole.skus.maker_stock[counter.h100] == 750);
  CHECK(whole.skus.cut_down[counter.h100] == 250);
  CHECK(whole.skus.produced[cut] == 250);
  CHECK(whole.skus.stock_cost[cut] == 4000);
  CHECK(after(0.5).skus.maker_stock[cut] == 125);
  CHECK(after(0).skus.maker_stock[cut] == 0);

  world.book(counter.chinese, cut) = 0;  // nobody asks for it
  CHECK(after(1).skus.maker_stock[cut] == 0);
  world.book(counter.chinese, cut) = 1000;
  skus.hbm_stacks[cut] += 1;  // another package
  CHECK(after(1).skus.maker_stock[cut] == 0);
}
