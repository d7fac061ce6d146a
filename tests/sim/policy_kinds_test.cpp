/// Every kind of instrument: what it is not about it leaves alone, more of it never lets more through, and two of them
/// compose as the law says.

#include <algorithm>

#include "sim/core/random.hpp"
#include "sim/policy/regime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/specimens.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

const Deal& deal_named(const std::vector<NamedDeal>& deals, const std::string& name) {
  return std::find_if(deals.begin(), deals.end(), [&](const NamedDeal& d) { return d.name == name; })->deal;
}

/// Part of every deal with China that gets through.
std::vector<double> through(Marketplace& m) {
  bind(m.world);
  enact(m.world);
  std::vector<double> shares;
  for (const NamedDeal& deal : deals_with_china(m)) {
    const Verdict verdict = judge(m.world, deal.deal);
    shares.push_back(verdict.answer == Verdict::Answer::permitted ? verdict.share : 0.0);
  }
  return shares;
}

std::vector<double> through_under(const std::vector<std::pair<const Specimen*, double>>& law) {
  Marketplace m;
  std::size_t number = 0;
  for (const auto& [specimen, dose] : law) specimen->add(m, dose, "rule_" + std::to_string(number++));
  return through(m);
}

}  // namespace

TEST_CASE("without law every deal gets through", "[policy]") {
  for (const double share : through_under({})) CHECK(share == 1.0);
}

TEST_CASE("placebo: no kind touches a deal that China has no part in, nor one of another good", "[policy]") {
  for (const Specimen& specimen : restrictions()) {
    INFO(specimen.kind);
    Marketplace m;
    specimen.add(m, 1.0, "rule");
    for (const NamedDeal& deal : deals_without_china(m)) {
      INFO(deal.name);
      const Verdict verdict = m.judged(deal.deal);
      CHECK(verdict.share == 1.0);
      CHECK(verdict.answer == Verdict::Answer::permitted);
      CHECK(verdict.levy == 0.0);
    }
    const bool chip_kind = specimen.deal == "chips";
    if (chip_kind) CHECK(m.judged(deal_named(deals_with_china(m), "model")).share == 1.0);
    if (!chip_kind && specimen.kind != "entity_list")
      CHECK(m.judged(deal_named(deals_with_china(m), "chips")).share == 1.0);
  }
}

TEST_CASE("dose: the more of a kind, the less gets through, from all to nothing", "[policy]") {
  for (const Specimen& specimen : restrictions()) {
    INFO(specimen.kind);
    double before = 1.0;
    for (const double dose : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
      Marketplace m;
      specimen.add(m, dose, "rule");
      const Verdict verdict = m.judged(deal_named(deals_with_china(m), specimen.deal));
      INFO("dose " << dose << ": " << verdict.share << " after " << before);
      CHECK(verdict.share <= before);
      if (dose == 0.0) CHECK(verdict.share == 1.0);
      before = verdict.share;
    }
    CHECK(before == 0.0);
  }
}

TEST_CASE("table: of any two kinds the stricter decides, in either order", "[policy]") {
  for (const Specimen& a : restrictions())
    for (const Specimen& b : restrictions())
      for (const auto& [one, other] : {std::pair{1.0, 1.0}, {0.7, 0.4}, {0.3, 0.9}}) {
        INFO(a.kind << " at " << one << " with " << b.kind << " at " << other);
        const auto first = through_under({{&a, one}}), second = through_under({{&b, other}});
        const auto both = through_under({{&a, one}, {&b, other}});
        CHECK(both == through_under({{&b, other}, {&a, one}}));
        for (std::size_t deal = 0; deal < both.size(); ++deal) CHECK(both[deal] == std::min(first[deal], second[deal]));
      }
}

TEST_CASE("table: a permission clears the kind that it names and no other", "[policy]") {
  for (const Specimen& a : restrictions()) {
    if (a.kind == "purchase_restriction") continue;  // the buyers' side needs no permission from the sellers'
    for (const Specimen& b : restrictions()) {
      INFO(a.kind << " permitted, " << b.kind << " not");
      Marketplace m;
      LicencePolicy blanket;
      blanket.clears = {a.add(m, 1.0, "cleared")};
      blanket.blanket = blanket.overseas_units = true;  // rental stands outside the target country
      m.world.regimes
          .targets[m.add("permission", blanket,
                         m.world.regimes.issuer[blanket.clears[0]] == m.world.governments.find("us") ? "us" : "cn")];
      CHECK(m.judged(deal_named(deals_with_china(m), a.deal)).share == 1.0);
      b.add(m, 1.0, "other");
      CHECK(through(m) == through_under({{&b, 1.0}}));
    }
  }
}

TEST_CASE("a foreign direct product rule, a levy or a budget alone keeps nothing back", "[policy]") {
  Marketplace m;
  m.add("reach", ForeignDirectProduct{});
  Levy levy;
  levy.rate = 0.2;
  m.add("levy", levy);
  m.add("budget", Budget{.amount = 1e9, .recipients = {"fabs/smic"}});
  for (const double share : through(m)) CHECK(share == 1.0);
  CHECK(m.judged(deal_named(deals_with_china(m), "chips")).levy == 0.2);
  CHECK(m.judged(deal_named(deals_without_china(m), "chips")).levy == 0.0);
}

TEST_CASE("adding a denial of any kind never lets more through", "[policy]") {
  for (std::uint64_t trial = 0; trial < 40; ++trial) {
    std::vector<std::pair<const Specimen*, double>> law;
    auto before = through_under(law);
    for (std::uint32_t i = 0; i < 8; ++i) {
      const double which = uniform(trial, Purpose::hazard, 3, i), dose = uniform(trial, Purpose::hazard, 4, i);
      const auto& all = restrictions();
      law.emplace_back(&all[static_cast<std::size_t>(which * static_cast<double>(all.size()))], dose);
      const auto now = through_under(law);
      INFO("trial " << trial << ", " << law.back().first->kind << " at " << dose);
      for (std::size_t deal = 0; deal < now.size(); ++deal) CHECK(now[deal] <= before[deal]);
      before = now;
    }
  }
}
