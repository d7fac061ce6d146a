#include <tuple>

#include "sim/policy/regime.hpp"
#include "sim/step/judgement.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_law.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Answer = Verdict::Answer;

/// The small world with Huawei, a front, a Korean maker of HBM, a Chinese line and makers of tools from three
/// countries.
struct Industry {
  World world = small_world(make_date(2025, 2, 1));
  CountryId us = world.countries.find("us"), cn = world.countries.find("cn"), tw = world.countries.find("tw");
  CountryId kr = add_country(world, "kr", Bloc::ally), nl = add_country(world, "nl", Bloc::ally),
            sg = add_country(world, "sg", Bloc::swing);
  GovernmentId issuer = world.governments.find("us"), dutch = add_government(world, "nl", nl);
  DesignerId huawei = add_designer(world, "huawei", cn), front = add_designer(world, "front", sg);
  FabId tsmc = world.fabs.find("tsmc"), smic = add_fab(world, "smic", cn), hynix = add_fab(world, "sk_hynix", kr),
        samsung = add_fab(world, "samsung", kr);
  LineId n7 = add_line(world, "smic_n7", smic, cn, Product::logic, 7),
         mature = add_line(world, "smic_mature", smic, cn, Product::logic, 28),
         stacks = add_line(world, "hynix_hbm", hynix, kr, Product::hbm, 15),
         korean = add_line(world, "samsung_cn", samsung, cn, Product::logic, 14);
  ToolmakerId lam = add_toolmaker(world, "lam", us), asml = add_toolmaker(world, "asml", nl),
              naura = add_toolmaker(world, "naura", cn);
  SkuId ascend = add_sku(world, "ascend", huawei, tsmc, {.tpp = 6000, .transistors = 50, .hbm_stacks = 4});

  InstrumentId add(const std::string& id, InstrumentKind what) {
    const InstrumentId rule = add_instrument(world, id, issuer, make_date(2024, 1, 1), std::move(what));
    world.regimes.targets[rule] = {cn};
    return rule;
  }
  Verdict judged(Deal deal) {
    bind(world);
    enact(world);
    return judge(world, deal);
  }
  Deal dies(DesignerId buyer, FabId seller) const {
    Deal deal;
    deal.good = Good::dies;
    deal.sku = ascend;
    deal.seller = world.fabs.account[seller];
    deal.buyer = world.designers.account[buyer];
    deal.units = 1000;
    return deal;
  }
  Deal hbm(DesignerId buyer) const {
    Deal deal = dies(buyer, hynix);
    deal.good = Good::hbm;
    deal.line = stacks;
    return deal;
  }
  Deal tool(ToolmakerId maker, LineId line, Good good = Good::tools, int tool_class = etch) const {
    Deal deal;
    deal.good = good;
    deal.tool_class = tool_class;
    deal.line = line;
    deal.seller = world.toolmakers.account[maker];
    deal.buyer = world.fabs.account[world.lines.fab[line]];
    deal.place = world.lines.site[line];
    deal.units = 1;
    return deal;
  }
};

}  // namespace

TEST_CASE("a listed buyer is refused at home, and abroad only through the foreign direct product rule", "[policy]") {
  Industry i;
  const InstrumentId list = i.add("list", EntityList{.listed = {"designers/huawei", "fabs/smic"}});
  CHECK(i.judged(i.tool(i.lam, i.mature)).answer == Answer::denied);
  CHECK(i.judged(i.dies(i.huawei, i.tsmc)).answer == Answer::permitted);
  i.add("fdpr", ForeignDirectProduct{.extends = {list}, .goods = {Good::dies}});
  CHECK(i.judged(i.dies(i.huawei, i.tsmc)).answer == Answer::denied);
  CHECK(i.judged(i.dies(i.huawei, i.tsmc)).by == list);
  CHECK(i.judged(i.hbm(i.huawei)).answer == Answer::permitted);
  CHECK(i.judged(i.dies(i.huawei, i.smic)).answer == Answer::permitted);  // trade within China is out of reach
  CHECK(i.judged(i.dies(i.front, i.tsmc)).answer == Answer::permitted);   // nobody has listed the front
  CHECK(i.world.accounts.listed_firm[i.world.designers.account[i.huawei]]);
  CHECK_FALSE(i.world.accounts.listed_firm[i.world.designers.account[i.front]]);
}

