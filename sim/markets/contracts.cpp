#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/units.hpp"
#include "sim/markets/compute.hpp"
#include "sim/state/rental_access.hpp"

namespace exarace {
namespace {

using Row = Contracts::Row;

double years_left(const World& world, const Row& row) {
  return std::max(0.0, years_between(std::max(row.start, world.today), row.end));
}

/// What a contract has still to pay [USD].
double still_to_pay(const World& world, const Row& row) { return row.hours * row.price * years_left(world, row); }

void give_back(World& world, const Row& row) {
  world.movements.pay(world.clouds.account[row.seller], world.labs.account[row.lab], row.prepaid, Flow::refund);
}

}  // namespace

double asked_rent(const World& world, CloudId cloud) {
  return world.signals.contract_rent[Signals::market(world.clouds.country[cloud], world.clouds.fleet_class[cloud])] *
         world.clouds.rent_level[cloud];
}

double ComputeMarket::appeal(const World& world, CloudId cloud) const {
  return math::pow(world.clouds.rent_level[cloud], -rent_choice);
}

double ComputeMarket::place_weight(const World& world, LabId lab, CloudId cloud) const {
  const CountryId home = world.labs.country[lab], site = world.clouds.country[cloud];
  if (world.in_china(site) != world.in_china(home)) return abroad_weight;
  return site == home ? 1.0 : foreign_weight;
}

void ComputeMarket::end_contracts(World& world) const {
  auto& rows = world.contracts.rows;
  // What a lab leaves: the contracts that it signed last, whole ones but for the last of them.
  for (const ComputeOrder& order : world.orders.compute) {
    double left = -order.hours;
    if (order.ahead <= 0 || left <= 0) continue;
    for (std::size_t i = rows.size(); i-- > 0 && left > 0;) {
      Row& row = rows[i];
      if (row.lab != order.lab || !row.take_or_pay || row.hours <= 0) continue;
      const double part = std::min(1.0, left / row.hours);
      const double owed = std::min(still_to_pay(world, row), row.hours * row.price * fee_time);
      world.movements.pay(world.labs.account[row.lab], world.clouds.account[row.seller],
                          from_usd(cancel_fee * part * owed), Flow::contract_penalty);
      const Money back = from_usd(row.prepaid.usd() * part);
      world.movements.pay(world.clouds.account[row.seller], world.labs.account[row.lab], back, Flow::refund);
      row.prepaid -= back;
      left -= part * row.hours;
      row.hours *= 1 - part;
    }
  }
  for (const Row& row : world.contracts.end(world.today, world.clouds.defaulted, world.labs.defaulted))
    give_back(world, row);
}

void ComputeMarket::sign_ahead(World& world) const {
  const auto& clouds = world.clouds;
  std::vector<double> open(clouds.size()), asked(clouds.size());
  for (const ComputeOffer& offer : world.orders.offers) open[offer.cloud.index] = offer.ahead;
  // All ask before any cloud gives: what is asked of one beyond what it would build is shared in proportion.
  std::vector<Row> wishes;
  for (const ComputeOrder& order : world.orders.compute) {
    if (order.ahead <= 0 || order.hours <= 0) continue;
    const CloudId home = world.labs.home_cloud[order.lab];
    std::vector<double> weight(clouds.size());
    double all = 0;
    for (const CloudId cloud : clouds.rows()) {
      if (of_own_group(world, order.lab, cloud)) continue;
      all += weight[cloud.index] = open[cloud.index] * place_weight(world, order.lab, cloud) *
                                   (cloud == home ? home_weight : 1.0) * appeal(world, cloud) *
                                   admitted(world, order.lab, cloud);
    }
    if (all <= 0) continue;
    const double at_most = 1 - math::pow(1 - prepaid_cash, 12 * world.years);  // the key is for a month
    const double cash = at_most * std::max(0.0, world.accounts.cash(world.labs.account[order.lab]).usd());
    const Date start{world.today.days + static_cast<int>(order.ahead * kDaysPerYear)};
    const Date end{start.days + static_cast<int>(ahead_length * kDaysPerYear)};
    for (const CloudId cloud : clouds.rows()) {
      const double share = weight[cloud.index] / all;
      const double price = asked_rent(world, cloud) * math::exp(-rent_decline * order.ahead);
      const double dear = price * ahead_length * prepaid_share;  // paid now for an hour a year
      const double hours = dear > 0 ? std::min(order.hours, cash / dear) * share : order.hours * share;
      if (hours <= 0) continue;
      asked[cloud.index] += hours;
      wishes.push_back(
          {cloud, order.lab, clouds.fleet_class[cloud], hours, price, start, end, {}, prepaid_share, true});
    }
  }
  for (Row& row : wishes) {
    row.hours *= std::min(1.0, open[row.seller.index] / asked[row.seller.index]);
    if (row.hours <= 1) continue;
    row.prepaid = from_usd(row.hours * row.price * ahead_length * prepaid_share);
    world.movements.pay(world.labs.account[row.lab], clouds.account[row.seller], row.prepaid, Flow::prepayment);
    world.contracts.rows.push_back(row);
  }
}

void ComputeMarket::publish_backlog(World& world) const {
  auto& clouds = world.clouds;
  for (const CloudId cloud : clouds.rows()) clouds.backlog[cloud] = clouds.promised[cloud] = 0;
  for (const Row& row : world.contracts.rows) {
    clouds.backlog[row.seller] += still_to_pay(world, row);
    if (row.start > world.today) clouds.promised[row.seller] += row.hours;
  }
}

void ComputeMarket::settle(World& world) const {
  struct Bill {
    CloudId seller;
    LabId buyer;
    Money rent, prepaid;
  };
  // One bill a step for a buyer and a seller, in the order of their first trades.
  std::vector<Bill> bills;
  std::vector<std::uint32_t> bill_of((world.labs.size() + 1) * world.clouds.size());  // its place and one, or none
  for (const ComputeTrade& trade : world.trades.compute) {
    if (trade.internal) continue;
    const std::size_t buyer = trade.buyer ? trade.buyer.index : world.labs.size();
    std::uint32_t& bill = bill_of[buyer * world.clouds.size() + trade.seller.index];
    if (bill == 0) {
      bills.push_back({trade.seller, trade.buyer, {}, {}});
      bill = static_cast<std::uint32_t>(bills.size());
    }
    // At an average price the sum can miss by a cent what was taken off prepayments.
    bills[bill - 1].rent += max(trade.prepaid, from_usd(trade.hours * trade.price));
    bills[bill - 1].prepaid += trade.prepaid;
  }
  for (const Bill& bill : bills) {
    const CountryId place = world.clouds.country[bill.seller];
    const AccountId seller = world.clouds.account[bill.seller];
    const AccountId buyer = bill.buyer ? world.labs.account[bill.buyer] : world.countries.enterprises[place];
    // Start-ups pay from what investors gave them, and beyond that from what they earn outside the model.
    if (!bill.buyer) world.movements.pay(world.countries.product_market[place], buyer, bill.rent, Flow::core_income);
    world.movements.pay(buyer, seller, bill.prepaid, Flow::prepayment_used);
    world.movements.pay(buyer, seller, bill.rent - bill.prepaid, Flow::compute_rent);
  }
}

}  // namespace exarace
