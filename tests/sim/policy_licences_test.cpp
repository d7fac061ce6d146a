#include "sim/policy/regime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_law.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

using Answer = Verdict::Answer;

/// A world in which every chip above 2000 TPP needs a licence for China, and licences can be had under `policy`.
World licensed_world(LicencePolicy policy) {
  World world = small_world(make_date(2024, 1, 1));
  add_chips(world);
  ChipThreshold rule;
  rule.clauses.push_back({.id = "a", .tpp_min = 2000, .policy = Treatment::licence});
  const auto us = world.governments.find("us");
  const InstrumentId law = add_instrument(world, "law", us, world.today, rule);
  policy.clears = {law};
  const InstrumentId desk = add_instrument(world, "desk", us, world.today, policy);
  world.regimes.targets[law] = world.regimes.targets[desk] = {world.countries.find("cn")};
  bind(world);
  enact(world);
  return world;
}

LicencePolicy certain() {
  LicencePolicy policy;
  policy.approval = 1.0;
  policy.delay = policy.delay_min = 0.1;
  return policy;
}

/// Files for a sale and lets months pass until it is ruled on.
void obtain(World& world, const Deal& deal, int months = 3) {
  file_licence(world, deal);
  for (int i = 0; i < months; ++i) {
    travel(world, world.tomorrow());
    enact(world);
  }
}

}  // namespace

TEST_CASE("a licence comes after its delay, and its balance is drawn at shipment", "[policy]") {
  World world = licensed_world(certain());
  const Deal deal = sale(world, "h100", "alibaba", 100);
  CHECK(judge(world, deal).answer == Answer::queued);
  file_licence(world, deal);
  enact(world);
  CHECK(judge(world, deal).answer == Answer::queued);
  obtain(world, deal);
  CHECK(judge(world, deal).answer == Answer::permitted);
  CHECK(judge(world, deal).share == 1.0);

  // An order draws nothing, a shipment does.
  CHECK(judge(world, sale(world, "h100", "alibaba", 200)).share == Approx(0.5));
  draw_licence(world, deal, 70);
  CHECK(judge(world, deal).share == Approx(0.3));
  draw_licence(world, deal, 30);
  CHECK(judge(world, deal).answer == Answer::queued);
}

TEST_CASE("a licence is for its buyer and its chip", "[policy]") {
  World world = licensed_world(certain());
  add_cloud(world, "tencent", world.countries.find("cn"), world.countries.find("cn"));
  obtain(world, sale(world, "h100", "alibaba", 100));
  CHECK(judge(world, sale(world, "h100", "alibaba", 100)).share == 1.0);
  CHECK(judge(world, sale(world, "h100", "tencent", 100)).answer == Answer::queued);
  CHECK(judge(world, sale(world, "h800", "alibaba", 100)).answer == Answer::queued);
}

TEST_CASE("the same wish is filed once", "[policy]") {
  World world = licensed_world(certain());
  const Deal deal = sale(world, "h100", "alibaba", 100);
  file_licence(world, deal);
  file_licence(world, deal);
  CHECK(world.regimes.licences.rows.size() == 1);
  obtain(world, deal);
  file_licence(world, deal);
  CHECK(world.regimes.licences.rows.size() == 1);
  file_licence(world, sale(world, "h100", "alibaba", 150));
  REQUIRE(world.regimes.licences.rows.size() == 2);
  CHECK(world.regimes.licences.rows[1].asked == Approx(50));
}

TEST_CASE("rulings follow the order of filing and wait for staff", "[policy]") {
  LicencePolicy slow = certain();
  slow.rulings_per_officer = 0.061;  // with 200 officers one ruling a month
  World world = licensed_world(slow);
  const char* chips[] = {"h100", "a100", "h800"};
  for (const char* sku : chips) file_licence(world, sale(world, sku, "alibaba", 10));
  // The last in the list was filed first.
  auto& rows = world.regimes.licences.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].filed.days -= static_cast<std::int32_t>(i);
  const auto granted = [&] {
    int count = 0;
    for (const auto& row : world.regimes.licences.rows) count += row.state == LicenceState::granted;
    return count;
  };
  travel(world, make_date(2024, 2, 1));
  enact(world);
  CHECK(granted() == 1);
  CHECK(rows[2].state == LicenceState::granted);
  travel(world, make_date(2024, 3, 1));
  enact(world);
  CHECK(granted() == 2);
  CHECK(rows[1].state == LicenceState::granted);
  world.governments.licensing_staff[world.governments.find("us")] = 0;
  travel(world, make_date(2024, 4, 1));
  enact(world);
  CHECK(granted() == 2);
}

