/// What the ledger counts in whole runs, against what follows from the trades of each step, from first principles; and
/// that every purpose which rules post is posted in some story.

#include <map>
#include <set>

#include "scenarios/runner/play/course.hpp"
#include "sim/accounts/energy.hpp"
#include "sim/accounts/wages.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/played.hpp"
#include "tests/support/tree.hpp"

using namespace exarace;
using namespace exarace::support;

namespace {

/// Sum over a list of trades [USD].
template <class Trades, class Amount>
double sum_of(const Trades& trades, Amount&& amount) {
  double usd = 0;
  for (const auto& trade : trades) usd += amount(trade);
  return usd;
}

/// Sum over the rows of a table [USD].
template <class Table, class Amount>
double rows_of(const Table& table, Amount&& amount) {
  double usd = 0;
  for (const auto row : table.rows()) usd += amount(row);
  return usd;
}

/// One identity between the books and the rest of the world, in every step.
struct Identity {
  const char* what;
  double (*booked)(const FlowTable& flows);
  double (*follows)(const World& world);
};

double between(const FlowTable& flows, Flow flow, Sector from, Sector to) { return flows.of(flow, from, to).usd(); }

template <Product product>
double upstream(const World& world) {
  return sum_of(world.trades.upstream,
                [](const UpstreamTrade& t) { return t.product == product ? t.units * t.price : 0.0; });
}

const Identity kIdentities[] = {
    {"chips that clouds buy of designers",
     [](const FlowTable& f) { return between(f, Flow::chip_capex, Sector::cloud, Sector::designer); },
     [](const World& w) {
       return sum_of(w.trades.chips, [](const ChipTrade& t) { return t.buyer ? double(t.units) * t.price : 0.0; });
     }},
    {"chips that brokers buy",
     [](const FlowTable& f) { return between(f, Flow::chip_stock, Sector::broker, Sector::designer); },
     [](const World& w) {
       return sum_of(w.trades.chips, [](const ChipTrade& t) { return t.buyer ? 0.0 : double(t.units) * t.price; });
     }},
    {"levies on chips",
     [](const FlowTable& f) { return between(f, Flow::sales_levy, Sector::designer, Sector::government); },
     [](const World& w) {
       return sum_of(w.trades.chips, [](const ChipTrade& t) { return double(t.units) * t.levy; });
     }},
    {"tariffs on wafers",
     [](const FlowTable& f) { return between(f, Flow::sales_levy, Sector::product_market, Sector::government); },
     [](const World& w) { return sum_of(w.trades.tariffs, [](const TariffPaid& t) { return t.amount; }); }},
    {"wafers", [](const FlowTable& f) { return between(f, Flow::wafers, Sector::designer, Sector::fab); },
     upstream<Product::logic>},
    {"stacks", [](const FlowTable& f) { return between(f, Flow::hbm_stacks, Sector::designer, Sector::fab); },
     upstream<Product::hbm>},
    {"packaging", [](const FlowTable& f) { return between(f, Flow::packaging, Sector::designer, Sector::fab); },
     upstream<Product::packaging>},
    {"tools", [](const FlowTable& f) { return f.total(Flow::tools).usd(); },
     [](const World& w) { return sum_of(w.trades.tools, [](const ToolTrade& t) { return t.value; }); }},
    {"hours that labs rent, paid now or ahead",
     [](const FlowTable& f) {
       return between(f, Flow::compute_rent, Sector::lab, Sector::cloud) + f.total(Flow::prepayment_used).usd();
     },
     [](const World& w) {
       return sum_of(w.trades.compute,
                     [](const ComputeTrade& t) { return t.buyer && !t.internal ? t.hours * t.price : 0.0; });
     }},
    {"hours that start-ups rent",
     [](const FlowTable& f) { return between(f, Flow::compute_rent, Sector::enterprise, Sector::cloud); },
     [](const World& w) {
       return sum_of(w.trades.compute,
                     [](const ComputeTrade& t) { return !t.buyer && !t.internal ? t.hours * t.price : 0.0; });
     }},
    {"AI services", [](const FlowTable& f) { return f.total(Flow::ai_services).usd(); },
     [](const World& w) { return sum_of(w.trades.services, [](const ServiceTrade& t) { return t.amount; }); }},
    {"what partners take of labs' revenue", [](const FlowTable& f) { return f.total(Flow::revenue_share).usd(); },
     [](const World& w) {
       double usd = 0;
       for (const ServiceTrade& t : w.trades.services) usd += t.amount * w.labs.revenue_share[t.seller];
       return usd;
     }},
    {"rounds of labs", [](const FlowTable& f) { return between(f, Flow::equity_round, Sector::investor, Sector::lab); },
     [](const World& w) { return sum_of(w.trades.capital, [](const CapitalTrade& t) { return t.amount; }); }},
    {"electricity", [](const FlowTable& f) { return f.total(Flow::energy).usd(); },
     [](const World& w) {
       return rows_of(w.clouds, [&](CloudId cloud) {
         const double hours = 8766 * w.years, kilowatts = 1000 * w.clouds.power_used[cloud] * w.technology.load;
         return kilowatts * hours * w.countries.electricity_price[w.clouds.country[cloud]];
       });
     }},
};

/// Identities that break in a step, in one text.
std::string broken(const World& world) {
  std::string text;
  for (const Identity& identity : kIdentities) {
    const double booked = identity.booked(world.accounts.flows), follows = identity.follows(world);
    // Movements are rounded to the cent, one by one.
    if (std::abs(booked - follows) > 10 + 1e-9 * std::abs(follows))
      text += std::string(identity.what) + ": " + std::to_string(booked) + " booked, " + std::to_string(follows) + "; ";
  }
  return text;
}

struct Postings {
  std::set<Flow> posted;  ///< purposes that stories posted
  std::string breach;     ///< identities that broke first

  /// Plays a story to a day.
  void play(const std::string& story, const std::string& end) {
    Course course(with_changes(read_scenario(story), "test", {{"run.end", end}}), RunOptions{});
    while (!course.ended()) {
      course.step();
      if (breach.empty()) breach = broken(course.world());
      for (std::size_t flow = 0; flow < kFlows; ++flow)
        if (course.world().accounts.flows.total(static_cast<Flow>(flow)).cents != 0)
          posted.insert(static_cast<Flow>(flow));
    }
  }
};

/// Purposes that no rule posts: what users may move from outside, and rows of the chart that wait for a rule.
const std::set<Flow> kNobodys = {Flow::service_of_tools, Flow::capitalise, Flow::fine, Flow::asset_transfer};

}  // namespace

TEST_CASE("the books follow from the trades of every step, and every purpose is posted in some story", "[laws]") {
  Postings all;
  all.play("baseline", "2026-07-01");
  CHECK(all.breach == "");
  // Taxes that stay with the budget redeem bonds; money for procurement and public compute;
  // clouds that fail, so that loans, bills and hours paid ahead are given up.
  all.play(test::in_source("tests/laws/rare.toml"), "2027-01-01");
  CHECK(all.breach == "");
  for (std::size_t flow = 0; flow < kFlows; ++flow) {
    INFO(kFlowNames[flow]);
    if (!kNobodys.contains(static_cast<Flow>(flow))) CHECK(all.posted.contains(static_cast<Flow>(flow)));
  }
}
