#include <algorithm>

#include "sim/accounts/affiliates.hpp"
#include "sim/policy/regime.hpp"
#include "tests/sim/moved.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_world.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Alibaba on an entity list, and a rule on affiliates that is not law yet.
struct Listed {
  World world = small_world(make_date(2024, 1, 1));
  GovernmentId us = world.governments.find("us");
  AccountId alibaba = world.clouds.account[world.clouds.find("alibaba")];
  InstrumentId list, rule;

  Listed() {
    list = add_instrument(world, "list", us, make_date(2023, 1, 1), EntityList{.listed = {"clouds/alibaba"}});
    rule = add_instrument(world, "affiliates", us, make_date(2023, 1, 1), EntityList{.affiliates = true});
    world.regimes.status[rule] = Status::proposed;
    world.accounts.outlay_rate[alibaba] = 1e9;
    bind(world);
    enact(world);
  }
  double paid_in(int months) {
    Movements out;
    for (int month = 0; month < months; ++month) Affiliates{}.assess(world, out);
    return moved_usd(out);
  }
  Verdict sale() const {
    Deal deal;
    deal.sku = world.skus.find("h20");
    deal.seller = world.designers.account[world.designers.find("nvidia")];
    deal.buyer = alibaba;
    deal.place = world.countries.find("cn");
    deal.units = 100;
    return judge(world, deal);
  }
};

}  // namespace

TEST_CASE("a listed firm founds affiliates at a cost and buys a part of its needs through them", "[accounts]") {
  Listed f;
  CHECK(f.sale().answer == Verdict::Answer::denied);
  CHECK(f.paid_in(1) >= 1e7);  // a hundredth of its outlays
  const double soon = f.world.accounts.affiliate_share[f.alibaba];
  CHECK(soon > 0);
  f.paid_in(24);
  const double later = f.world.accounts.affiliate_share[f.alibaba];
  CHECK(later > soon);
  CHECK(later <= Affiliates{}.greatest_share);
  CHECK(f.sale().share == Approx(later));
  CHECK(f.sale().by == f.list);
}

TEST_CASE("affiliates cost what founding takes, once, and their upkeep in every step", "[accounts]") {
  Listed f;
  const Affiliates rule;
  const double upkeep = rule.upkeep * 1e9 * f.world.years;
  CHECK(f.paid_in(1) == Approx(std::max(rule.least_cost, rule.founding_cost * 1e9) + upkeep));
  CHECK(f.paid_in(1) == Approx(upkeep));
  Listed small;
  small.world.accounts.outlay_rate[small.alibaba] = 1;
  CHECK(small.paid_in(1) == Approx(rule.least_cost));
}

TEST_CASE("a rule on affiliates covers them from its first day, and they are given up", "[accounts]") {
  Listed f;
  f.paid_in(24);
  const double before = f.world.accounts.affiliate_share[f.alibaba];
  f.world.regimes.status[f.rule] = Status::in_force;
  enact(f.world);
  CHECK(f.sale().answer == Verdict::Answer::denied);
  CHECK(f.paid_in(12) == 0);
  CHECK(f.world.accounts.affiliate_share[f.alibaba] < before);
}

TEST_CASE("labs on a list found no affiliates: they buy no goods") {
  Listed f;
  World& world = f.world;
  const LabId qwen = add_lab(world, "qwen", world.countries.find("cn"), world.clouds.find("alibaba"));
  const AccountId lab = world.labs.account[qwen];
  auto& listed_by = world.regimes.law.listed_by;
  listed_by.resize(lab.index + 1);
  listed_by[lab.index] = listed_by[f.alibaba.index];
  f.world.accounts.outlay_rate[lab] = 1e9;
  f.paid_in(12);
  CHECK(f.world.accounts.affiliate_share[f.alibaba] > 0);
  CHECK(f.world.accounts.affiliate_share[lab] == 0);
}

TEST_CASE("who is not listed founds nothing, and analysts find affiliates", "[accounts]") {
  Listed f;
  f.world.regimes.ends[f.list] = f.world.today;
  enact(f.world);
  CHECK(f.paid_in(12) == 0);
  Listed seen, unseen;
  seen.world.governments.analysts[seen.us] = 200;
  seen.paid_in(24);
  unseen.paid_in(24);
  CHECK(seen.world.accounts.affiliate_share[seen.alibaba] < unseen.world.accounts.affiliate_share[unseen.alibaba]);
}