TEST_CASE("affiliates are covered only while the affiliates rule is law", "[policy]") {
  Industry i;
  const GroupId group = add_row(i.world.groups, "huawei");
  const CloudId unit = add_cloud(i.world, "huawei_cloud", i.sg, i.cn);
  i.world.designers.group[i.huawei] = i.world.clouds.group[unit] = group;
  i.add("list", EntityList{.listed = {"designers/huawei"}});
  const Deal deal = sale(i.world, "h20", "huawei_cloud");
  CHECK(i.judged(deal).answer == Answer::permitted);
  const InstrumentId rule = i.add("affiliates", EntityList{.affiliates = true});
  CHECK(i.judged(deal).answer == Answer::denied);
  CHECK(i.judged(deal).by == rule);
  i.world.regimes.stayed_from[rule] = i.world.today;
  i.world.regimes.stayed_until[rule] = kNever;
  CHECK(i.judged(deal).answer == Answer::permitted);
}

TEST_CASE("a list for advanced lines leaves mature ones alone", "[policy]") {
  Industry i;
  i.add("list", EntityList{.listed = {"fabs/smic"}, .node_max = 10});
  CHECK(i.judged(i.tool(i.lam, i.n7)).answer == Answer::denied);
  CHECK(i.judged(i.tool(i.lam, i.mature)).answer == Answer::permitted);
}

TEST_CASE("stacks from abroad are caught through the foreign direct product rule, homes with rules of their own not",
          "[policy]") {
  Industry i;
  const InstrumentId rule = i.add("stacks", HbmControl{});
  CHECK(i.judged(i.hbm(i.huawei)).answer == Answer::permitted);
  const InstrumentId fdpr = i.add("fdpr", ForeignDirectProduct{.extends = {rule}});
  CHECK(i.judged(i.hbm(i.huawei)).answer == Answer::denied);
  CHECK(i.judged(i.hbm(i.world.designers.find("nvidia"))).answer == Answer::permitted);
  std::get<ForeignDirectProduct>(i.world.regimes.what[fdpr]).exempt = {i.kr};
  CHECK(i.judged(i.hbm(i.huawei)).answer == Answer::permitted);
  i.world.mechanisms.set(Mechanism::alignment, false);  // without alignment nobody is exempt
  CHECK(i.judged(i.hbm(i.huawei)).answer == Answer::denied);
}

TEST_CASE("tools are refused by node, class, maker's home and owner's home", "[policy]") {
  Industry i;
  i.add("tools", ToolControl{.tool_classes = {etch, deposition}});
  CHECK(i.judged(i.tool(i.lam, i.n7)).answer == Answer::denied);
  CHECK(i.judged(i.tool(i.lam, i.mature)).answer == Answer::permitted);
  CHECK(i.judged(i.tool(i.lam, i.n7, Good::tools, clean)).answer == Answer::permitted);
  CHECK(i.judged(i.tool(i.asml, i.n7)).answer == Answer::permitted);
  CHECK(i.judged(i.tool(i.naura, i.n7)).answer == Answer::permitted);
  CHECK(i.judged(i.tool(i.lam, i.korean)).answer == Answer::denied);
  const InstrumentId permission = i.add(
      "veu", LicencePolicy{.clears = {i.world.regimes.find("tools")}, .buyers = {"fabs/samsung"}, .blanket = true});
  CHECK(i.judged(i.tool(i.lam, i.korean)).answer == Answer::permitted);
  CHECK(i.judged(i.tool(i.lam, i.n7)).answer == Answer::denied);
  i.world.regimes.ends[permission] = i.world.today;
  CHECK(i.judged(i.tool(i.lam, i.korean)).answer == Answer::denied);
}

TEST_CASE("allies' own controls hold their makers, as long as they are aligned", "[policy]") {
  Industry i;
  const InstrumentId rule =
      add_instrument(i.world, "nl_2023", i.dutch, make_date(2023, 9, 1), ToolControl{.tool_classes = {immersion}});
  i.world.regimes.targets[rule] = {i.cn};
  CHECK(i.judged(i.tool(i.asml, i.n7, Good::tools, immersion)).answer == Answer::denied);
  CHECK(i.judged(i.tool(i.lam, i.n7, Good::tools, immersion)).answer == Answer::permitted);
  i.world.mechanisms.set(Mechanism::alignment, false);
  CHECK(i.judged(i.tool(i.asml, i.n7, Good::tools, immersion)).answer == Answer::permitted);
}

