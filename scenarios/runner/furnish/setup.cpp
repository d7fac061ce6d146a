#include "scenarios/runner/furnish/setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "scenarios/runner/furnish/industry_check.hpp"
#include "scenarios/runner/furnish/world_check.hpp"
#include "sim/core/nearest.hpp"

namespace exarace {

const Fields& RunKeys::fields() {
  using T = RunKeys;
  static const Fields all = {
      key("opening", &T::opening)
          .about("Day whose state the tables of the world describe: fleet, stocks, capacities, cash."),
      key("start", &T::start).about("First day; that of the opening."),
      key("end", &T::end)
          .range(-std::numeric_limits<double>::infinity(), kLastEnd.days)
          .about("First day that is not simulated, at most " + to_string(kLastEnd) + "."),
      key("step", &T::step).about("Length of a step."),
      key("enterprises", &T::enterprises).range(100, 20'000'000).about("Rows of the generated population."),
      key("seed", &T::seed).range(0, 9.0e15).about("Seed of all random numbers; --seed replaces it."),
      key("known", &T::known)
          .about(
              "Last day whose news the scenario has: rules that were announced, chips that were launched or announced, "
              "and ends, stays and practice of rules that came later are left out; in rows of a later vintage, time "
              "series "
              "lose values dated after it."),
  };
  return all;
}

namespace {

/// Complains of a name that no behaviour of an agent type has.
template <class Kinds>
void check_behaviour(const std::string& name, const char* key, const Complain& complain) {
  const std::vector<std::string> names = Repertoire<Kinds>::names();
  if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return;
  complain(key, fmt::format("expected a behaviour, one of '{}', found '{}'{}", fmt::join(names, "', '"), name,
                            did_you_mean(name, names)));
}

/// Check of the rows of a table whose agents have several behaviours.
template <class Kinds, class T>
Check checked_behaviour(const T& table) {
  return [&table](std::size_t row, const Complain& complain) {
    check_behaviour<Kinds>(table.behaviour[typename T::Id{row}], "behaviour", complain);
  };
}

/// Keys that behaviours of an agent type share, then those that only one of them reads.
template <class Habits, class Kinds>
std::vector<Part> behaviour_parts(const std::string& path, Habits& habits, Repertoire<Kinds>& repertoire,
                                  const char* about) {
  std::vector<Part> parts = {keys_part(path, habits, about)};
  parts.front().checked(
      [&habits](std::size_t, const Complain& complain) { check_behaviour<Kinds>(habits.usual, "default", complain); });
  const auto add = [&]<class Kind>(Kind& kind) {
    if (!Kind::fields().empty()) parts.push_back(keys_part(path + "." + Kind::kind, kind, Kind::about));
  };
  std::apply([&](auto&... kind) { (add(kind), ...); }, repertoire.kinds);
  return parts;
}

/// Lists by sector have a number for each, and something to share out.
void check_sectors(const EnterpriseBehaviour& rule, const Complain& complain) {
  const auto check = [&](const char* key, const std::vector<double>& numbers) {
    const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    if (numbers.size() != kDemandSectors || sum <= 0)
      complain(key, fmt::format("expected {} numbers, one a sector ({}), not all of them 0, found {}", kDemandSectors,
                                fmt::join(kDemandSectorNames, ", "), fmt::join(numbers, ", ")));
  };
  check("sector_people", rule.sector_people);
  check("sector_wages", rule.sector_wages);
}

/// A run starts where its data are, and ends later.
void check_run(const RunKeys& run, const Complain& complain) {
  if (run.start != run.opening)
    complain("start",
             fmt::format("expected {}, the day whose state the world's tables describe (run.opening), found {}; "
                         "start there, and branch from a checkpoint of a later day if only then something "
                         "should differ ('exarace resume --help')",
                         to_string(run.opening), to_string(run.start)));
  check_order({"run.start", run.start}, {"end", run.end}, complain, false);
}

}  // namespace

Catalogue catalogue(Setup& setup) {
  World& w = setup.world;
  Minds& m = setup.minds;
  Laws& l = setup.laws;
  Catalogue all;
  all.parts = {
      keys_part("run", setup.run, "The run itself.").checked([&setup](std::size_t, const Complain& complain) {
        check_run(setup.run, complain);
      }),
      keys_part("opening", setup.opening,
                "What no table says about the first day: goods under way, slack, growth just seen."),
      keys_part("mechanisms", w.mechanisms, "Switches of the mechanisms."),
      keys_part("technology", w.technology, "Yields, rates, wear, power, work: what is the same for everybody."),
      keys_part("statistics", w.statistics, "How what everybody can read is averaged."),
      table_part("countries", w.countries, "Places of sites, headquarters and markets.")
          .checked([&w](std::size_t row, const Complain& complain) { check_country(w, CountryId{row}, complain); }),
      table_part("governments", w.governments, "Law, licences, budgets, enforcement."),
      table_part("groups", w.groups, "Agents of one owner."),
      table_part("designers", w.designers, "Owners of SKUs.").checked(checked_behaviour<DesignerKinds>(w.designers)),
      table_part("fabs", w.fabs, "Makers of dies, HBM stacks and packages.")
          .checked(checked_behaviour<FabKinds>(w.fabs)),
      table_part("lines", w.lines, "Lines of fabs.").checked([&w](std::size_t row, const Complain& complain) {
        check_line(w.lines, LineId{row}, complain);
      }),
      table_part("toolmakers", w.toolmakers, "Makers of tools and of design software.")
          .checked([&w](std::size_t row, const Complain& complain) {
            check_toolmaker(w.toolmakers, ToolmakerId{row}, complain);
          }),
      table_part("clouds", w.clouds, "Owners of installed chips.").checked(checked_behaviour<CloudKinds>(w.clouds)),
      table_part("labs", w.labs, "Makers of frontier models.").checked(checked_behaviour<LabKinds>(w.labs)),
      table_part("investors", w.investors, "Funds, public equity, the bond market."),
      table_part("brokers", w.brokers, "Routes of diversion through third countries."),
      table_part("skus", w.skus, "Accelerators.").checked([&w](std::size_t row, const Complain& complain) {
        check_sku(w, SkuId{row}, complain);
      }),
      table_part("fleet", setup.fleet, "Chips installed at the start."),
      kinds_part("regimes", w.regimes, &Instruments::what, "Export regimes and budgets.")
          .checked(
              [&w](std::size_t row, const Complain& complain) { check_instrument(w, InstrumentId{row}, complain); }),
      table_part("shocks", l.shocks, "Dated losses of capacity that nobody in the model decides.")
          .checked([&l](std::size_t row, const Complain& complain) {
            check_order({"starts", l.shocks.starts[ShockId{row}]}, {"ends", l.shocks.ends[ShockId{row}]}, complain,
                        false);
          }),
      keys_part("outlook", w.regimes.outlook, "How the law is expected, and swayed."),
      keys_part("behaviour.government", m.government, "How governments react."),
      keys_part("behaviour.toolmaker", m.toolmaker, "How toolmakers decide."),
      keys_part("behaviour.enterprise", m.enterprise, "How enterprises and consumers decide.")
          .checked([&m](std::size_t, const Complain& complain) { check_sectors(m.enterprise, complain); }),
      keys_part("behaviour.investor", m.investor, "How investors decide."),
      keys_part("behaviour.broker", m.broker, "How brokers decide."),
      keys_part("market.capital", l.capital, "Rounds and loans."),
      keys_part("market.goods", l.goods, "Wafers, stacks, packages, tools."),
      keys_part("market.chips", l.chips, "Finished chips."),
      keys_part("market.grey", l.grey, "Diverted chips."),
      keys_part("market.compute", l.compute, "Contracts and spot rental."),
      keys_part("market.services", l.services, "AI services."),
      keys_part("production.fabrication", l.fabrication, "How lines learn."),
      keys_part("production.construction", l.construction, "Capacity of lines, power of sites."),
      keys_part("production.generation", l.construction.generation, "Generation beside the hall."),
      keys_part("production.tooling", l.tooling, "Tools that age without service; lines without EUV."),
      keys_part("production.minerals", l.minerals, "Stocks of minerals, substitution, the stop without them."),
      keys_part("production.logistics", l.logistics, "Shipment, installation, wear."),
      keys_part("production.training", l.training, "Training runs."),
      keys_part("production.knowledge", l.knowledge, "Algorithmic levels."),
      keys_part("production.talent", l.talent, "Where researchers go and what they carry."),
      keys_part("production.ecosystems", l.ecosystems, "Software families that mature with use and cost twice."),
      keys_part("accounts.opening", l.opening, "Opening balance sheets."),
      keys_part("accounts.core_business", l.core_business, "Businesses outside the model."),
      keys_part("accounts.wages", l.wages, "Wages and R&D."),
      keys_part("accounts.lobbying", l.lobbying, "R&D after lost sales, and money to sway the law."),
      keys_part("accounts.affiliates", l.affiliates, "Affiliates of listed firms."),
      keys_part("accounts.staffing", l.staffing, "Enforcement staff that budgets pay for."),
      keys_part("accounts.diplomacy", l.diplomacy, "Swing states and whom they side with."),
      keys_part("accounts.public_money", l.public_money, "Budget lines and carried losses."),
      keys_part("accounts.interest", l.interest, "Loans and bonds."),
      keys_part("accounts.depreciation", l.depreciation, "Depreciation."),
      keys_part("accounts.obsolescence", l.obsolescence, "Stock that does not sell."),
      keys_part("accounts.tax", l.tax, "Corporate tax."),
      keys_part("accounts.payout", l.payout, "Dividends and buy-backs."),
      keys_part("accounts.insolvency", l.insolvency, "Firms that cannot pay."),
      keys_part("accounts.entry", l.entry, "New firms."),
      keys_part("accounts.outside", l.outside, "The outside world."),
      keys_part("accounts.credit", l.credit, "Credit lines and terms of payment."),
  };
  const auto place = [&](const char* path) {
    return std::find_if(all.parts.begin(), all.parts.end(), [&](const Part& part) { return part.path == path; });
  };
  const auto put = [&](const char* before, std::vector<Part> parts) {
    all.parts.insert(place(before), parts.begin(), parts.end());
  };
  put("behaviour.toolmaker",
      behaviour_parts("behaviour.designer", m.designer.habits, m.designer.repertoire, "How designers decide."));
  put("behaviour.toolmaker", behaviour_parts("behaviour.fab", m.fab.habits, m.fab.repertoire, "How fabs decide."));
  put("behaviour.enterprise",
      behaviour_parts("behaviour.cloud", m.cloud.habits, m.cloud.repertoire, "How clouds decide."));
  put("behaviour.enterprise", behaviour_parts("behaviour.lab", m.lab.habits, m.lab.repertoire, "How labs decide."));
  return all;
}

}  // namespace exarace
