#include "sim/markets/chips.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/whole.hpp"
#include "sim/ledger/goods/move.hpp"
#include "sim/state/chip_terms.hpp"

namespace exarace {
namespace {

/// One buyer's position in the book of a SKU.
struct Position {
  CloudId buyer;
  BrokerId broker;
  double units;
  Verdict verdict;
};

void deny(World& world, const Position& position, SkuId sku, double units) {
  const AccountId buyer =
      position.buyer ? world.clouds.account[position.buyer] : world.brokers.account[position.broker];
  const AccountId seller = world.designers.account[world.skus.designer[sku]];
  world.trades.denials.push_back(
      {position.verdict.by, Good::chips, seller, buyer, sku, units, units * system_price(world, sku)});
}

/// Site power that a chip needs at a cloud's sites [MW].
double power_of(const World& world, SkuId sku, CloudId cloud) {
  return site_power(world, sku, world.clouds.country[cloud]);
}

/// By SKU: all chips on its book. Most SKUs are old and have none: then nobody has to be asked.
std::vector<std::int64_t> booked_of_all(const World& world) {
  std::vector<std::int64_t> all(world.skus.size());
  const std::int64_t* booked = world.book.values.data();
  for (std::size_t cloud = 0; cloud < world.clouds.size(); ++cloud)
    for (std::int64_t& units : all) units += *booked++;
  return all;
}

/// Part of the chips in stock for each cloud that its power lets it take: what is free, and a part of the site that may
/// wait, over what could be shipped to it now.
std::vector<double> pluggable_shares(const World& world, double waiting_share,
                                     const std::vector<std::int64_t>& booked_of) {
  const auto& clouds = world.clouds;
  std::vector<double> needed(clouds.size()), coming(clouds.size());
  for (const SkuId sku : world.skus.rows()) {
    if (booked_of[sku.index] == 0) continue;
    const double ready = std::min(1.0, double(world.skus.maker_stock[sku]) / std::max(1.0, world.skus.backlog[sku]));
    if (ready <= 0) continue;
    for (const CloudId cloud : clouds.rows())
      if (const std::int64_t booked = world.book(cloud, sku); booked != 0)
        needed[cloud.index] += ready * double(booked) * power_of(world, sku, cloud);
  }
  for (const auto& shipment : world.pipeline.shipments)
    coming[shipment.buyer.index] += double(shipment.units) * power_of(world, shipment.sku, shipment.buyer);
  std::vector<double> shares(clouds.size());
  for (const CloudId cloud : clouds.rows()) {
    const double free = (1 + waiting_share) * clouds.power_site[cloud] + 1 - clouds.power_used[cloud] -
                        clouds.power_waiting[cloud] - coming[cloud.index];
    shares[cloud.index] = std::clamp(free / std::max(needed[cloud.index], 1e-9), 0.0, 1.0);
  }
  return shares;
}

/// Adds the positions of clouds that the law lets through today; what it refuses is written down as denied.
void admit_clouds(World& world, SkuId sku, bool cancel, const std::vector<double>& pluggable,
                  std::vector<Position>& open) {
  auto& book = world.book;
  for (const CloudId cloud : world.clouds.rows()) {
    auto& units = book(cloud, sku);
    if (units <= 0) continue;
    Position position{cloud, BrokerId::none(), double(units), world.admissions.chips(cloud, sku)};
    const bool permitted = position.verdict.answer == Verdict::Answer::permitted;
    const double share = permitted ? position.verdict.share : 0.0;
    if (share < 1) {
      deny(world, position, sku, position.units * (1 - share));
      position.units = std::floor(position.units * share);
      const bool waits = position.verdict.answer == Verdict::Answer::queued;
      if (cancel && !waits) units = whole_part(position.units);
    }
    // Nobody takes delivery of more than it can soon plug in.
    position.units = std::floor(position.units * pluggable[cloud.index]);
    if (position.units > 0) open.push_back(position);
  }
}

/// The same for brokers.
void admit_brokers(World& world, SkuId sku, std::vector<Position>& open) {
  for (std::size_t i = 0; i < world.orders.diversions.size(); ++i) {
    const BrokerOrder& order = world.orders.diversions[i];
    if (order.sku != sku || order.units <= 0) continue;
    Position position{CloudId::none(), order.buyer, double(order.units), world.admissions.brokers[i]};
    if (position.verdict.answer != Verdict::Answer::permitted)
      deny(world, position, sku, position.units);
    else
      open.push_back(position);
  }
}

/// Budget whose priority rating stands behind a buyer's orders; none without.
InstrumentId rating_of(const World& world, CloudId buyer) {
  if (!buyer) return InstrumentId::none();
  for (const BudgetLine& line : world.regimes.budgets)
    if (line.rated)
      for (const AccountId recipient : line.recipients)
        if (recipient == world.clouds.account[buyer]) return line.by;
  return InstrumentId::none();
}

/// Shares stock among bids, rated orders first; what others lose by that is written down with their names.
void ration_rated(World& world, SkuId sku, const std::vector<Position>& positions, std::vector<Bid>& bids,
                  double supply) {
  std::vector<InstrumentId> ratings;
  ratings.reserve(positions.size());
  InstrumentId by;
  for (const Position& position : positions) {
    ratings.push_back(rating_of(world, position.buyer));
    if (ratings.back()) by = ratings.back();
  }
  std::vector<Bid> plain, first;
  if (by) plain = first = bids;
  ration(bids, supply, Allocation::by_weight);
  if (!by) return;
  for (std::size_t i = 0; i < bids.size(); ++i) (ratings[i] ? plain : first)[i].wanted = 0;
  ration(first, supply, Allocation::by_weight);
  double left = supply;
  for (const Bid& bid : first) left -= bid.granted;
  ration(plain, std::max(0.0, left), Allocation::by_weight);
  for (std::size_t i = 0; i < bids.size(); ++i) {
    const double with_rating = first[i].granted + plain[i].granted;
    const double lost = bids[i].granted - with_rating;
    if (lost >= 1 && positions[i].buyer)
      world.trades.displaced.push_back({by, positions[i].buyer, sku, lost, lost * system_price(world, sku)});
    bids[i].granted = with_rating;
  }
}

/// Weight of the orders of each cloud: one, or `favour` where its group has no designer of accelerators.
std::vector<double> weights_of(const World& world, double favour) {
  std::vector<double> weights(world.clouds.size(), favour);
  for (const CloudId cloud : world.clouds.rows())
    for (const DesignerId designer : world.designers.rows())
      if (world.designers.group[designer] && world.designers.group[designer] == world.clouds.group[cloud])
        weights[cloud.index] = 1.0;
  return weights;
}

/// Chips on the book of a SKU.
double booked(const World& world, SkuId sku) {
  double units = 0;
  for (const CloudId cloud : world.clouds.rows()) units += double(world.book(cloud, sku));
  return units;
}

/// Orders for a SKU that has left the list: beyond what is left of it they are no longer owed, and of the rest some
/// give up, the last one too, be it for want of a licence, of power or of money. Those buyers order something else.
void lapse(World& world, SkuId sku, double waiting) {
  auto& book = world.book;
  const double all = booked(world, sku);
  const double left = double(world.skus.maker_stock[sku] + world.skus.packages_in_process[sku]);
  const double owed = all > left ? left / all : 1.0;
  for (const CloudId cloud : world.clouds.rows()) {
    auto& units = book(cloud, sku);
    units = whole_part(double(units) * owed * waiting);
  }
}

/// Orders for a SKU on the list: of what is booked beyond the stock and the deliveries that are waited for, a part is
/// cancelled.
void cancel_beyond(World& world, SkuId sku, double deliveries, double part) {
  auto& book = world.book;
  const double all = booked(world, sku);
  const double awaited = double(world.skus.maker_stock[sku] + world.skus.packages_in_process[sku]) + deliveries;
  if (all <= awaited) return;
  const double kept = 1 - part * (1 - awaited / all);
  for (const CloudId cloud : world.clouds.rows()) {
    auto& units = book(cloud, sku);
    units = whole_part(double(units) * kept);
  }
}

/// Whether a finished parent can be cut down into a variant: nothing in its package has to be changed.
bool is_cut_of(const Skus& skus, SkuId variant, SkuId parent) {
  return skus.designer[variant] == skus.designer[parent] && skus.die[variant] == skus.die[parent] &&
         skus.dies_per_package[variant] == skus.dies_per_package[parent] &&
         skus.hbm_stacks[variant] == skus.hbm_stacks[parent] && skus.memory[variant] <= skus.memory[parent];
}

void ship(World& world, SkuId sku, const Position& position, std::int64_t units) {
  const double price = system_price(world, sku);
  move(world, sku, Chips::maker_stock, position.buyer ? Chips::in_transit : Chips::broker_stock, units);
  if (position.buyer) world.book(position.buyer, sku) -= units;
  world.trades.chips.push_back(
      {sku, position.buyer, position.broker, units, price, price * position.verdict.levy, position.verdict.levy_to});
}

/// What a step's chips and the sites for them cost each cloud. One bill a step is booked for what it buys from a
/// designer and one for its sites, where its money suffices for all that it is to pay: who is short pays trade by
/// trade, and owes to those that come last.
struct Bills {
  Grid<CloudId, DesignerId, Money> chips;
  std::vector<Money> sites, due;  ///< by cloud; by account, with what was asked for before

