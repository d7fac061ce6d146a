/// Every purpose of the chart of accounts: the rule that posts it, and from whom to whom how much follows from first
/// principles. The audit proves that what is posted balances; this proves that something is posted.

#include <cmath>
#include <map>
#include <set>

#include "sim/accounts/core_business.hpp"
#include "sim/accounts/credit.hpp"
#include "sim/accounts/depreciation.hpp"
#include "sim/accounts/energy.hpp"
#include "sim/accounts/interest.hpp"
#include "sim/accounts/lobbying.hpp"
#include "sim/accounts/obsolescence.hpp"
#include "sim/accounts/outside.hpp"
#include "sim/accounts/payout.hpp"
#include "sim/accounts/revaluation.hpp"
#include "sim/accounts/tax.hpp"
#include "sim/accounts/wages.hpp"
#include "sim/ledger/purposes.hpp"
#include "sim/markets/grey.hpp"
#include "sim/production/ecosystems.hpp"
#include "sim/production/logistics.hpp"
#include "sim/step/transfers.hpp"
#include "tests/sim/postings_books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// What a rule posts for a purpose: who pays, who is paid, how much.
struct Posting {
  Flow flow;
  const char* why;
  AccountId OpenBooks::*from;
  AccountId OpenBooks::*to;
  double usd;
  void (*happen)(OpenBooks&);
};

const double kMonth = 1.0 / 12;

