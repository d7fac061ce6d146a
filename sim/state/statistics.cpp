#include "sim/state/statistics.hpp"

#include <iterator>

namespace exarace {
namespace {

using T = Statistics;

Fields fields_of_chips() {
  return {
      key("order_speed", &T::order_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(8, 0.4))
          .about("Speed at which published orders of a SKU follow those of the last step.")
          .assumed(),
      key("order_trend_speed", &T::order_trend_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(4, 0.4))
          .about("Speed of their published trend.")
          .assumed(),
      key("shipment_speed", &T::shipment_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(4, 0.4))
          .about("Speed of published shipments of a SKU.")
          .assumed(),
      key("least_shipments", &T::least_shipments)
          .unit("chips/year")
          .range(1, 1e+06)
          .prior(lognormal(100, 0.7))
          .about("Shipments of a SKU from which its lead time is reckoned.")
          .assumed(),
      key("refusal_speed", &T::refusal_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(4, 0.4))
          .about("Speed of what is published of sales that the law refused.")
          .assumed(),
      key("designer_speed", &T::designer_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(4, 0.4))
          .about("Speed of published sales of designers.")
          .assumed(),
      key("merchant_speed", &T::merchant_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(2, 0.4))
          .about("Speed of published sales of merchant designers outside China.")
          .assumed(),
      key("least_merchant_sales", &T::least_merchant_sales)
          .unit("USD/year")
          .range(1, 1e+12)
          .prior(lognormal(1e9, 0.7))
          .about("Least sales at the start over which their growth is reckoned.")
          .assumed(),
  };
}

Fields fields_of_industry() {
  return {
      key("fab_speed", &T::fab_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(4, 0.4))
          .about("Speed of published revenue of fabs.")
          .assumed(),
      key("fab_capex_speed", &T::fab_capex_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(2, 0.4))
          .about("Speed of published investment of fabs.")
          .assumed(),
      key("toolmaker_speed", &T::toolmaker_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(2, 0.4))
          .about("Speed of published sales of toolmakers.")
          .assumed(),
      key("packaging_speed", &T::packaging_speed)
          .unit("1/year")
          .range(0.1, 52)
          .prior(lognormal(1, 0.4))
          .about("Speed of the shares of designers in foreign packaging.")
          .assumed(),
      key("capex_speed", &T::capex_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(1.5, 0.4))
          .about("Speed of published AI capex of clouds.")
          .assumed(),
      key("rent_speed", &T::rent_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(4, 0.4))
          .about("Speed of published rental revenue of clouds.")
          .assumed(),
  };
}

Fields fields_of_services() {
  return {
      key("services_speed", &T::services_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(6, 0.4))
          .about("Speed of published revenue of AI services.")
          .assumed(),
      key("services_slow_speed", &T::services_slow_speed)
          .unit("1/year")
          .range(0.1, 52)
          .prior(lognormal(1, 0.3))
          .about("Speed of the slower average that growth of a lab is read against.")
          .assumed(),
      key("least_revenue", &T::least_revenue)
          .unit("USD/year")
          .range(1, 1e+10)
          .prior(lognormal(1e6, 0.7))
          .about("Revenue of a lab that is added to both averages, so that a small one shows no growth.")
          .assumed(),
      key("growth_gain", &T::growth_gain)
          .unit("1/year")
          .range(0.1, 10)
          .prior(lognormal(1.5, 0.2))
          .about("Growth of a lab per log of the faster over the slower average.")
          .assumed(),
      key("greatest_fall", &T::greatest_fall)
          .unit("1/year")
          .range(0.1, 10)
          .prior(lognormal(1.5, 0.3))
          .about("Greatest fall of the revenue of a lab that is published, in logs.")
          .assumed(),
      key("greatest_growth", &T::greatest_growth)
          .unit("1/year")
          .range(0.1, 10)
          .prior(lognormal(2, 0.3))
          .about("Greatest growth of the revenue of a lab that is published, in logs.")
          .assumed(),
      key("noticed_revenue", &T::noticed_revenue)
          .unit("USD/year")
          .range(10000, 1e+11)
          .prior(lognormal(1e8, 0.8))
          .about("Revenue of a market too small for a trend to be read from it.")
          .assumed(),
      key("funding_speed", &T::funding_speed)
          .unit("1/year")
          .range(0.1, 52)
          .prior(lognormal(1, 0.3))
          .about("Speed of published money raised by labs.")
          .assumed(),
      key("compute_speed", &T::compute_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(4, 0.4))
          .about("Speed of published spend of labs on compute.")
          .assumed(),
  };
}

Fields fields_of_prices() {
  return {
      key("price_speed", &T::price_speed)
          .unit("1/year")
          .range(0.5, 52)
          .prior(lognormal(6, 0.4))
          .about("Speed of published user costs of compute.")
          .assumed(),
      key("least_open", &T::least_open)
          .range(0, 1)
          .prior(triangular(0.1, 0.3, 0.6))
          .about("Chance of delivery under the law from which a SKU counts in the user cost of a country.")
          .assumed(),
      key("first_user_cost", &T::first_user_cost)
          .unit("USD/H100e-hour")
          .range(0.01, 100)
          .prior(lognormal(3, 0.3))
          .about("User cost of compute where no SKU counts yet.")
          .assumed(),
      key("idle_die_cost", &T::idle_die_cost)
          .unit("USD")
          .range(1, 100000)
          .prior(lognormal(500, 0.5))
          .about("Cost of a die that no line makes.")
          .assumed(),
  };
}

}  // namespace

const Fields& Statistics::fields() {
  static const Fields all = [] {
    Fields fields;
    for (Fields part : {fields_of_chips(), fields_of_industry(), fields_of_services(), fields_of_prices()})
      std::move(part.begin(), part.end(), std::back_inserter(fields));
    return fields;
  }();
  return all;
}

}  // namespace exarace
