#include "sim/step/judgement.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/core/value_at.hpp"
#include "sim/policy/kinds.hpp"
#include "sim/policy/regime.hpp"
#include "sim/state/tool_makers.hpp"

namespace exarace {
namespace {

Deal chip_deal(const World& world, SkuId sku, AccountId buyer, CountryId place, double units) {
  Deal deal;
  deal.good = Good::chips;
  deal.sku = sku;
  deal.seller = world.designers.account[world.skus.designer[sku]];
  deal.buyer = buyer;
  deal.place = place;
  deal.origin = world.fabs.country[world.skus.foundry[sku]];
  deal.units = units;
  deal.value = units * world.skus.posted_price[sku];
  return deal;
}

void judge_lines(World& world) {
  auto& verdicts = world.admissions.lines;
  verdicts.assign(world.designers.size(), world.lines.size());
  for (const UpstreamOrder& order : world.orders.upstream) {
    for (const LineId line : world.lines.rows()) {
      if (world.lines.product[line] != order.product) continue;
      // Foreign law does not reach a deal wholly inside China.
      if (world.in_china(world.lines.site[line]) && world.in_china(world.designers.country[order.buyer])) continue;
      if (order.product == Product::logic &&
          world.lines.fab[line] != (order.fab ? order.fab : world.skus.foundry[order.sku]))
        continue;
      Deal deal;
      deal.good = order.product == Product::hbm ? Good::hbm : Good::dies;
      deal.sku = order.sku;
      deal.line = line;
      deal.seller = world.fabs.account[world.lines.fab[line]];
      deal.buyer = world.designers.account[order.buyer];  // goods go to its place
      deal.origin = world.lines.site[line];
      deal.units = order.units;
      deal.value = order.units * world.lines.unit_price[line];
      const Verdict verdict = judge(world, deal);
      auto& held = verdicts(order.buyer, line);
      // One answer per designer and line: the strictest of its orders there.
      if (verdict.answer != Verdict::Answer::permitted || verdict.share < held.share) held = verdict;
    }
  }
}

/// Tools of a class, or their service, from a maker to a line.
Deal tool_deal(const World& world, Good good, ToolmakerId maker, LineId line, std::size_t cls) {
  Deal deal;
  deal.good = good;
  deal.tool_class = static_cast<int>(cls);
  deal.line = line;
  deal.seller = world.toolmakers.account[maker];
  deal.buyer = world.fabs.account[world.lines.fab[line]];
  deal.place = world.lines.site[line];
  deal.origin = world.toolmakers.country[maker];
  return deal;
}

/// Answers on tools of one class for one line. The law looks at the home of a maker, and at its name only where a gate
/// names sellers: so it is asked once for all makers of a country.
class ToolAnswers {
 public:
  ToolAnswers(const World& world, Good good)
      : world_(world), by_home_(world.countries.size()), makers_(makers_by_class(world)) {
    const auto& gates = world.regimes.law.gates[static_cast<std::size_t>(good)];
    gated_ = !gates.empty();
    for (const InstrumentId id : gates) by_name_ |= !world.regimes.bound.sellers[id.index].empty();
  }
  /// Forgets what was said about another line.
  void begin_line() { ++line_; }
  /// Makers of a class; forgets what was said about another class.
  const std::vector<ToolmakerId>& begin(std::size_t cls) {
    ++class_;
    return makers_[cls];
  }
  /// The answer to a maker; `deal()` is made up only where it is not known yet.
  template <class MakeUp>
  Verdict to(ToolmakerId maker, const MakeUp& deal) {
    if (by_name_) return judge(world_, deal());
    Home& home = by_home_[world_.toolmakers.country[maker].index];
    if (home.line != line_) {
      Deal any = deal();
      any.tool_class = -1;
      home.free = is_free(world_, any);
      home.said.clear();
      if (!home.free) home.said = said_about(world_, any);
      home.by_class = gated_ || std::any_of(home.said.begin(), home.said.end(), [&](const Statement& one) {
                        return looks_at_class(world_.regimes.what[one.by]);
                      });
      home.line = line_, home.cls = 0;
    }
    if (home.free) return {};
    if (home.cls == 0 || (home.by_class && home.cls != class_)) {
      home.answer = judge(world_, deal(), home.said);
      home.cls = class_;
    }
    return home.answer;
  }

