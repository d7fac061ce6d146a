#include "sim/markets/chips.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// An order of 1,000 chips, of which there are more.
struct Waiting {
  World world = small_world(make_date(2026, 1, 1));
  CloudId alibaba = world.clouds.find("alibaba");
  SkuId h20 = world.skus.find("h20");

  Waiting() {
    world.book.assign(world.clouds.size(), world.skus.size());
    world.book(alibaba, h20) = 1000;
    world.skus.launch[h20] = make_date(2023, 1, 1);
    world.skus.maker_stock[h20] = 5000;
  }
  std::int64_t after(int months) {
    for (int month = 0; month < months; ++month) ChipMarket{}.cancel_orders(world);
    return world.book(alibaba, h20);
  }
};

}  // namespace

TEST_CASE("an order for a chip on the list waits, however long, while there is stock or delivery for it", "[markets]") {
  Waiting order;
  order.world.skus.on_sale[order.h20] = true;
  CHECK(order.after(60) == 1000);
}

TEST_CASE("orders beyond the deliveries that buyers wait for are cancelled by and by", "[markets]") {
  Waiting order;
  order.world.skus.on_sale[order.h20] = true;
  order.world.skus.maker_stock[order.h20] = 0;
  order.world.skus.sales_rate[order.h20] = 200;
  CHECK(order.after(1) < 1000);
  CHECK(order.after(120) == Approx(200 * ChipMarket{}.patience).epsilon(0.02));
}

TEST_CASE("orders for a chip that has left the list lapse with time, to the last one", "[markets]") {
  Waiting order;
  order.world.skus.on_sale[order.h20] = false;
  CHECK(double(order.after(6)) == Approx(1000 * std::exp(-0.5 / ChipMarket{}.lapse_time)).epsilon(0.02));
  CHECK(order.after(48) == 0);
}

TEST_CASE("orders beyond what is left of a chip that is no longer made lapse at once", "[markets]") {
  Waiting order;
  order.world.skus.on_sale[order.h20] = false;
  order.world.skus.maker_stock[order.h20] = 100;
  CHECK(order.after(1) <= 100);
}
