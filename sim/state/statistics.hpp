#pragma once
/// How what everybody can read is averaged: speeds of published rates, and below what a reading says nothing.

#include "sim/core/field.hpp"

namespace exarace {

/// A published rate moves towards that of the last step at its speed [1/year]. A member of World.
struct Statistics {
  // Chips.
  double order_speed = 8.0;           ///< of orders by SKU
  double order_trend_speed = 4.0;     ///< of their trend
  double shipment_speed = 4.0;        ///< of shipments by SKU
  double least_shipments = 100.0;     ///< shipments from which a lead time is reckoned [chips/year]
  double refusal_speed = 4.0;         ///< of what the law refused
  double designer_speed = 4.0;        ///< of designers' sales
  double merchant_speed = 2.0;        ///< of sales of merchant designers outside China
  double least_merchant_sales = 1e9;  ///< sales at the start over which their growth is reckoned [USD/year]
  // Industry.
  double fab_speed = 4.0;        ///< of fabs' revenue
  double fab_capex_speed = 2.0;  ///< of their investment
  double toolmaker_speed = 2.0;  ///< of toolmakers' sales
  double packaging_speed = 1.0;  ///< of designers' shares of foreign packaging
  // Clouds.
  double capex_speed = 1.5;  ///< of clouds' AI capex
  double rent_speed = 4.0;   ///< of their rental revenue
  // AI services.
  double services_speed = 6.0;       ///< of revenue of labs and of all of them
  double services_slow_speed = 1.0;  ///< of the slower average that growth is read against
  double least_revenue = 1e6;        ///< of a lab, from which its growth is read [USD/year]
  double growth_gain = 1.5;          ///< growth per log of the faster over the slower average [1/year]
  double greatest_fall = 1.5;        ///< of a lab's revenue that is published [1/year, log]
  double greatest_growth = 2.0;      ///< of a lab's revenue that is published [1/year, log]
  double noticed_revenue = 1e8;      ///< of the market, too small for a trend to be read from it [USD/year]
  double funding_speed = 1.0;        ///< of money raised by labs
  double compute_speed = 4.0;        ///< of labs' spend on compute
  // Prices.
  double price_speed = 6.0;      ///< of user costs
  double least_open = 0.3;       ///< chance of delivery from which a SKU counts in the user cost of a country
  double first_user_cost = 3.0;  ///< where no SKU counts yet [USD/H100e-hour]
  double idle_die_cost = 500.0;  ///< of a die that no line makes [USD]

  static const Fields& fields();
};

}  // namespace exarace
