/// What a step puts before the law, and what it does with the answers.

#include "sim/policy/regime.hpp"
#include "sim/state/tool_makers.hpp"
#include "sim/step/judgement.hpp"
#include "tests/sim/books.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Answer = Verdict::Answer;

/// A world with somebody of every kind on both sides, and one rule of the United States for China.
struct Bench {
  World world = world_of_all_sectors(make_date(2025, 3, 1));
  CountryId us = world.countries.find("us"), cn = world.countries.find("cn"), tw = world.countries.find("tw");
  CloudId microsoft = world.clouds.find("microsoft"), alibaba = world.clouds.find("alibaba"),
          abroad = add_cloud(world, "taiwan_cloud", tw, tw);
  LabId openai = world.labs.find("openai"), deepseek = add_lab(world, "deepseek", cn, alibaba);
  DesignerId nvidia = world.designers.find("nvidia"), huawei = add_designer(world, "huawei", cn);
  FabId tsmc = world.fabs.find("tsmc"), smic = add_fab(world, "smic", cn);
  LineId n4 = world.lines.find("tsmc_n4"), n7 = add_line(world, "smic_n7", smic, cn, Product::logic, 7),
         stacks = add_line(world, "tsmc_hbm", tsmc, tw, Product::hbm, 15),
         home_stacks = add_line(world, "smic_hbm", smic, cn, Product::hbm, 15);
  SkuId h100 = world.skus.find("h100"), ascend = add_sku(world, "ascend", huawei, tsmc, {.tpp = 6000});

  Bench() { world.book.widen(world.clouds.size(), world.skus.size()); }
  InstrumentId rule(const std::string& id, InstrumentKind what) {
    const InstrumentId added =
        add_instrument(world, id, world.governments.find("us"), make_date(2024, 1, 1), std::move(what));
    world.regimes.targets[added] = {cn};
    bind(world);
    enact(world);
    return added;
  }
  void install(CloudId cloud, SkuId sku, std::int64_t units) {
    world.fleet.batches.push_back({cloud, sku, world.today, units, {}, {}, 0});
    world.fleet.arrange(world.clouds.size(), world.skus.size());
  }
};

}  // namespace

TEST_CASE("the count of what bound begins anew with each step, and so do trades", "[step]") {
  Bench b;
  b.world.signals.binding_input.fill(5);
  b.world.trades.chips.push_back({b.h100, b.microsoft, BrokerId::none(), 1, 1, 0, AccountId::none()});
  clear_trades(b.world);
  for (const double bound : b.world.signals.binding_input) CHECK(bound == 0);
  CHECK(b.world.trades.chips.empty());
}

TEST_CASE("wafers are judged at the foundry of the chip, or at the fab that the order names", "[step]") {
  Bench b;
  ChipThreshold boxes;
  boxes.clauses.push_back({.id = "a", .tpp_min = 4800});
  const InstrumentId threshold = b.rule("threshold", boxes);
  b.rule("fdpr", ForeignDirectProduct{.extends = {threshold}});
  b.world.orders.upstream = {{b.huawei, Product::logic, b.ascend, 100, 1}, {b.nvidia, Product::logic, b.h100, 100, 1}};
  judge_orders(b.world);
  const auto& lines = b.world.admissions.lines;
  CHECK(lines(b.huawei, b.n4).answer == Answer::denied);
  CHECK(lines(b.huawei, b.n4).by == threshold);
  CHECK(lines(b.nvidia, b.n4).answer == Answer::permitted);
  CHECK(lines(b.huawei, b.n7).answer == Answer::permitted);
  b.world.orders.upstream = {{b.huawei, Product::logic, b.ascend, 100, 1, 0, false, b.smic}};
  judge_orders(b.world);
  CHECK(lines(b.huawei, b.n4).answer == Answer::permitted);  // nobody asked there
  CHECK(lines(b.huawei, b.n7).answer == Answer::permitted);  // and China is beyond foreign law
}

TEST_CASE("stacks for a Chinese designer are judged at every line abroad, and the strictest answer stays", "[step]") {
  Bench b;
  b.world.skus.hbm_stacks[b.ascend] = 4;
  const SkuId old = add_sku(b.world, "old", b.huawei, b.tsmc, {.bandwidth = 300, .hbm_stacks = 4});
  const InstrumentId stacks = b.rule("stacks", HbmControl{});
  b.rule("fdpr", ForeignDirectProduct{.extends = {stacks}});
  const UpstreamOrder caught{b.huawei, Product::hbm, b.ascend, 100, 1}, free{b.huawei, Product::hbm, old, 100, 1};
  for (const auto& orders : {std::vector{caught, free}, std::vector{free, caught}}) {
    b.world.orders.upstream = orders;
    judge_orders(b.world);
    CHECK(b.world.admissions.lines(b.huawei, b.stacks).answer == Answer::denied);
    CHECK(b.world.admissions.lines(b.huawei, b.home_stacks).answer == Answer::permitted);
  }
  b.world.orders.upstream = {free};
  judge_orders(b.world);
  CHECK(b.world.admissions.lines(b.huawei, b.stacks).answer == Answer::permitted);
}

