#pragma once
/// Compute: contracts that run, new contracts, and a spot market per (site country, class).

#include <array>

#include "sim/state/world.hpp"

namespace exarace {

/// Rent that a cloud asks for new contracts: that of its market, or less where it has no platform beside [USD/h].
double asked_rent(const World& world, CloudId cloud);

/// Hours are counted at the serving rate of an H100. No hour is sold twice: internal use is a trade too.
struct ComputeMarket {
  double contract_length = 1.5;       ///< [year]
  double contract_term_share = 0.85;  ///< part of hours sold by contract, and of start-ups' money for them
  double spot_reserve = 0.8;          ///< least spot price over user cost
  double spot_limit = 6.0;            ///< greatest spot price over user cost
  double startup_share = 0.37;        ///< part of private AI funding of a year that start-ups spend on compute
  double home_share = 0.75;           ///< part of its home cloud's rentable hours that a lab may book
  double away_share = 0.3;            ///< part of the rentable hours of any other cloud that a lab may book
  double far_reach = 0.2;             ///< weight of hours on the other side of the world for buyers at spot
  double price_speed = 6.0;           ///< adjustment of contract rents to user cost and scarcity [1/year]
  double scarcity_gain =
      0.5;  ///< contract rent over user cost rises by this at twice the hours wanted over those offered
  double spot_weight = 0.3;       ///< part of the distance from cost to spot that is in the rent of new contracts
  double least_mark_up = 0.8;     ///< of contract rent over user cost when hours lie idle
  double greatest_mark_up = 2.5;  ///< of contract rent over user cost when hours are short
  double market_power = 0.5;      ///< rent over cost rises by this per concentration above the threshold
  double competitive = 0.25;      ///< concentration (Herfindahl index) up to which rents stay at cost
  // Contracts signed ahead of capacity: take-or-pay.
  double ahead_length = 4.0;     ///< [year]
  double prepaid_share = 0.15;   ///< of their value that is paid when they are signed
  double prepaid_cash = 0.25;    ///< most of a buyer's cash that goes into such a payment
  double cancel_fee = 0.5;       ///< of what a contract would still pay, to leave it
  double fee_time = 1.0;         ///< time of payments for which the fee is due at most [year]
  double rent_decline = 0.2;     ///< fall of rents that both expect until capacity is there [1/year, log]
  double home_weight = 2.0;      ///< of a lab's home cloud among those who would build for it
  double rent_choice = 8.0;      ///< elasticity of buyers' choice among clouds to what they ask
  double abroad_part = 0.3;      ///< of hours of new contracts that a lab can take across that line
  double foreign_weight = 0.12;  ///< of clouds in another country on a lab's own side of it
  double abroad_weight = 0.2;    ///< of clouds on the other side of the line between China and the rest

  /// Serves contracts and internal use, then new contracts, then spot; writes trades, contracts and rents.
  void clear(World& world) const;
  void settle(World& world) const;

  static const Fields& fields();

 private:
  struct Supply;
  void serve_groups(World& world, Supply& supply) const;
  void serve_contracts(World& world, Supply& supply) const;
  void sign_contracts(World& world, Supply& supply) const;
  // Contracts ahead, in sim/markets/contracts.cpp.
  /// Ends what has run out, whose seller or buyer is gone, and what buyers leave at a fee; gives back what was prepaid.
  void end_contracts(World& world) const;
  /// Spreads what labs sign ahead over clouds that would build for it; a part is paid at once.
  void sign_ahead(World& world) const;
  /// What contracts have still to pay, and what begins later, by cloud.
  void publish_backlog(World& world) const;
  /// Money of start-ups outside China (0) and in China (1) [USD].
  using Startups = std::array<double, 2>;
  /// Start-ups sign for hours from month to month, at the rent of contracts; returns the money that is left for spot.
  Startups reserve_for_startups(World& world, Supply& supply) const;
  void clear_spot(World& world, Supply& supply, const Startups& startups) const;
  /// Weight at which a buyer of a side sees hours in a country: most rent on their own side of the line.
  double nearness(const World& world, std::size_t side, CountryId country) const;
  void publish_rents(World& world, const Supply& supply) const;
  double market_mark_up(const World& world, std::size_t market) const;
  /// Weight of a cloud among others with as many hours: buyers go where less is asked.
  double appeal(const World& world, CloudId cloud) const;
  /// Weight of the place of a cloud among those who would build for a lab: staff, grids and courts that it knows.
  double place_weight(const World& world, LabId lab, CloudId cloud) const;
};

}  // namespace exarace
