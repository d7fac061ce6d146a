#include "sim/state/goods.hpp"

namespace exarace {

const Fields& Skus::fields() {
  using T = Skus;
  static const Fields all = table_fields<T>({
      key("designer", &T::designer).about("Owner of the design.").must(),
      key("launch", &T::launch).about("First shipments.").must(),
      key("die", &T::die).about("SKU whose die it is built on; itself by default.").otherwise(std::int64_t{-1}),
      key("variant_of", &T::variant_of)
          .about("SKU that it is cut down from to comply with a rule.")
          .otherwise(std::int64_t{-1}),
      key("foundry", &T::foundry).about("Fab that makes its dies.").must(),
      key("ecosystem", &T::ecosystem).about("Software family.").must(),
      key("datacentre", &T::datacentre).about("Designed or marketed for data centres.").otherwise(true),
      key("node", &T::node).unit("nm").range(0.5, 200).about("Process node.").must(),
      key("die_area", &T::die_area).unit("mm2").range(10, 900).about("Area of one compute die.").must(),
      key("dies_per_package", &T::dies_per_package).range(1, 16).about("Compute dies in a package.").otherwise(1.0),
      key("transistors", &T::transistors)
          .unit("billion")
          .range(0, 1e4)
          .about("Transistors of a package; 0 where unknown.")
          .otherwise(0.0),
      key("hbm_stacks", &T::hbm_stacks).range(0, 32).about("HBM stacks of a package.").otherwise(0.0),
      key("memory", &T::memory).unit("GB").range(0, 4096).about("Memory of a package.").must(),
      key("memory_bandwidth", &T::memory_bandwidth).unit("GB/s").range(1, 1e6).about("Memory bandwidth.").must(),
      key("interconnect", &T::interconnect)
          .unit("GB/s")
          .range(0, 1e5)
          .about("Chip to chip, both directions.")
          .otherwise(64.0),
      key("fp16", &T::fp16).unit("TFLOPS").range(0.1, 1e6).about("Dense 16-bit rate.").must(),
      key("int8", &T::int8).unit("TOPS").range(0, 1e6).about("Dense 8-bit rate; 0 where unknown.").otherwise(0.0),
      key("tpp", &T::tpp)
          .range(1, 1e7)
          .about("Total processing performance: dense TOPS times bit length at its maximum.")
          .must(),
      key("power", &T::power).unit("W").range(1, 1e5).about("Thermal design power.").must(),
      key("server_overhead", &T::server_overhead)
          .range(1, 3)
          .about("Power of a server with its network over that of its accelerators.")
          .otherwise(1.9),
      key("price", &T::price).unit("USD/chip").range(50, 1e6).about("Price at launch, without network share.").must(),
      key("software_factor", &T::software_factor)
          .range(0.05, 1.5)
          .about("Delivered over rated work of its ecosystem.")
          .otherwise(1.0),
      column("training_rate", &T::training_rate).about("Training rate relative to an H100."),
      column("serving_rate", &T::serving_rate).about("Serving rate relative to an H100."),
      column("h100e", &T::h100e).unit("H100e").about("H100 equivalents, for reporting."),
      column("performance_density", &T::performance_density).unit("1/mm2").about("TPP per area of logic dies."),
      column("on_sale", &T::on_sale).about("Offered by its designer."),
      column("withdrawn", &T::withdrawn).about("Taken off the list by its designer."),
      column("successor", &T::successor).about("SKU that has taken its place wherever the law lets that go."),
      column("posted_price", &T::posted_price).unit("USD/chip").about("Posted price."),
      column("mark_up", &T::mark_up).about("What scarcity adds to the posted price, over it."),
      column("sales_rate", &T::sales_rate).unit("chips/year").about("Smoothed rate of orders."),
      column("sales_trend", &T::sales_trend).unit("chips/year^2").about("Change of the rate of orders."),
      column("backlog", &T::backlog).unit("chips").about("Ordered, not shipped."),
      column("powered_backlog", &T::powered_backlog)
          .unit("chips")
          .about("Ordered, not shipped, for sites that will have power."),
      column("shipment_rate", &T::shipment_rate).unit("chips/year").about("Smoothed shipments."),
      key("sale_time", &T::sale_time).unit("year").range(0.1, 20).about("Launch to end of sale.").otherwise(3.5),
      column("lead_time", &T::lead_time).unit("year").about("Backlog over shipments."),
      column("produced", &T::produced).unit("chips").about("Made since the start, with opening stocks."),
      column("maker_stock", &T::maker_stock).unit("chips").about("Finished, with the designer."),
      column("in_transit", &T::in_transit).unit("chips").about("Shipped, not arrived."),
      column("broker_stock", &T::broker_stock).unit("chips").about("With brokers."),
      column("uninstalled", &T::uninstalled).unit("chips").about("With clouds, waiting for power."),
      column("installed", &T::installed).unit("chips").about("Installed."),
      column("retired", &T::retired).unit("chips").about("Failed or scrapped."),
      column("seized", &T::seized).unit("chips").about("Seized."),
      column("written_off", &T::written_off).unit("chips").about("Written off unsold."),
      column("held_outside", &T::held_outside).unit("chips").about("Sold to buyers outside the model."),
      column("cut_down", &T::cut_down).unit("chips").about("Gone on as chips of a variant, which count as made there."),
      column("dies", &T::dies).unit("dies").about("Die stock of the die's SKU."),
      column("dies_produced", &T::dies_produced)
          .unit("dies")
          .about("Good dies made since the start, with opening stock."),
      column("dies_used", &T::dies_used).unit("dies").about("Dies that went into packages."),
      column("dies_scrapped", &T::dies_scrapped)
          .unit("dies")
          .about("Dies scrapped because no chip takes them any more."),
      column("wafers_in_process", &T::wafers_in_process).unit("wafers").about("Started, not finished."),
      column("packages_in_process", &T::packages_in_process).unit("chips").about("In assembly and test."),
      column("packages_scrapped", &T::packages_scrapped).unit("chips").about("Lost in assembly and test."),
      column("die_cost", &T::die_cost).unit("USD/die").about("A good die at present wafer prices."),
      column("unit_cost", &T::unit_cost)
          .unit("USD/chip")
          .about("Dies, stacks and packaging of a chip at present prices."),
      column("stock_cost", &T::stock_cost).unit("USD/chip").about("Average cost of finished stock."),
      column("refused", &T::refused)
          .unit("chips")
          .about("Orders that the law refused and sales since did not make up."),
      column("refused_by", &T::refused_by).about("Instrument that refused most of them."),
  });
  return all;
}

void rate_sku(const Technology& technology, Skus& skus, SkuId sku) {
  const double rate = skus.fp16[sku] / kReferenceFp16;
  const double bandwidth = skus.memory_bandwidth[sku] / kReferenceBandwidth;
  const double software = skus.software_factor[sku];
  skus.training_rate[sku] = rate * software;
  skus.serving_rate[sku] = software / serving_time(technology, rate, bandwidth);
  skus.h100e[sku] = skus.int8[sku] > 0 ? skus.int8[sku] / kReferenceInt8 : rate;
  skus.performance_density[sku] = skus.tpp[sku] / (skus.die_area[sku] * skus.dies_per_package[sku]);
}

}  // namespace exarace