TEST_CASE("tools are judged by their class, by the fab that buys them and by where its line stands", "[step]") {
  Bench b;
  World& world = b.world;
  const ToolmakerId lam = world.toolmakers.find("lam");
  world.toolmakers.class_shares[lam].assign(kToolClasses, 1.0);
  const FabId hua_hong = add_fab(world, "hua_hong", b.cn);
  const LineId other = add_line(world, "hua_hong_n7", hua_hong, b.cn, Product::logic, 7);
  const LineId abroad = add_line(world, "tsmc_nanjing", b.tsmc, b.cn, Product::logic, 16);
  for (const LineId line : {b.n4, b.n7, other, abroad}) world.lines.tool_shares[line].assign(kToolClasses, 0.1);
  b.rule("tools", ToolControl{.tool_classes = {etch}});
  const auto answer = [&](LineId line, std::size_t cls) {
    world.orders.capacity = {{line, 1000, false}};
    judge_orders(world);
    return world.admissions.tools(line, offer_of(cls, lam)).answer;
  };
  CHECK(answer(b.n7, etch) == Answer::denied);
  CHECK(answer(b.n7, clean) == Answer::permitted);
  CHECK(answer(abroad, etch) == Answer::denied);
  CHECK(answer(b.n4, etch) == Answer::permitted);
  b.rule("list", EntityList{.listed = {"fabs/smic"}});
  CHECK(answer(b.n7, clean) == Answer::denied);
  CHECK(answer(other, clean) == Answer::permitted);
}

TEST_CASE("service of tools abroad goes on, and a line without tools of a class lacks no service of it", "[step]") {
  Bench b;
  b.rule("tools", ToolControl{.servicing = true});
  auto& lines = b.world.lines;
  for (const LineId line : {b.n4, b.n7}) {
    lines.tool_shares[line].assign(kToolClasses, 0.0);
    lines.tool_shares[line][etch] = 1;
  }
  judge_orders(b.world);
  CHECK(lines.serviced[b.n4] == 1);
  CHECK(lines.serviced[b.n7] == 0);  // its only maker may not come
  CHECK(lines.class_service[b.n7][etch] == 0);
  CHECK(lines.class_service[b.n7][clean] == 1);
  const ToolmakerId naura = add_toolmaker(b.world, "naura", b.cn);
  b.world.toolmakers.class_shares[naura].assign(kToolClasses, 1.5);
  judge_orders(b.world);
  CHECK(lines.class_service[b.n7][etch] == Approx(0.75));
  CHECK(lines.serviced[b.n7] == Approx(0.75));
}

TEST_CASE("money that crosses a border is judged by the lab's largest run, at the order, and no saving clause helps",
          "[step]") {
  Bench b;
  const InstrumentId rule = b.rule("outbound", OutboundInvestment{});
  const InvestorId fund = b.world.investors.find("fund");
  const auto answer = [&](LabId lab, double flop) {
    b.world.labs.training_flop[lab] = flop;
    judge_orders(b.world);
    return b.world.admissions.capital(fund, lab).answer;
  };
  CHECK(answer(b.deepseek, 2e25) == Answer::denied);
  CHECK(answer(b.deepseek, 2e24) == Answer::permitted);
  CHECK(answer(b.openai, 2e25) == Answer::permitted);
  b.world.regimes.savings_until[rule] = make_date(2026, 1, 1);
  CHECK(answer(b.deepseek, 2e25) == Answer::denied);
}

TEST_CASE("services abroad are judged by place and by the lab's largest run", "[step]") {
  Bench b;
  b.rule("review", ModelReview{.policy = Treatment::denial});
  b.world.labs.training_flop[b.openai] = 2e26;
  b.world.labs.training_flop[b.deepseek] = 2e26;
  judge_orders(b.world);
  const auto& services = b.world.admissions.services;
  CHECK(services(b.openai, b.cn).answer == Answer::denied);
  CHECK(services(b.openai, b.us).answer == Answer::permitted);
  CHECK(services(b.openai, b.tw).answer == Answer::permitted);
  CHECK(services(b.deepseek, b.us).answer == Answer::permitted);
  b.world.labs.training_flop[b.openai] = 1e25;
  judge_orders(b.world);
  CHECK(services(b.openai, b.cn).answer == Answer::permitted);
}