const Posting kPostings[] = {
    {Flow::chip_capex, "100 chips at 30,000", &OpenBooks::cloud, &OpenBooks::nvidia, 3e6,
     [](OpenBooks& b) { b.sell_chips(false); }},
    {Flow::other_capex, "45 % of AI capital are sites", &OpenBooks::cloud, &OpenBooks::suppliers, 3e6 * 0.45 / 0.55,
     [](OpenBooks& b) { b.sell_chips(false); }},
    {Flow::sales_levy, "100 chips at 6000, borne by the seller", &OpenBooks::nvidia, &OpenBooks::state, 6e5,
     [](OpenBooks& b) { b.sell_chips(false); }},
    {Flow::sales_levy, "importers' tariff of a tenth on ten wafers at 16,000", &OpenBooks::market, &OpenBooks::state,
     16'000,
     [](OpenBooks& b) {
       b.world.restrictions.tariffs.push_back({b.washington, b.line, 0.1});
       b.make(Product::logic);
     }},
    {Flow::cost_of_sales, "100 chips that cost 5000 each", &OpenBooks::nvidia, &OpenBooks::nvidia, 5e5,
     [](OpenBooks& b) { b.sell_chips(false); }},
    {Flow::chip_stock, "100 chips at 30,000", &OpenBooks::broker, &OpenBooks::nvidia, 3e6,
     [](OpenBooks& b) { b.sell_chips(true); }},
    {Flow::wafers, "40 at 1700", &OpenBooks::nvidia, &OpenBooks::tsmc, 68'000,
     [](OpenBooks& b) { b.make(Product::logic); }},
    {Flow::hbm_stacks, "40 at 1700", &OpenBooks::nvidia, &OpenBooks::tsmc, 68'000,
     [](OpenBooks& b) { b.make(Product::hbm); }},
    {Flow::packaging, "40 at 1700", &OpenBooks::nvidia, &OpenBooks::tsmc, 68'000,
     [](OpenBooks& b) { b.make(Product::packaging); }},
    {Flow::tools, "what was ordered", &OpenBooks::tsmc, &OpenBooks::lam, 25e6,
     [](OpenBooks& b) { b.make(Product::logic); }},
    {Flow::compute_rent, "3000 hours at 2.50", &OpenBooks::lab, &OpenBooks::cloud, 7500,
     [](OpenBooks& b) { b.rent(); }},
    {Flow::compute_rent, "start-ups' 1000 hours at 4", &OpenBooks::users, &OpenBooks::cloud, 4000,
     [](OpenBooks& b) { b.rent(); }},
    {Flow::core_income, "start-ups earn outside what they rent for", &OpenBooks::market, &OpenBooks::users, 4000,
     [](OpenBooks& b) { b.rent(); }},
    {Flow::ai_services, "what was served", &OpenBooks::users, &OpenBooks::lab, 7e6, [](OpenBooks& b) { b.serve(); }},
    {Flow::core_income, "users earn outside what they pay for services", &OpenBooks::market, &OpenBooks::users, 7e6,
     [](OpenBooks& b) { b.serve(); }},
    {Flow::revenue_share, "a fifth of it", &OpenBooks::lab, &OpenBooks::cloud, 1.4e6, [](OpenBooks& b) { b.serve(); }},
    {Flow::wages, "12 % of sales of 100 million", &OpenBooks::tsmc, nullptr, 12e6,
     [](OpenBooks& b) {
       b.world.fabs.labour_share[b.foundry] = 0.12, b.world.fabs.input_share[b.foundry] = 0.25;
       book(b.world, b.nvidia, b.tsmc, 100e6, Flow::wafers);
       Wages{}.assess(b.world, b.out);
     }},
    {Flow::other_inputs, "a quarter of sales of 100 million", &OpenBooks::tsmc, nullptr, 25e6,
     [](OpenBooks& b) {
       b.world.fabs.labour_share[b.foundry] = 0.12, b.world.fabs.input_share[b.foundry] = 0.25;
       book(b.world, b.nvidia, b.tsmc, 100e6, Flow::wafers);
       Wages{}.assess(b.world, b.out);
     }},
    {Flow::public_wages, "100 officers at 120,000", &OpenBooks::state, &OpenBooks::households, 100 * 120e3 * kMonth,
     [](OpenBooks& b) {
       b.world.governments.licensing_staff[b.washington] = 100;
       b.world.governments.staff_cost[b.washington] = 120e3;
       Wages{}.assess(b.world, b.out);
     }},
    {Flow::energy, "a megawatt at 72 % of full load and 10 cents", &OpenBooks::cloud, nullptr,
     8766e3 * 0.72 * 0.1 * kMonth,
     [](OpenBooks& b) {
       b.world.clouds.power_used[b.renter] = 1;
       b.world.countries.electricity_price[b.us] = 0.1;
       Energy{}.assess(b.world, b.out);
     }},
    {Flow::research, "software that runs on a second family costs a part of what stands there", &OpenBooks::cloud,
     &OpenBooks::suppliers, -1,
     [](OpenBooks& b) {
       const SkuId other = add_sku(b.world, "mi300", b.designer, b.foundry, {});
       b.world.skus.ecosystem[other] = Ecosystem::rocm;
       b.world.fleet.batches.push_back({b.renter, b.h100, b.world.today, 9, from_usd(9e6), from_usd(9e6), 0});
       b.world.fleet.batches.push_back({b.renter, other, b.world.today, 1, from_usd(1e6), from_usd(1e6), 0});
       b.world.fleet.arrange(b.world.clouds.size(), b.world.skus.size());
       Ecosystems{}.advance(b.world);
       b.out = b.world.movements;
     }},
    {Flow::interest, "500 million at the base rate", &OpenBooks::cloud, &OpenBooks::fund, 500e6 * 0.05 * kMonth,
     [](OpenBooks& b) {
       book(b.world, b.fund, b.cloud, 500e6, Flow::loan);
       Interest rule;
       rule.risk = rule.leverage = 0;
       rule.assess(b.world, b.out);
     }},
    {Flow::loan_repayment, "over seven years", &OpenBooks::cloud, &OpenBooks::fund, -1,
     [](OpenBooks& b) {
       book(b.world, b.fund, b.cloud, 500e6, Flow::loan);
       Interest{}.assess(b.world, b.out);
     }},
    {Flow::corporate_tax, "21 % of a profit of 100 million", &OpenBooks::nvidia, &OpenBooks::state, 21e6,
     [](OpenBooks& b) {
       b.world.countries.corporate_tax[b.us] = 0.21;
       book(b.world, b.market, b.nvidia, 100e6, Flow::outside_sales);
       Tax{}.assess(b.world, b.out);
     }},
    {Flow::general_budget, "all of it", &OpenBooks::state, &OpenBooks::market, 21e6,
     [](OpenBooks& b) {
       b.world.countries.corporate_tax[b.us] = 0.21;
       book(b.world, b.market, b.nvidia, 100e6, Flow::outside_sales);
       Tax{}.assess(b.world, b.out);
     }},
    {Flow::lobbying, "half a percent of lost sales of 12 billion", &OpenBooks::nvidia, &OpenBooks::suppliers, -1,
     [](OpenBooks& b) {
       b.world.designers.refused_demand[b.designer] = 12e9;
       Lobbying{}.assess(b.world, b.out);
     }},
    {Flow::subsidy, "12 million a year", &OpenBooks::state, &OpenBooks::lab, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::compute_voucher, b.lab); }},
    {Flow::subsidy, "12 million a year", &OpenBooks::state, &OpenBooks::cloud, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::power_subsidy, b.cloud); }},
    {Flow::grant_for_capital, "12 million a year", &OpenBooks::state, &OpenBooks::tsmc, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::fab_subsidy, b.tsmc); }},
    {Flow::grant_for_capital, "12 million a year", &OpenBooks::state, &OpenBooks::cloud, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::public_compute, b.cloud); }},
    {Flow::grant_for_capital, "12 million a year", &OpenBooks::state, &OpenBooks::suppliers, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::diplomacy, b.suppliers); }},
    {Flow::equity_round, "12 million a year", &OpenBooks::state, &OpenBooks::lab, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::guidance_fund, b.lab); }},
    {Flow::procurement, "12 million a year", &OpenBooks::state, &OpenBooks::lab, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::procurement, b.lab); }},
    {Flow::public_wages, "12 million a year", &OpenBooks::state, &OpenBooks::households, 1e6,
     [](OpenBooks& b) { b.spend_budget(BudgetPurpose::enforcement, b.households); }},
    {Flow::bond_repayment, "what the treasury holds beyond its opening value", &OpenBooks::state, &OpenBooks::bank,
     200e6,
     [](OpenBooks& b) {
       b.world.governments.treasury[b.washington] = from_usd(1e9);
       book(b.world, b.bank, b.state, 300e6, Flow::bond);
       book(b.world, b.state, b.households, 100e6, Flow::public_wages);
       PublicMoney{}.assess(b.world, b.out);
     }},
    {Flow::loan, "what was asked of the bank", &OpenBooks::bank, &OpenBooks::cloud, 60e6,
     [](OpenBooks& b) {
       b.world.orders.funding.push_back({b.cloud, LabId::none(), 60e6});
       CapitalMarket{}.settle(b.world);
       b.out = b.world.movements;
     }},
    {Flow::equity_round, "the round", &OpenBooks::fund, &OpenBooks::lab, 80e6,
     [](OpenBooks& b) {
       b.world.trades.capital.push_back({b.world.investors.find("fund"), b.model_maker, 80e6, 1e9});
       CapitalMarket{}.settle(b.world);
       b.out = b.world.movements;
     }},
    {Flow::equity_round, "what a fund has ready and no lab took", &OpenBooks::fund, &OpenBooks::users, -1,
     [](OpenBooks& b) {
       b.world.investors.ready[b.world.investors.find("fund")] = 200e6;
       b.world.trades.capital.push_back({b.world.investors.find("fund"), b.model_maker, 80e6, 1e9});
       CapitalMarket{}.settle(b.world);
       b.out = b.world.movements;
     }},
    {Flow::dividend, "cash beyond a year's outlays, at half a year's speed", &OpenBooks::nvidia, &OpenBooks::households,
     -1,
     [](OpenBooks& b) {
       b.world.accounts.outlay_rate[b.nvidia] = 400e6;
       Payout{}.assess(b.world, b.out);
     }},
    {Flow::outside_sales, "ten wafers at 16,000 to buyers outside", nullptr, &OpenBooks::tsmc, 160'000,
     [](OpenBooks& b) { b.make(Product::logic); }},
    {Flow::outside_sales, "24 million a year of other products", &OpenBooks::market, &OpenBooks::nvidia, 2e6,
     [](OpenBooks& b) {
       b.world.designers.other_revenue[b.designer] = 24e6;
       CoreBusiness{}.assess(b.world, b.out);
     }},
    {Flow::outside_sales, "24 million a year of licences", &OpenBooks::market, &OpenBooks::lab, 2e6,
     [](OpenBooks& b) {
       b.world.labs.licences[b.model_maker] = 24e6;
       CoreBusiness{}.assess(b.world, b.out);
     }},
    {Flow::outside_sales, "24 million a year to buyers outside", &OpenBooks::market, &OpenBooks::lam, 2e6,
     [](OpenBooks& b) {
       b.world.toolmakers.other_revenue[b.toolmaker] = 24e6;
       CoreBusiness{}.assess(b.world, b.out);
     }},
    {Flow::outside_sales, "24 million a year lost outside", &OpenBooks::tsmc, nullptr, 2e6,
     [](OpenBooks& b) {
       b.world.fabs.other_income[b.foundry] = -24e6;
       CoreBusiness{}.assess(b.world, b.out);
     }},
    {Flow::supplier_income, "all that suppliers have", &OpenBooks::suppliers, &OpenBooks::households, 5e6,
     [](OpenBooks& b) {
       book(b.world, b.cloud, b.suppliers, 5e6, Flow::other_inputs);
       Outside{}.assess(b.world, b.out);
     }},
    {Flow::consumption, "all that households have", &OpenBooks::households, &OpenBooks::market, 7e6,
     [](OpenBooks& b) {
       book(b.world, b.cloud, b.households, 7e6, Flow::wages);
       Outside{}.assess(b.world, b.out);
     }},
    {Flow::credit_repayment, "what was drawn", &OpenBooks::cloud, &OpenBooks::bank, 500e6,
     [](OpenBooks& b) {
       b.world.accounts.credit_limit[b.cloud] = from_usd(2e9);
       book(b.world, b.cloud, b.suppliers, 1.5e9, Flow::energy);
       book(b.world, b.market, b.cloud, 9e9, Flow::core_income);
       Credit rule;
       rule.cash_buffer = 0;
       rule.assess(b.world, b.out);
     }},
    {Flow::depreciation, "a five-year life", &OpenBooks::cloud, &OpenBooks::cloud, 60e6 / 60,
     [](OpenBooks& b) {
       book(b.world, b.cloud, b.nvidia, 60e6, Flow::chip_capex);
       b.world.fleet.batches.push_back({b.renter, b.h100, b.world.today, 10, from_usd(60e6), from_usd(60e6), 0});
       Depreciation rule;
       rule.chip_life = 5;
       rule.assess(b.world, b.out);
     }},
    {Flow::disposal, "what is left of 10 chips at the end of their life", &OpenBooks::cloud, &OpenBooks::cloud, 2e6,
     [](OpenBooks& b) {
       b.world.fleet.batches.push_back({b.renter, b.h100, make_date(2010, 1, 1), 10, from_usd(2e6), from_usd(6e7), 0});
       b.world.skus.installed[b.h100] = 10;
       Logistics{}.advance(b.world);
       b.out = b.world.movements;
     }},
    {Flow::write_down, "100 chips at 5000 that nobody may buy any more", &OpenBooks::nvidia, &OpenBooks::nvidia, -1,
     [](OpenBooks& b) {
       book(b.world, b.nvidia, b.tsmc, 1e8, Flow::wafers);
       b.world.skus.stock_cost[b.h100] = 5000;
       b.world.skus.launch[b.h100] = make_date(2020, 1, 1);
       b.world.skus.maker_stock[b.h100] = b.world.skus.produced[b.h100] = 100;
       b.world.skus.on_sale[b.h100] = false;
       Obsolescence{}.assess(b.world, b.out);
     }},
    {Flow::equity_revaluation, "a tenth of a lab that is worth twice as much", &OpenBooks::lab, &OpenBooks::fund, 100e6,
     [](OpenBooks& b) {
       b.world.stakes.rows.push_back({b.fund, b.model_maker, 1e5, from_usd(100e6)});
       b.world.labs.units_issued[b.model_maker] = 1e6;
       b.world.labs.value[b.model_maker] = 2e9;
       Revaluation{}.assess(b.world, b.out);
     }},
    {Flow::refund, "a quarter of the claim, as all who lent get", &OpenBooks::lab, &OpenBooks::cloud, 25e6,
     [](OpenBooks& b) { b.fail(); }},
    {Flow::advance_write_off, "the rest", &OpenBooks::cloud, &OpenBooks::lab, 75e6, [](OpenBooks& b) { b.fail(); }},
    {Flow::loan_write_off, "three quarters of the loan", &OpenBooks::bank, &OpenBooks::lab, 225e6,
     [](OpenBooks& b) { b.fail(); }},
    {Flow::payable_write_off, "the bill", &OpenBooks::nvidia, &OpenBooks::lab, 50e6, [](OpenBooks& b) { b.fail(); }},
};