TEST_CASE("who is ruled on first of those that filed on one day is drawn, and no matter of rows", "[policy]") {
  LicencePolicy slow = certain();
  slow.rulings_per_officer = 0.061;  // with 200 officers one ruling a month
  const auto first = [&](std::uint64_t seed, std::vector<std::string> chips) {
    World world = licensed_world(slow);
    world.seed = seed;
    for (const std::string& sku : chips) file_licence(world, sale(world, sku, "alibaba", 10));
    travel(world, make_date(2024, 2, 1));
    enact(world);
    for (const auto& row : world.regimes.licences.rows)
      if (row.state == LicenceState::granted) return world.skus.id[row.sku];
    return std::string();
  };
  int ahead = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CHECK(first(seed, {"h100", "a100"}) == first(seed, {"a100", "h100"}));
    ahead += first(seed, {"h100", "a100"}) == "h100";
  }
  CHECK(ahead > 8);
  CHECK(ahead < 32);
}

TEST_CASE("approval and the buyer's acceptance are two draws", "[policy]") {
  LicencePolicy never = certain();
  never.approval = 0.0;
  World world = licensed_world(never);
  obtain(world, sale(world, "h100", "alibaba"));
  CHECK(world.regimes.licences.rows.at(0).state == LicenceState::refused);

  LicencePolicy unwanted = certain();
  unwanted.acceptance = 0.0;
  world = licensed_world(unwanted);
  const Deal deal = sale(world, "h100", "alibaba");
  obtain(world, deal);
  CHECK(world.regimes.licences.rows.at(0).state == LicenceState::declined);
  file_licence(world, deal);
  CHECK(world.regimes.licences.rows.size() == 1);
  CHECK(judge(world, deal).answer == Answer::queued);
}

TEST_CASE("half of applications are granted when the odds are even", "[policy]") {
  LicencePolicy even = certain();
  even.approval = 0.5;
  even.rulings_per_officer = 1e4;
  World world = licensed_world(even);
  for (int i = 0; i < 400; ++i) {
    const std::string id = "cloud_" + std::to_string(i);
    const AccountId buyer =
        world.accounts.add("clouds/" + id, Sector::cloud, world.countries.find("cn"), world.countries.find("cn"));
    Deal deal = sale(world, "h100", "alibaba");
    deal.buyer = buyer;
    file_licence(world, deal);
  }
  travel(world, make_date(2024, 3, 1));
  enact(world);
  int granted = 0;
  for (const auto& row : world.regimes.licences.rows) granted += row.state == LicenceState::granted;
  CHECK(granted > 160);
  CHECK(granted < 240);
}

TEST_CASE("a volume cap follows what the home market has bought", "[policy]") {
  LicencePolicy capped = certain();
  capped.us_volume_share = 0.5;
  World world = licensed_world(capped);
  const Deal deal = sale(world, "h100", "alibaba", 100);
  obtain(world, deal);
  CHECK(judge(world, deal).share == 0.0);
  draw_licence(world, sale(world, "h100", "microsoft", 60), 60);
  CHECK(judge(world, deal).share == Approx(0.3));
  draw_licence(world, deal, 30);
  CHECK(judge(world, deal).share == 0.0);
}

TEST_CASE("no licence goes beyond a buyer's cap", "[policy]") {
  LicencePolicy capped = certain();
  capped.buyer_cap = 75;
  World world = licensed_world(capped);
  const Deal deal = sale(world, "h100", "alibaba", 100);
  obtain(world, deal);
  CHECK(judge(world, deal).share == Approx(0.75));
  file_licence(world, deal);
  CHECK(world.regimes.licences.rows.size() == 1);
}