TEST_CASE("what was shipped is drawn from licences before rent is judged", "[step]") {
  Bench b;
  ChipThreshold boxes;
  boxes.clauses.push_back({.id = "a", .tpp_min = 4800, .policy = Treatment::licence});
  LicencePolicy desk;
  desk.approval = 1.0;
  desk.delay = desk.delay_min = 0.1;
  const InstrumentId threshold = b.rule("threshold", boxes);
  desk.clears = {threshold};
  b.rule("desk", desk);
  World& world = b.world;
  world.book(b.alibaba, b.h100) = 100;
  judge_shipments(world);
  CHECK(world.admissions.chips(b.alibaba, b.h100).answer == Answer::queued);
  CHECK(world.admissions.chips(b.microsoft, b.h100).answer == Answer::permitted);
  REQUIRE(world.regimes.licences.rows.size() == 1);  // filed at once
  CHECK(world.regimes.licences.rows[0].asked == 100);
  for (int month = 0; month < 3; ++month) {
    travel(world, world.tomorrow());
    enact(world);
  }
  judge_shipments(world);
  CHECK(world.admissions.chips(b.alibaba, b.h100).share == 1);
  CHECK(world.regimes.licences.rows.size() == 1);  // what is free needs none

  world.trades.chips.push_back({b.h100, b.alibaba, BrokerId::none(), 60, 3e4, 0, AccountId::none()});
  judge_service(world);
  judge_shipments(world);
  const Verdict& verdict = world.admissions.chips(b.alibaba, b.h100);
  CHECK(verdict.answer == Answer::permitted);
  CHECK(verdict.share == Approx(0.4));
  REQUIRE(world.regimes.licences.rows.size() == 2);  // for what may not go yet another one is filed
  CHECK(world.regimes.licences.rows[1].asked == 60);
}

TEST_CASE("brokers are judged where they buy, in the order of their wishes", "[step]") {
  Bench b;
  ChipThreshold boxes;
  boxes.clauses.push_back({.id = "a", .tpp_min = 4800, .policy = Treatment::denial});
  b.rule("threshold", boxes);
  World& world = b.world;
  const BrokerId route = world.brokers.find("route");
  world.orders.diversions = {{route, b.h100, 10}, {route, world.skus.find("h20"), 10}};
  world.brokers.buys_in[route] = b.cn;
  judge_shipments(world);
  REQUIRE(world.admissions.brokers.size() == 2);
  CHECK(world.admissions.brokers[0].answer == Answer::denied);
  CHECK(world.admissions.brokers[1].answer == Answer::permitted);
  world.brokers.buys_in[route] = b.us;
  judge_shipments(world);
  REQUIRE(world.admissions.brokers.size() == 2);
  CHECK(world.admissions.brokers[0].answer == Answer::permitted);
}

TEST_CASE("rent of a cloud abroad is judged by whose chips do most of its work", "[step]") {
  Bench b;
  b.rule("access", CloudAccess{.verification_min = 1.0});
  b.world.labs.training_flop[b.deepseek] = 1e26;
  const auto answer = [&] {
    judge_service(b.world);
    return b.world.admissions.rental(b.deepseek, b.abroad).answer;
  };
  b.world.skus.serving_rate[b.h100] = 1;
  b.world.skus.serving_rate[b.ascend] = 0.4;
  b.install(b.abroad, b.ascend, 200);
  CHECK(answer() == Answer::permitted);
  b.install(b.abroad, b.h100, 100);  // fewer chips, more work
  CHECK(answer() == Answer::denied);
  CHECK(b.world.admissions.rental(b.openai, b.abroad).answer == Answer::permitted);
  CHECK(b.world.admissions.rental(b.deepseek, b.alibaba).answer == Answer::permitted);
  b.install(b.abroad, b.ascend, 100);
  CHECK(answer() == Answer::permitted);
}

TEST_CASE(
    "rent is judged by the lab's largest run and by how far the operator knows its renters, and no saving clause "
    "helps",
    "[step]") {
  Bench b;
  World& world = b.world;
  const InstrumentId rule = b.rule("access", CloudAccess{.flop_min = 1e25});
  world.clouds.verification[b.abroad] = 0.4;
  b.install(b.abroad, b.h100, 100);
  const auto share = [&](double flop) {
    world.labs.training_flop[b.deepseek] = flop;
    judge_service(world);
    return world.admissions.rental(b.deepseek, b.abroad).share;
  };
  CHECK(share(1e26) == Approx(0.6));
  CHECK(share(1e24) == 1.0);
  world.regimes.savings_until[rule] = make_date(2026, 1, 1);
  CHECK(share(1e26) == Approx(0.6));
}