TEST_CASE("buyers are not told to take tools that nobody makes at home", "[policy]") {
  Industry i;
  auto& makers = i.world.toolmakers;
  for (const ToolmakerId maker : makers.rows()) makers.class_shares[maker].assign(kToolClasses, 0.0);
  makers.class_shares[i.naura][etch] = 0.3;
  makers.class_shares[i.naura][clean] = 0.1;
  makers.home_gain[i.naura] = makers.quality[i.naura] = 1;
  const GovernmentId china = add_government(i.world, "cn", i.cn);
  add_instrument(i.world, "half", china, make_date(2024, 1, 1),
                 PurchaseRestriction{.goods = {Good::tools}, .accepted = 0.8});
  const auto let_in = [&](LineId line, int cls) { return i.judged(i.tool(i.lam, line, Good::tools, cls)).share; };
  CHECK(let_in(i.mature, etch) == Approx(0.8));
  CHECK(let_in(i.mature, clean) == Approx(0.9));
  CHECK(let_in(i.mature, immersion) == Approx(1.0));
  // A fine line wants their full quality.
  makers.quality[i.naura] = 0.5;
  CHECK(let_in(i.n7, etch) == Approx(0.85));
  CHECK(let_in(i.mature, etch) == Approx(0.8));
}

TEST_CASE("the law on tools is asked class by class where a gate looks at what is made at home", "[policy]") {
  Industry i;
  auto& makers = i.world.toolmakers;
  for (const ToolmakerId maker : makers.rows()) makers.class_shares[maker].assign(kToolClasses, 0.0);
  for (const int cls : {etch, immersion}) makers.class_shares[i.lam][static_cast<std::size_t>(cls)] = 0.7;
  makers.class_shares[i.naura][etch] = 0.5;
  makers.home_gain[i.naura] = makers.quality[i.naura] = 1;
  i.world.lines.tool_shares[i.mature].assign(kToolClasses, 0.1);
  const GovernmentId china = add_government(i.world, "cn", i.cn);
  add_instrument(i.world, "half", china, make_date(2024, 1, 1),
                 PurchaseRestriction{.goods = {Good::tools}, .accepted = 0.2});
  i.world.orders.capacity = {{i.mature, 10, false}};
  bind(i.world);
  enact(i.world);
  judge_orders(i.world);
  const auto share = [&](int cls) {
    return i.world.admissions.tools(i.mature, offer_of(static_cast<std::size_t>(cls), i.lam)).share;
  };
  CHECK(share(etch) == Approx(0.5));
  CHECK(share(immersion) == Approx(1.0));
}

TEST_CASE("service ends after its lag and people leave", "[policy]") {
  Industry i;
  i.add("tools", ToolControl{.servicing = true, .servicing_lag = 1.5, .learning = 0.6});
  const Deal service = i.tool(i.lam, i.n7, Good::tool_service, -1);
  CHECK(i.judged(service).answer == Answer::permitted);
  publish(i.world);
  CHECK(i.world.restrictions.learning_open[i.n7.index] == Approx(0.6));
  CHECK(i.world.restrictions.learning_open[i.mature.index] == 1.0);
  CHECK(i.world.restrictions.learning_open[i.korean.index] == 1.0);
  CHECK(i.world.restrictions.tools_open_to_china[etch] == Approx(0.5));  // lam is refused, asml is not
  travel(i.world, make_date(2025, 9, 1));
  CHECK(i.judged(service).answer == Answer::denied);
}

TEST_CASE("large or HBM-fed dies of unknown designers are presumed to be restricted", "[policy]") {
  Industry i;
  CHECK(i.judged(i.dies(i.front, i.tsmc)).answer == Answer::permitted);
  const InstrumentId rule = i.add("presumption", FoundryPresumption{.approved = {i.us, i.tw, i.kr}});
  CHECK(i.judged(i.dies(i.front, i.tsmc)).by == rule);
  CHECK(i.judged(i.dies(i.world.designers.find("nvidia"), i.tsmc)).answer == Answer::permitted);
  CHECK(i.judged(i.dies(i.huawei, i.smic)).answer == Answer::permitted);
  i.world.skus.hbm_stacks[i.ascend] = 0;
  i.world.skus.transistors[i.ascend] = 20;
  CHECK(i.judged(i.dies(i.front, i.tsmc)).answer == Answer::permitted);
}