/// Purposes that no rule of the model posts, and who may.
const std::map<Flow, const char*> kOfOthers = {
    {Flow::bond, "the ledger, when a government is short"},
    {Flow::credit_draw, "the ledger, when a firm is short"},
    {Flow::fine, "a user, from outside"},
    {Flow::asset_transfer, "a user, from outside"},
    {Flow::service_of_tools, "a user, from outside"},
    {Flow::contract_penalty, "a user, from outside"},
    {Flow::capitalise, "nobody yet"},
    {Flow::prepayment, "a user, from outside"},
    {Flow::prepayment_used, "nobody yet"},
};

double posted(const OpenBooks& books, const Posting& p) {
  double usd = 0;
  for (const Movement& m : books.out.rows)
    if (m.flow == p.flow && (!p.from || m.from == books.*p.from) && (!p.to || m.to == books.*p.to))
      usd += m.amount.usd();
  return usd;
}

/// Amounts that hang on the keys of a rule.
double expected(const Posting& p) {
  if (p.usd >= 0) return p.usd;
  switch (p.flow) {
    case Flow::research: return Ecosystems{}.porting * 1e6 / 12;
    case Flow::loan_repayment: return 500e6 * (1 - std::exp(-1 / (12 * Interest{}.loan_life)));
    case Flow::lobbying: return Lobbying{}.effort * 12e9 / 12;
    case Flow::equity_round: return CapitalMarket{}.startup_part * 120e6;
    case Flow::dividend: return (1e9 - Payout{}.cash_needed * 400e6) * (1 - std::exp(-Payout{}.speed / 12));
    // What is not written down is scrapped: in two parts of which the second counts the lower cost.
    case Flow::write_down: {
      const Obsolescence rule;
      const double kept = 1 - (1 - std::exp(-rule.speed / 12));
      return 500'000 * (1 - kept) + std::floor(100 * (1 - std::exp(-1 / rule.scrap_time / 12)) + 0.5) * 5000 * kept;
    }
    default: return -1;
  }
}

}  // namespace

