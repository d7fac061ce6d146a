/// Kinds that keep nothing back by themselves: licence policies, foreign direct product rules, levies, budgets. What
/// they are not about they leave alone, and more of them does more. With the kinds of tests/support/specimens.cpp these
/// are all.

#include <set>
#include <utility>

#include "sim/policy/regime.hpp"
#include "sim/state/public_pay.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/specimens.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

template <std::size_t... At>
std::set<std::string> kinds(std::index_sequence<At...>) {
  return {std::variant_alternative_t<At, InstrumentKind>::kind...};
}

std::vector<double> through(Marketplace& m) {
  std::vector<double> shares;
  for (const NamedDeal& deal : deals_with_china(m)) {
    const Verdict verdict = m.judged(deal.deal);
    shares.push_back(verdict.answer == Verdict::Answer::permitted ? verdict.share : 0.0);
  }
  return shares;
}

Deal deal_of(const Marketplace& m, const std::string& name) {
  for (const NamedDeal& deal : deals_with_china(m))
    if (deal.name == name) return deal.deal;
  return {};
}

/// A deal about tools of a maker in South Korea, which American law does not reach by itself.
Deal korean_tools(Marketplace& m) {
  const ToolmakerId maker = add_toolmaker(m.world, "korean_tools", m.kr);
  Deal deal = deal_of(m, "tools");
  deal.seller = m.world.toolmakers.account[maker];
  deal.origin = m.kr;
  return deal;
}

double share(Marketplace& m, const Deal& deal) {
  const Verdict verdict = m.judged(deal);
  return verdict.answer == Verdict::Answer::permitted ? verdict.share : 0.0;
}

}  // namespace

TEST_CASE("every kind of instrument has its placebo and its dose", "[policy]") {
  // Those of the second line are tried in policy_imports_test.cpp and government_race_test.cpp.
  std::set<std::string> tried = {"licence_policy", "foreign_direct_product", "levy",    "budget",
                                 "wafer_tariff",   "equipment_limit",        "alliance"};
  for (const Specimen& specimen : restrictions()) tried.insert(specimen.kind);
  CHECK(tried == kinds(std::make_index_sequence<std::variant_size_v<InstrumentKind>>()));
}

TEST_CASE("the more a licence policy approves, the more passes, and only of what it names", "[policy]") {
  for (const double approval : {0.0, 0.25, 0.5, 1.0})
    for (const double acceptance : {0.4, 1.0}) {
      Marketplace m;
      LicencePolicy desk;
      desk.clears = {m.add("tools", ToolControl{.node_max = 14, .policy = Treatment::licence})};
      desk.approval = approval;
      desk.acceptance = acceptance;
      m.add("desk", desk);
      CHECK(share(m, deal_of(m, "tools")) == Approx(approval * acceptance));
      m.add("other", ToolControl{.node_max = 14});
      CHECK(share(m, deal_of(m, "tools")) == 0.0);
    }
}

TEST_CASE("a foreign direct product rule carries what it extends to makers abroad, save for the exempt", "[policy]") {
  const auto passes = [](bool reach, std::vector<Good> goods, bool extends, bool exempt) {
    Marketplace m;
    const Deal deal = korean_tools(m);
    const InstrumentId control = m.add("control", ToolControl{.node_max = 14});
    ForeignDirectProduct rule;
    if (extends) rule.extends = {control};
    rule.goods = std::move(goods);
    if (exempt) rule.exempt = {m.kr};
    if (reach) m.add("reach", rule);
    return share(m, deal);
  };
  CHECK(passes(false, {}, true, false) == 1.0);
  CHECK(passes(true, {}, true, false) == 0.0);
  CHECK(passes(true, {Good::tools}, true, false) == 0.0);
  CHECK(passes(true, {Good::chips}, true, false) == 1.0);
  CHECK(passes(true, {}, false, false) == 1.0);
  CHECK(passes(true, {}, true, true) == 1.0);
}

TEST_CASE("reach abroad never lets more through, whatever it extends", "[policy]") {
  for (const Specimen& specimen : restrictions())
    for (const double dose : {0.3, 0.7, 1.0}) {
      INFO(specimen.kind << " at " << dose);
      Marketplace m;
      const InstrumentId base = specimen.add(m, dose, "base");
      const auto before = through(m);
      ForeignDirectProduct rule;
      rule.extends = {base};
      m.add("reach", rule);
      const auto now = through(m);
      for (std::size_t deal = 0; deal < now.size(); ++deal) CHECK(now[deal] <= before[deal]);
      for (const NamedDeal& deal : deals_without_china(m)) CHECK(share(m, deal.deal) == 1.0);
    }
}

TEST_CASE("a levy costs its rate and stops nothing, and a window that no chip is in costs nothing", "[policy]") {
  for (const double rate : {0.0, 0.1, 0.25, 0.5}) {
    Marketplace m;
    Levy levy;
    levy.rate = rate;
    m.add("levy", levy);
    CHECK(m.judged(deal_of(m, "chips")).levy == rate);
    for (const double part : through(m)) CHECK(part == 1.0);
    for (const NamedDeal& deal : deals_without_china(m)) CHECK(m.judged(deal.deal).levy == 0.0);
    Levy elsewhere = levy;
    elsewhere.windows.push_back({.id = "w", .tpp_above = 1, .tpp_below = 2});
    m.add("elsewhere", elsewhere);
    CHECK(m.judged(deal_of(m, "chips")).levy == rate);
  }
}

TEST_CASE("a budget pays its amount to whom it names and to nobody else", "[policy]") {
  for (const double amount : {0.0, 1e9, 5e9}) {
    Marketplace m;
    m.add("budget", Budget{.purpose = BudgetPurpose::fab_subsidy, .amount = amount, .recipients = {"fabs/us_memory"}});
    for (const double part : through(m)) CHECK(part == 1.0);
    const auto paid = [&](AccountId account, BudgetPurpose purpose) { return public_pay(m.world, account, {purpose}); };
    const AccountId named = m.world.fabs.account[m.hynix];
    CHECK(paid(named, BudgetPurpose::fab_subsidy) == amount);
    CHECK(paid(named, BudgetPurpose::public_compute) == 0.0);
    CHECK(paid(m.world.fabs.account[m.smic], BudgetPurpose::fab_subsidy) == 0.0);
  }
}