 private:
  /// What is known of makers of one country.
  struct Home {
    std::uint32_t line = 0, cls = 0;  ///< of which it is known
    std::vector<Statement> said;      ///< about their tools of all classes for the line
    bool free = false;                ///< nothing is
    bool by_class = false;            ///< some of that is about some classes only
    Verdict answer;                   ///< for the class
  };
  const World& world_;
  bool by_name_ = false, gated_ = false;  // what a gate lets in depends on what the class is made of at home
  std::uint32_t line_ = 0, class_ = 0;    ///< lines and classes so far
  std::vector<Home> by_home_;
  std::array<std::vector<ToolmakerId>, kToolClasses> makers_;
};

void judge_tools_for(World& world, const CapacityOrder& order, ToolAnswers& answers,
                     Grid<LineId, ToolOfferId, Verdict>& verdicts) {
  answers.begin_line();
  const bool chinese = world.in_china(world.lines.site[order.line]);
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    if (value_at(world.lines.tool_shares[order.line], cls) <= 0) continue;
    for (const ToolmakerId maker : answers.begin(cls)) {
      if (chinese && world.in_china(world.toolmakers.country[maker])) continue;
      verdicts(order.line, offer_of(cls, maker)) = answers.to(maker, [&] {
        Deal deal = tool_deal(world, Good::tools, maker, order.line, cls);
        deal.units = order.capacity;
        deal.value = order.capacity * world.lines.capacity_cost[order.line];
        return deal;
      });
    }
  }
}

void judge_tools(World& world) {
  auto& verdicts = world.admissions.tools;
  verdicts.assign(world.lines.size(), kToolClasses * world.toolmakers.size());
  ToolAnswers answers(world, Good::tools);
  // A conversion takes tools that the fab has, and asks for what these cannot do.
  for (const CapacityOrder& order : world.orders.capacity) {
    judge_tools_for(world, order, answers, verdicts);
    // What a donor loses it may replace.
    const LineId donor = order.conversion ? donor_of(world, order.line) : LineId::none();
    if (donor) judge_tools_for(world, {donor, order.capacity, false}, answers, verdicts);
  }
}

/// Share of a line's tools whose vendors may still service them, by market share.
void judge_tool_service(World& world) {
  ToolAnswers answers(world, Good::tool_service);
  for (const LineId line : world.lines.rows()) {
    if (!world.in_china(world.lines.site[line])) {
      world.lines.serviced[line] = 1;
      world.lines.class_service[line].assign(kToolClasses, 1.0);
      continue;
    }
    double served = 0, total = 0;
    const auto& needs = world.lines.tool_shares[line];
    answers.begin_line();
    auto& by_class = world.lines.class_service[line];
    by_class.assign(kToolClasses, 1.0);
    for (std::size_t cls = 0; cls < needs.size(); ++cls) {
      double class_served = 0, class_total = 0;
      for (const ToolmakerId maker : answers.begin(cls)) {
        const double weight = needs[cls] * world.toolmakers.class_shares[maker][cls];
        if (weight <= 0) continue;
        const Verdict verdict = answers.to(maker, [&] {
          Deal deal = tool_deal(world, Good::tool_service, maker, line, cls);
          deal.stage = Stage::service;
          return deal;
        });
        class_total += weight;
        if (verdict.answer == Verdict::Answer::permitted) class_served += weight * verdict.share;
      }
      if (class_total > 0) by_class[cls] = class_served / class_total;
      served += class_served;
      total += class_total;
    }
    world.lines.serviced[line] = total > 0 ? served / total : 1.0;
  }
}

void judge_capital(World& world) {
  auto& verdicts = world.admissions.capital;
  verdicts.assign(world.investors.size(), world.labs.size());
  for (const InvestorId investor : world.investors.rows())
    for (const LabId lab : world.labs.rows()) {
      if (world.investors.country[investor] == world.labs.country[lab]) continue;
      Deal deal;
      deal.good = Good::investment;
      deal.seller = world.investors.account[investor];
      deal.buyer = world.labs.account[lab];
      deal.place = world.labs.country[lab];
      deal.origin = world.investors.country[investor];
      deal.training_flop = world.labs.training_flop[lab];
      deal.stage = Stage::order;
      verdicts(investor, lab) = judge(world, deal);
    }
}

void judge_services(World& world) {
  auto& verdicts = world.admissions.services;
  verdicts.assign(world.labs.size(), world.countries.size());
  for (const LabId lab : world.labs.rows())
    for (const CountryId country : world.countries.rows()) {
      if (country == world.labs.country[lab]) continue;
      Deal deal;
      deal.good = Good::model;
      deal.seller = world.labs.account[lab];
      deal.buyer = world.countries.enterprises[country];
      deal.place = country;
      deal.origin = world.labs.country[lab];
      deal.training_flop = world.labs.training_flop[lab];
      deal.stage = Stage::service;
      verdicts(lab, country) = judge(world, deal);
    }
}

/// By cloud: SKU that gives most of what it rents out, so that a rule can ask whose chips they are.
std::vector<SkuId> most_installed(const World& world) {
  Grid<CloudId, SkuId, double> rate;
  rate.assign(world.clouds.size(), world.skus.size());
  world.fleet.for_each_holding([&](CloudId cloud, SkuId sku, const Fleet::Holding& held) {
    rate(cloud, sku) = static_cast<double>(held.all()) * world.skus.serving_rate[sku];
  });
  std::vector<SkuId> most(world.clouds.size(), SkuId::none());
  for (const CloudId cloud : world.clouds.rows()) {
    double best = 0;
    for (const SkuId sku : world.skus.rows()) {
      const double own = rate(cloud, sku);
      if (own > best) best = own, most[cloud.index] = sku;
    }
  }
  return most;
}

}  // namespace