TEST_CASE("each rule posts what follows from its trades, from whom and to whom", "[accounts]") {
  for (const Posting& p : kPostings) {
    OpenBooks books;
    p.happen(books);
    INFO(name_of(p.flow) << ": " << p.why);
    CHECK(expected(p) > 0);
    CHECK(posted(books, p) == Approx(expected(p)).epsilon(1e-6));
  }
}

TEST_CASE("every purpose of the chart is posted by some rule, or said to be others'", "[accounts]") {
  std::set<Flow> covered;
  for (const Posting& p : kPostings) covered.insert(p.flow);
  for (const ChartRow& row : chart()) {
    INFO(name_of(row.flow));
    CHECK(covered.count(row.flow) + kOfOthers.count(row.flow) == 1);
  }
}

TEST_CASE("a front is paid by its principal what it pays for wafers, and notes them as sold", "[markets]") {
  OpenBooks b;
  const DesignerId front = add_designer(b.world, "front", b.us);
  b.world.designers.front_for[front] = b.designer;
  const AccountId shell = b.world.designers.account[front];
  b.world.trades.upstream.push_back({front, b.line, Product::logic, b.h100, 40, 1700});
  GoodsMarket{}.settle(b.world);
  double from_principal = 0, to_fab = 0, noted = 0;
  for (const Movement& m : b.world.movements.rows) {
    if (m.from == b.nvidia && m.to == shell && m.flow == Flow::wafers) from_principal += m.amount.usd();
    if (m.from == shell && m.to == b.tsmc && m.flow == Flow::wafers) to_fab += m.amount.usd();
    if (m.from == shell && m.flow == Flow::cost_of_sales) noted += m.amount.usd();
  }
  CHECK(from_principal == 68'000);
  CHECK(to_fab == 68'000);
  CHECK(noted == 68'000);
  post(b.world, b.world.movements);
  CHECK(usd(b.world, Item::inventory, shell) == 0);
  CHECK(usd(b.world, Item::inventory, b.nvidia) == 68'000);
}

TEST_CASE("chips of a designer and their sites are two bills a step where money suffices, and four where it is short",
          "[markets]") {
  const auto payments = [](double cash) {
    OpenBooks b;
    const SkuId h20 = b.world.skus.find("h20");
    b.world.accounts.balance[static_cast<std::size_t>(Item::deposits)][b.cloud] = from_usd(cash);
    for (const SkuId sku : {b.h100, h20})
      b.world.trades.chips.push_back({sku, b.renter, BrokerId::none(), 100, 10'000, 0, AccountId::none()});
    ChipMarket{}.settle(b.world);
    std::map<Flow, std::vector<double>> paid;
    for (const Movement& m : b.world.movements.rows)
      if (m.from == b.cloud) paid[m.flow].push_back(m.amount.usd());
    return paid;
  };
  const auto rich = payments(1e9), poor = payments(2.1e6);  // enough for the chips alone
  CHECK(rich.at(Flow::chip_capex) == std::vector<double>{2e6});
  REQUIRE(rich.at(Flow::other_capex).size() == 1);
  CHECK(poor.at(Flow::chip_capex) == std::vector<double>{1e6, 1e6});
  REQUIRE(poor.at(Flow::other_capex).size() == 2);
  CHECK(rich.at(Flow::other_capex)[0] == Approx(2 * poor.at(Flow::other_capex)[1]));
}

TEST_CASE("hours within a group move no money, and a levy of none posts nothing", "[markets]") {
  OpenBooks b;
  b.world.trades.compute.push_back({b.renter, b.model_maker, ComputeClass::western, 3000, 2.5, false, true});
  ComputeMarket{}.settle(b.world);
  CHECK(b.world.movements.rows.empty());
  b.world.trades.chips.push_back({b.h100, b.renter, BrokerId::none(), 1, 30'000, 0, AccountId::none()});
  ChipMarket{}.settle(b.world);
  for (const Movement& m : b.world.movements.rows) CHECK(m.flow != Flow::sales_levy);
}

TEST_CASE("what a round sells is held, and raises what the lab is worth", "[markets]") {
  OpenBooks b;
  b.world.trades.capital.push_back({b.world.investors.find("fund"), b.model_maker, 250e6, 1e9});
  CapitalMarket{}.settle(b.world);
  CHECK(b.world.labs.value[b.model_maker] == 1.25e9);
  CHECK(b.world.labs.units_issued[b.model_maker] == Approx(1.25e6));
  REQUIRE(b.world.stakes.rows.size() == 1);
  CHECK(b.world.stakes.rows[0].units / b.world.labs.units_issued[b.model_maker] == Approx(0.2));
  CHECK(b.world.stakes.rows[0].book.usd() == 250e6);
}