  explicit Bills(const World& world) : sites(world.clouds.size()), due(world.accounts.size()) {
    chips.assign(world.clouds.size(), world.designers.size());
    for (const Movement& movement : world.movements.rows) due[movement.from.index] += movement.amount;
    for (const ChipTrade& trade : world.trades.chips) {
      if (!trade.buyer) continue;
      const Money price = price_of(trade), site = site_of(world, trade);
      chips(trade.buyer, world.skus.designer[trade.sku]) += price;
      sites[trade.buyer.index] += site;
      due[world.clouds.account[trade.buyer].index] += price + site;
    }
  }
  static Money price_of(const ChipTrade& trade) { return from_usd(static_cast<double>(trade.units) * trade.price); }
  static Money site_of(const World& world, const ChipTrade& trade) {
    const double value = static_cast<double>(trade.units) * trade.price;
    return from_usd(capital_of_chips(world.technology, value * world.technology.site_share));
  }
  void pay(World& world, const ChipTrade& trade) {
    const AccountId cloud = world.clouds.account[trade.buyer];
    const DesignerId designer = world.skus.designer[trade.sku];
    const bool at_once = due[cloud.index] <= world.accounts.spendable(cloud);
    Money &price = chips(trade.buyer, designer), &site = sites[trade.buyer.index];
    world.movements.pay(cloud, world.designers.account[designer], at_once ? price : price_of(trade), Flow::chip_capex);
    world.movements.pay(cloud, world.countries.other_inputs[world.clouds.country[trade.buyer]],
                        at_once ? site : site_of(world, trade), Flow::other_capex);
    price = site = {};
  }
};

}  // namespace

const Fields& ChipMarket::fields() {
  using T = ChipMarket;
  static const Fields all = {
      key("cancel_denied", &T::cancel_denied).about("A denied order is cancelled; its buyer may order something else."),
      key("waiting_share", &T::waiting_share)
          .range(0, 5)
          .prior(lognormal(0.1, 0.6))
          .about("Chips waiting for power, over site power, above which a cloud takes no delivery.")
          .assumed(),
      key("broker_weight", &T::broker_weight)
          .range(0, 50)
          .about("Weight of brokers' orders per unit of grey premium: resellers serve who pays more.")
          .assumed()
          .prior(lognormal(4, 0.5)),
      key("favour", &T::favour)
          .range(1, 50)
          .about(
              "Weight of orders of clouds whose group designs no accelerators: where chips are short a merchant serves "
              "those first who do not become rivals.")
          .assumed()
          .prior(lognormal(3, 0.4)),
      key("patience", &T::patience)
          .unit("year")
          .range(0.1, 10)
          .about("Deliveries of so long a time are waited for; what is booked beyond them is cancelled.")
          .assumed()
          .prior(lognormal(1.5, 0.4)),
      key("shipped_at_once", &T::shipped_at_once)
          .range(0.05, 1)
          .prior(triangular(0.4, 0.75, 1))
          .about("Greatest part of finished stock that ships in a month.")
          .assumed(),
      key("cut_at_once", &T::cut_at_once)
          .range(0, 1)
          .prior(triangular(0.4, 0.8, 1))
          .about("Part of its share of the finished chips of its parent, by orders, that is cut down in a month for a "
                 "variant "
                 "with the same dies and stacks: the A800 was an A100 with slower links.")
          .assumed(),
      key("lapse_time", &T::lapse_time)
          .unit("year")
          .range(0.05, 20)
          .prior(lognormal(0.5, 0.5))
          .about("Time for which buyers wait for what has left the list before they order something else.")
          .assumed(),
  };
  return all;
}

void ChipMarket::book_orders(World& world) const {
  auto& book = world.book;
  for (const ChipOrder& order : world.orders.chips) {
    auto& units = book(order.buyer, order.sku);
    units = std::max<std::int64_t>(0, units + order.units);
  }
}

void ChipMarket::cancel_orders(World& world) const {
  const auto& skus = world.skus;
  const double waited = 1 - closing(1 / lapse_time, world.years);
  const std::vector<std::int64_t> booked_of = booked_of_all(world);
  for (const SkuId sku : skus.rows()) {
    if (booked_of[sku.index] == 0) continue;
    if (skus.launch[sku] >= world.today) continue;
    if (!skus.on_sale[sku]) {
      lapse(world, sku, waited);
    } else if (years_between(skus.launch[sku], world.today) > patience) {
      cancel_beyond(world, sku, patience * skus.sales_rate[sku], closing(2.0, world.years));
    }
  }
}

void ChipMarket::cut_down_parents(World& world) const {
  const auto& skus = world.skus;
  const double reach = 1 - math::pow(1 - cut_at_once, world.years * 12);
  for (const SkuId variant : skus.rows()) {
    const SkuId parent = skus.variant_of[variant];
    if (!parent || !is_cut_of(skus, variant, parent)) continue;
    const double lacking = booked(world, variant) - double(skus.maker_stock[variant]);
    if (lacking <= 0) continue;
    // Buyers of both wait for the same chips: each get their share.
    const double share = lacking / (lacking + booked(world, parent));
    const double units = reach * std::min(lacking, share * double(skus.maker_stock[parent]));
    if (units >= 1) cut_down(world, parent, variant, whole_part(std::floor(units)));
  }
}

void ChipMarket::clear(World& world) const {
  auto& skus = world.skus;
  std::vector<double> committed(world.accounts.size());
  const double reach = 1 - math::pow(1 - shipped_at_once, world.years * 12);
  const double for_brokers = favour * (1 + broker_weight * world.signals.grey_premium);
  const std::vector<std::int64_t> booked_of = booked_of_all(world);
  const std::vector<double> pluggable = pluggable_shares(world, waiting_share, booked_of);
  const std::vector<double> weights = weights_of(world, favour);
  std::vector<Position> positions;
  std::vector<Bid> bids;
  for (const SkuId sku : skus.rows()) {
    positions.clear();
    bids.clear();
    if (booked_of[sku.index] > 0) admit_clouds(world, sku, cancel_denied, pluggable, positions);
    admit_brokers(world, sku, positions);
    if (positions.empty()) continue;
    for (const Position& position : positions)
      bids.push_back({position.units, position.buyer ? weights[position.buyer.index] : for_brokers});
    ration_rated(world, sku, positions, bids, std::ceil(double(skus.maker_stock[sku]) * reach));
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const AccountId payer =
          positions[i].buyer ? world.clouds.account[positions[i].buyer] : world.brokers.account[positions[i].broker];
      const double price = system_price(world, sku);
      const double left = world.accounts.spendable(payer).usd() - committed[payer.index];
      auto units = whole_part(std::floor(std::min(bids[i].granted, std::max(0.0, left) / price)));
      units = std::min(units, skus.maker_stock[sku]);
      if (units <= 0) continue;
      committed[payer.index] += double(units) * price;
      ship(world, sku, positions[i], units);
    }
  }
}

void ChipMarket::settle(World& world) const {
  std::vector<Money> sold(world.designers.size());  // at cost
  Bills bills(world);
  for (const ChipTrade& trade : world.trades.chips) {
    const AccountId seller = world.designers.account[world.skus.designer[trade.sku]];
    const auto units = static_cast<double>(trade.units);
    if (trade.buyer)
      bills.pay(world, trade);
    else
      world.movements.pay(world.brokers.account[trade.broker], seller, Bills::price_of(trade), Flow::chip_stock);
    world.movements.pay(seller, trade.levy_to, from_usd(units * trade.levy), Flow::sales_levy);
    const Money cost = from_usd(units * world.skus.stock_cost[trade.sku]);
    sold[world.skus.designer[trade.sku].index] += min(cost, world.accounts.of(Item::inventory, seller));
  }
  for (const DesignerId designer : world.designers.rows())
    if (sold[designer.index].cents != 0)
      world.movements.note(world.designers.account[designer], sold[designer.index], Flow::cost_of_sales);
}

}  // namespace exarace
