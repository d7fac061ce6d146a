#pragma once
/// Those who move capital, and those who move chips around the law.

#include "sim/core/table.hpp"

namespace exarace {

/// What an investor can hold.
enum class AssetKind : unsigned char { labs, clouds, bonds };

/// Investors: funds, public equity, the bond market.
struct Investors : Table<InvestorId> {
  Column<CountryId, InvestorId> country;
  Column<Money, InvestorId> cash;
  Column<double, InvestorId> inflow;     ///< new money from its savers [USD/year]
  Column<double, InvestorId> ai_weight;  ///< target share of its capital in AI at neutral beliefs
  Column<double, InvestorId> abroad;     ///< share of AI money that may go to labs abroad
  Column<double, InvestorId> hurdle;     ///< growth below which it leaves [1/year]
  Column<Flag, InvestorId> public_fund;  ///< guidance fund: follows the government's budget line

  Column<AccountId, InvestorId> account;
  Column<double, InvestorId> belief_growth;  ///< mind [1/year]
  Column<double, InvestorId> ready;          ///< mind: money for rounds of this step [USD]
  Column<double, InvestorId> invested;       ///< in the last step [USD]
  static const Fields& fields();
};

/// Equity stakes of investors (and clouds) in labs, in units.
struct Stakes {
  struct Row {
    AccountId holder;
    LabId lab;
    double units;
    Money book;  ///< carried value
  };
  std::vector<Row> rows;
};

enum class RouteKind : unsigned char { reseller, server_maker, cloud_redirect };
template <>
struct ChoiceNames<RouteKind> {
  static std::vector<std::string> names() { return {"reseller", "server_maker", "cloud_redirect"}; }
};

/// Brokers: one row per route through a third country. A caught broker is replaced after a time.
struct Brokers : Table<BrokerId> {
  Column<CountryId, BrokerId> country;
  Column<CountryId, BrokerId> destination;  ///< where its goods go
  Column<CountryId, BrokerId> buys_in;      ///< where the law believes that its purchases stay; its own when none
  Column<RouteKind, BrokerId> kind;
  Column<Money, BrokerId> cash;
  Column<double, BrokerId> capacity;        ///< diverted chips at the start [chips/year]
  Column<double, BrokerId> reseller_sales;  ///< legal resales of the route at the start [chips/year]
  Column<double, BrokerId> detection;       ///< base probability that a shipment is detected
  Column<double, BrokerId> entry_time;      ///< until another takes the place of one that was caught [year]

  Column<AccountId, BrokerId> account;
  Column<double, BrokerId> flow;           ///< mind: diverted chips it plans [chips/year]
  Column<double, BrokerId> premium;        ///< of its last sale over the posted price
  Column<double, BrokerId> diverted;       ///< chips of the last step
  Column<double, BrokerId> seized;         ///< chips of the last step
  Column<double, BrokerId> detection_now;  ///< probability that a shipment is detected under present enforcement
  Column<Date, BrokerId> closed_until;     ///< after being caught
  /// Where the law believes that its purchases stay.
  CountryId place_of_purchase(BrokerId broker) const { return buys_in[broker] ? buys_in[broker] : country[broker]; }

  static const Fields& fields();
};

/// Chips in brokers' hands.
struct BrokerStock {
  struct Row {
    BrokerId broker;
    SkuId sku;
    std::int64_t units;
    Money cost;
    Date bought;
  };
  std::vector<Row> rows;
};

}  // namespace exarace