TEST_CASE("a licence ends with its term and with its policy", "[policy]") {
  LicencePolicy brief = certain();
  brief.term = 0.5;
  World world = licensed_world(brief);
  const Deal deal = sale(world, "h100", "alibaba", 100);
  obtain(world, deal);
  travel(world, make_date(2024, 10, 1));
  enact(world);
  CHECK(judge(world, deal).answer == Answer::queued);

  world = licensed_world(certain());
  obtain(world, deal);
  world.regimes.ends[world.regimes.find("desk")] = world.tomorrow();
  travel(world, world.tomorrow());
  enact(world);
  CHECK(judge(world, deal).answer == Answer::denied);
}

TEST_CASE("with licences switched off nothing can be licensed", "[policy]") {
  World world = licensed_world(certain());
  world.mechanisms.set(Mechanism::licences, false);
  enact(world);
  CHECK(judge(world, sale(world, "h100", "alibaba")).answer == Answer::denied);
}

TEST_CASE("a quota is used up by shipments to its country and starts anew for nobody", "[policy]") {
  World world = small_world(make_date(2024, 1, 1));
  add_chips(world);
  const CountryId sa = add_country(world, "sa", Bloc::swing);
  add_cloud(world, "humain", sa, sa);
  const CountryId ae = add_country(world, "ae", Bloc::swing);
  add_cloud(world, "g42", ae, ae);
  Quota wide;  // another one, that never binds
  wide.country_cap = wide.company_cap = 1e9;
  add_instrument(world, "wide", world.governments.find("us"), world.today, wide);
  Quota quota;
  quota.country_cap = 100;
  quota.company_cap = 80;
  quota.exempt = {world.countries.find("tw")};
  const InstrumentId rule = add_instrument(world, "caps", world.governments.find("us"), world.today, quota);
  bind(world);
  enact(world);
  const Deal deal = sale(world, "h100", "humain", 160);
  CHECK(judge(world, deal).share == Approx(0.5).epsilon(1e-3));
  CHECK(judge(world, deal).by == rule);
  draw_licence(world, deal, 80);
  CHECK(judge(world, deal).share == Approx(0.0).margin(1e-3));
  CHECK(judge(world, sale(world, "h100", "g42", 160)).share == Approx(0.5).epsilon(1e-3));  // a country for itself
  travel(world, make_date(2025, 1, 1));
  enact(world);
  CHECK(judge(world, deal).share == Approx(20.0 / 160).epsilon(1e-2));
  CHECK(judge(world, sale(world, "h100", "microsoft")).share == 1.0);
  CHECK(judge(world, sale(world, "h20", "humain")).share == 1.0);
}

TEST_CASE(
    "a quota counts compute and not chips, leaves alone whom it does not mean, and frees only whom all about is "
    "exempt",
    "[policy]") {
  World world = small_world(make_date(2024, 1, 1));
  add_chips(world);
  const CountryId tw = world.countries.find("tw"), sa = add_country(world, "sa", Bloc::swing),
                  ae = add_country(world, "ae", Bloc::swing);
  add_cloud(world, "humain", sa, sa);
  add_cloud(world, "taiwanese_in_sa", sa, tw);
  add_cloud(world, "taiwanese", tw, tw);
  add_cloud(world, "g42", ae, ae);
  world.skus.h100e[world.skus.find("b200")] = 2;
  Quota quota;
  quota.country_cap = quota.company_cap = 100;
  quota.exempt = {tw};
  const InstrumentId rule = add_instrument(world, "caps", world.governments.find("us"), world.today, quota);
  const auto share = [&](const char* sku, const char* cloud) {
    bind(world);
    enact(world);
    return judge(world, sale(world, sku, cloud, 200)).share;
  };
  CHECK(share("h100", "humain") == Approx(0.5));
  CHECK(share("b200", "humain") == Approx(0.25));
  CHECK(share("h100", "taiwanese") == 1.0);
  CHECK(share("h100", "taiwanese_in_sa") == Approx(0.5));
  world.regimes.targets[rule] = {sa};
  CHECK(share("h100", "humain") == Approx(0.5));
  CHECK(share("h100", "g42") == 1.0);
  draw_licence(world, sale(world, "b200", "humain"), 25);
  CHECK(share("h100", "humain") == Approx(0.25));
  draw_licence(world, sale(world, "h100", "g42"), 40);
  CHECK(world.regimes.licences.quota_used.at(rule, sa) == Approx(50));
  CHECK(world.regimes.licences.quota_used.at(rule, ae) == 0);
}