void clear_trades(World& world) {
  world.trades.clear();
  world.signals.binding_input.fill(0);
}

void judge_orders(World& world) {
  judge_lines(world);
  judge_tools(world);
  judge_tool_service(world);
  judge_capital(world);
  judge_services(world);
}

void judge_shipments(World& world) {
  auto& admissions = world.admissions;
  admissions.chips.assign(world.clouds.size(), world.skus.size());
  for (const CloudId cloud : world.clouds.rows())
    for (const SkuId sku : world.skus.rows()) {
      const std::int64_t booked = world.book(cloud, sku);
      if (booked <= 0) continue;
      const Deal deal =
          chip_deal(world, sku, world.clouds.account[cloud], world.clouds.country[cloud], static_cast<double>(booked));
      Verdict& verdict = admissions.chips(cloud, sku);
      verdict = judge(world, deal);
      const bool open = verdict.answer == Verdict::Answer::permitted && verdict.share >= 1;
      if (!open) file_licence(world, deal);
    }
  admissions.brokers.clear();
  for (const BrokerOrder& order : world.orders.diversions)
    admissions.brokers.push_back(
        judge(world, chip_deal(world, order.sku, world.brokers.account[order.buyer],
                               world.brokers.place_of_purchase(order.buyer), static_cast<double>(order.units))));
}

void judge_service(World& world) {
  for (const ChipTrade& trade : world.trades.chips)
    if (trade.buyer)
      draw_licence(world,
                   chip_deal(world, trade.sku, world.clouds.account[trade.buyer], world.clouds.country[trade.buyer],
                             static_cast<double>(trade.units)),
                   static_cast<double>(trade.units));
  const std::vector<SkuId> most = most_installed(world);
  auto& verdicts = world.admissions.rental;
  verdicts.assign(world.labs.size(), world.clouds.size());
  for (const LabId lab : world.labs.rows())
    for (const CloudId cloud : world.clouds.rows()) {
      Deal deal;
      deal.good = Good::compute;
      deal.seller = world.clouds.account[cloud];
      deal.buyer = deal.user = world.labs.account[lab];
      deal.place = world.clouds.country[cloud];
      deal.origin = world.clouds.parent[cloud];
      deal.sku = most[cloud.index];
      deal.training_flop = world.labs.training_flop[lab];
      deal.stage = Stage::service;
      verdicts(lab, cloud) = judge(world, deal);
    }
}

void apply_acts(World& world) {
  for (const PolicyAct& act : world.orders.acts) apply(world, act);
}

}  // namespace exarace
