#pragma once
/// A world in whose books every purpose can be posted.

#include "sim/accounts/insolvency.hpp"
#include "sim/accounts/public_money.hpp"
#include "sim/markets/capital.hpp"
#include "sim/markets/chips.hpp"
#include "sim/markets/compute.hpp"
#include "sim/markets/goods.hpp"
#include "sim/markets/services.hpp"
#include "tests/sim/books.hpp"

namespace exarace::support {

/// A world with books of every sector, and names for those who meet in it.
struct OpenBooks {
  World world = world_of_all_sectors(make_date(2024, 1, 1));
  CountryId us = world.countries.find("us");
  GovernmentId washington = world.governments.find("us");
  SkuId h100 = world.skus.find("h100");
  DesignerId designer = world.designers.find("nvidia");
  FabId foundry = world.fabs.find("tsmc");
  LineId line = world.lines.find("tsmc_n4");
  ToolmakerId toolmaker = world.toolmakers.find("lam");
  CloudId renter = world.clouds.find("microsoft");
  LabId model_maker = world.labs.find("openai");
  AccountId nvidia = world.designers.account[designer], tsmc = world.fabs.account[foundry],
            lam = world.toolmakers.account[toolmaker], cloud = world.clouds.account[renter],
            lab = world.labs.account[model_maker], fund = account_of(world, "investors/fund"),
            broker = account_of(world, "brokers/route"), state = world.governments.account[washington],
            bank = world.countries.bank[us], households = world.countries.households[us],
            market = world.countries.product_market[us], suppliers = world.countries.other_inputs[us],
            users = world.countries.enterprises[us];
  Movements out;

  OpenBooks() { world.labs.revenue_share[model_maker] = 0.2; }

  void sell_chips(bool to_broker) {
    book(world, nvidia, tsmc, 1e8, Flow::wafers);  // what the chips stand in its stock for
    world.skus.stock_cost[h100] = 5000;
    world.trades.chips.push_back({h100, to_broker ? CloudId::none() : renter,
                                  to_broker ? world.brokers.find("route") : BrokerId::none(), 100, 30'000, 6000,
                                  state});
    ChipMarket{}.settle(world);
    out = world.movements;
  }
  void make(Product product) {
    world.lines.product[line] = product;
    world.lines.outside_sales[line] = 10, world.lines.unit_price[line] = 16'000;
    world.trades.upstream.push_back({designer, line, product, h100, 40, 1700});
    world.trades.tools.push_back({toolmaker, line, etch, 25e6});
    GoodsMarket{}.settle(world);
    out = world.movements;
  }
  void rent() {
    world.trades.compute.push_back({renter, model_maker, ComputeClass::western, 3000, 2.5});
    world.trades.compute.push_back({renter, LabId::none(), ComputeClass::western, 1000, 4});
    ComputeMarket{}.settle(world);
    out = world.movements;
  }
  void serve() {
    world.trades.services.push_back({model_maker, us, 7e6});
    ServicesMarket{}.settle(world);
    out = world.movements;
  }
  void spend_budget(BudgetPurpose purpose, AccountId recipient) {
    world.regimes.budgets.push_back({InstrumentId{0}, washington, purpose, 12e6, {recipient}});
    PublicMoney{}.assess(world, out);
  }
  void fail() {
    book(world, bank, lab, 300e6, Flow::loan);
    book(world, cloud, lab, 100e6, Flow::prepayment);
    book(world, lab, suppliers, 1.3e9, Flow::energy);  // all but 100
    book(world, lab, nvidia, 50e6, Flow::research, Means::trade_credit);
    wind_up(world, lab, out);
  }
};

}  // namespace exarace::support
