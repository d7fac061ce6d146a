#include "sim/markets/services.hpp"

#include <algorithm>
#include <array>

#include "sim/core/math.hpp"

namespace exarace {

namespace {

/// Part of a country's demand that its rules on data leave to a lab.
double access_to(const World& world, CountryId country, LabId lab) {
  const bool abroad = world.labs.country[lab] != country && world.mechanisms.on(Mechanism::data_sovereignty);
  return abroad ? world.countries.market_access[country].at(world.today) : 1.0;
}

}  // namespace

const Fields& ServicesMarket::fields() {
  using T = ServicesMarket;
  static const Fields all = {
      key("compute_share", &T::compute_share)
          .range(0.01, 2)
          .about("Compute at user cost that a dollar of revenue needs.")
          .sourced("epoch_openai_compute", "2025-01"),
      key("imitation", &T::imitation)
          .unit("1/year")
          .range(0, 5)
          .about("Speed at which others catch up with a lab in code that has the whole pool.")
          .assumed()
          .prior(lognormal(0.4, 0.5)),
  };
  return all;
}

void ServicesMarket::clear(World& world) const {
  auto& labs = world.labs;
  auto& cells = world.cells;
  const std::size_t countries = world.countries.size();
  std::vector<double> wanted(labs.size());
  Grid<LabId, CountryId, std::array<double, kPools>> bought;
  bought.assign(labs.size(), countries);
  std::vector<double> lawful_part(labs.size()), open_part(labs.size());  // of demand for a lab in one country
  for (std::size_t country = 0; country < countries; ++country) {
    for (const LabId lab : labs.rows()) {
      const Verdict& verdict = world.admissions.services(lab, CountryId{country});
      lawful_part[lab.index] = verdict.answer == Verdict::Answer::permitted ? verdict.share : 0.0;
      open_part[lab.index] = lawful_part[lab.index] * access_to(world, CountryId{country}, lab);
    }
    for (std::size_t sector = 0; sector < kDemandSectors; ++sector) {
      const std::size_t first = cells.index(country, sector, 0);
      const auto pool = static_cast<std::size_t>(pool_of(sector));
      for (const LabId lab : labs.rows()) {
        const std::size_t cell = first + lab.index;
        cells.granted[cell] = open_part[lab.index];
        if (cells.desired[cell] <= 0) continue;
        const double lawful = lawful_part[lab.index], open = open_part[lab.index];
        if (lawful < 1)
          world.trades.denials.push_back({world.admissions.services(lab, CountryId{country}).by, Good::model,
                                          labs.account[lab], world.countries.enterprises[CountryId{country}],
                                          SkuId::none(), cells.users[cell] * (1 - lawful),
                                          cells.desired[cell] * (1 - lawful)});
        wanted[lab.index] += cells.desired[cell] * open;
        bought(lab, CountryId{country})[pool] += cells.desired[cell] * open;
      }
    }
  }
  for (const LabId lab : labs.rows()) {
    const double cost = world.signals.user_cost[Signals::market(world.clouds.country[labs.home_cloud[lab]],
                                                                world.clouds.fleet_class[labs.home_cloud[lab]])];
    // A dearer dollar of service holds less compute.
    const double can = labs.serving_hours[lab] * cost * labs.service_price[lab] / compute_share;
    labs.quality[lab] = wanted[lab.index] > 0 ? std::min(1.0, can / wanted[lab.index]) : 1.0;
    for (std::size_t country = 0; country < countries; ++country)
      for (std::size_t pool = 0; pool < kPools; ++pool) {
        const double amount = bought(lab, CountryId{country})[pool] * labs.quality[lab];
        if (amount > 0) world.trades.services.push_back({lab, CountryId{country}, amount, static_cast<Pool>(pool)});
      }
  }
  for (std::size_t cell = 0; cell < cells.granted.size(); cell += cells.labs)
    for (const LabId lab : labs.rows()) cells.granted[cell + lab.index] *= labs.quality[lab];
}

void ServicesMarket::settle(World& world) const {
  const auto& labs = world.labs;
  std::vector<double> revenue(labs.size());
  // One bill a step for what users of a country buy from a lab, in either pool.
  std::vector<Money> spent(world.countries.size());
  Grid<LabId, CountryId, Money> bills;
  bills.assign(labs.size(), world.countries.size());
  for (const ServiceTrade& trade : world.trades.services) {
    const Money amount = from_usd(trade.amount);
    spent[trade.country.index] += amount;
    bills(trade.seller, trade.country) += amount;
    revenue[trade.seller.index] += trade.amount;
  }
  for (const CountryId country : world.countries.rows())
    if (spent[country.index].cents != 0)
      world.movements.pay(world.countries.product_market[country], world.countries.enterprises[country],
                          spent[country.index], Flow::core_income);
  for (const LabId lab : labs.rows())
    for (const CountryId country : world.countries.rows())
      if (bills(lab, country).cents != 0)
        world.movements.pay(world.countries.enterprises[country], labs.account[lab], bills(lab, country),
                            Flow::ai_services);
  for (const LabId lab : labs.rows()) {
    world.labs.revenue_last_step[lab] = revenue[lab.index];
    if (labs.revenue_share[lab] > 0)
      world.movements.pay(labs.account[lab], world.clouds.account[labs.home_cloud[lab]],
                          from_usd(revenue[lab.index] * labs.revenue_share[lab]), Flow::revenue_share);
  }
  imitate(world);
}

void ServicesMarket::imitate(World& world) const {
  std::vector<double> sold(world.labs.size());
  double all = 0;
  for (const ServiceTrade& trade : world.trades.services)
    if (trade.pool == Pool::code) sold[trade.seller.index] += trade.amount, all += trade.amount;
  if (all <= 0) return;
  for (const LabId lab : world.labs.rows())
    world.labs.code_lead[lab] *= math::exp(-imitation * sold[lab.index] / all * world.years);
}

}  // namespace exarace