TEST_CASE("advanced chips of Chinese designers are made abroad until the rule reaches them", "[policy]") {
  Industry i;
  ChipThreshold rule;
  rule.clauses.push_back({.id = "a", .tpp_min = 4800});
  const InstrumentId threshold = i.add("threshold", rule);
  CHECK(i.judged(i.dies(i.huawei, i.tsmc)).answer == Answer::permitted);
  i.add("fdpr", ForeignDirectProduct{.extends = {threshold}});
  CHECK(i.judged(i.dies(i.huawei, i.tsmc)).answer == Answer::denied);
}

TEST_CASE("a front orders dies of a chip that looks harmless, until unknown designers are presumed restricted",
          "[policy]") {
  Industry i;
  ChipThreshold rule;
  rule.clauses.push_back({.id = "a", .tpp_min = 4800});
  const InstrumentId threshold = i.add("threshold", rule);
  i.add("fdpr", ForeignDirectProduct{.extends = {threshold}});
  const DesignerId front = add_designer(i.world, "cn_front", i.cn);
  CHECK(i.judged(i.dies(front, i.tsmc)).answer == Answer::denied);
  i.world.designers.front_for[front] = i.huawei;
  CHECK(i.judged(i.dies(front, i.tsmc)).answer == Answer::permitted);
  publish(i.world);
  CHECK(i.world.restrictions.dies_open[i.ascend.index] == 0.0);
  CHECK(i.world.restrictions.dies_open[i.world.skus.find("h100").index] == 1.0);
  i.add("presumption", FoundryPresumption{.approved = {i.us, i.tw, i.kr}});
  CHECK(i.judged(i.dies(front, i.tsmc)).answer == Answer::denied);
}

TEST_CASE("licences for tools count with the share that is granted", "[policy]") {
  Industry i;
  const InstrumentId rule = i.add("tools", ToolControl{});
  i.add("desk", LicencePolicy{.clears = {rule}, .approval = 0.4});
  CHECK(i.judged(i.tool(i.lam, i.n7)).share == Approx(0.4));
  CHECK(i.judged(i.tool(i.lam, i.n7)).by == rule);
}

TEST_CASE("service of a line lasts for the share of its tools whose makers may come, class by class", "[policy]") {
  Industry i;
  i.add("tools", ToolControl{.tool_classes = {etch}, .servicing = true});
  bind(i.world);
  enact(i.world);
  auto& lines = i.world.lines;
  lines.tool_shares[i.n7].assign(kToolClasses, 0.0);
  lines.tool_shares[i.n7][etch] = 0.6;
  lines.tool_shares[i.n7][immersion] = 0.4;
  for (const auto& [maker, etching, printing] :
       {std::tuple(i.lam, 0.75, 0.0), std::tuple(i.naura, 0.25, 0.0), std::tuple(i.asml, 0.0, 1.0)}) {
    i.world.toolmakers.class_shares[maker].assign(kToolClasses, 0.0);
    i.world.toolmakers.class_shares[maker][etch] = etching;
    i.world.toolmakers.class_shares[maker][immersion] = printing;
  }
  judge_orders(i.world);
  CHECK(lines.class_service[i.n7][etch] == Approx(0.25));  // the domestic maker comes
  CHECK(lines.class_service[i.n7][immersion] == Approx(1));
  CHECK(lines.serviced[i.n7] == Approx(0.6 * 0.25 + 0.4));
  CHECK(lines.serviced[i.world.lines.find("tsmc_n4")] == 1);
}

TEST_CASE("tools are judged where a line needs their class and a maker has them, and never within China", "[policy]") {
  Industry i;
  i.add("tools", ToolControl{.tool_classes = {etch}});
  bind(i.world);
  enact(i.world);
  i.world.lines.tool_shares[i.n7].assign(kToolClasses, 0.0);
  i.world.lines.tool_shares[i.n7][etch] = 1;
  for (const ToolmakerId maker : {i.lam, i.naura}) {
    i.world.toolmakers.class_shares[maker].assign(kToolClasses, 0.0);
    i.world.toolmakers.class_shares[maker][etch] = 0.5;
  }
  i.world.orders.capacity = {{i.n7, 100, false}};
  judge_orders(i.world);
  const auto answer = [&](ToolmakerId maker) { return i.world.admissions.tools(i.n7, offer_of(etch, maker)).answer; };
  CHECK(answer(i.lam) == Answer::denied);
  CHECK(answer(i.naura) == Answer::permitted);
}
