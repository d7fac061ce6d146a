#pragma once
/// Chips: what they are, what they can do, and where each unit is.

#include "sim/core/table.hpp"
#include "sim/state/technology.hpp"

namespace exarace {

/// Software family that a chip runs; switching costs stand between families.
enum class Ecosystem : unsigned char { cuda, rocm, gaudi, in_house, cann, china_other };
template <>
struct ChoiceNames<Ecosystem> {
  static std::vector<std::string> names() { return {"cuda", "rocm", "gaudi", "in_house", "cann", "china_other"}; }
};

/// Market class of compute: foreign ecosystems, or those of Chinese designers.
enum class ComputeClass : unsigned char { western, chinese };
inline constexpr std::size_t kComputeClasses = 2;
template <>
struct ChoiceNames<ComputeClass> {
  static std::vector<std::string> names() { return {"western", "chinese"}; }
};
inline ComputeClass class_of(Ecosystem e) {
  return e == Ecosystem::cann || e == Ecosystem::china_other ? ComputeClass::chinese : ComputeClass::western;
}

/// Accelerators (stock keeping units). Units are packages.
struct Skus : Table<SkuId> {
  Column<DesignerId, SkuId> designer;
  Column<Date, SkuId> launch;       ///< first shipments
  Column<SkuId, SkuId> die;         ///< SKU whose die it is built on, itself by default
  Column<SkuId, SkuId> variant_of;  ///< SKU that it is cut down from to comply, none otherwise
  Column<FabId, SkuId> foundry;
  Column<Ecosystem, SkuId> ecosystem;
  Column<Flag, SkuId> datacentre;  ///< designed or marketed for data centres
  Column<double, SkuId> node;      ///< [nm]
  Column<double, SkuId> die_area;  ///< one compute die [mm2]
  Column<double, SkuId> dies_per_package;
  Column<double, SkuId> transistors;       ///< [billion]
  Column<double, SkuId> hbm_stacks;        ///< per package
  Column<double, SkuId> memory;            ///< [GB]
  Column<double, SkuId> memory_bandwidth;  ///< [GB/s]
  Column<double, SkuId> interconnect;      ///< chip to chip, both directions [GB/s]
  Column<double, SkuId> fp16;              ///< dense [TFLOPS]
  Column<double, SkuId> int8;              ///< dense 8-bit [TOPS]
  Column<double, SkuId> tpp;               ///< total processing performance
  Column<double, SkuId> power;             ///< thermal design power [W]
  Column<double, SkuId> server_overhead;   ///< power of its server and network over its own
  Column<double, SkuId> price;             ///< at launch, chip without network share [USD]
  Column<double, SkuId> software_factor;   ///< delivered over rated work of its ecosystem

  // Fixed at launch from the columns above.
  Column<double, SkuId> training_rate;        ///< e_train, relative to an H100
  Column<double, SkuId> serving_rate;         ///< e_serve, relative to an H100
  Column<double, SkuId> h100e;                ///< for reporting, 8-bit basis where known
  Column<double, SkuId> performance_density;  ///< TPP per mm2 of logic dies
  // Market.
  Column<Flag, SkuId> on_sale;
  Column<Flag, SkuId> withdrawn;          ///< taken off the list by its designer
  Column<SkuId, SkuId> successor;         ///< SKU that has taken its place wherever the law lets that go
  Column<double, SkuId> posted_price;     ///< [USD/chip]
  Column<double, SkuId> mark_up;          ///< of it for scarcity
  Column<double, SkuId> sales_rate;       ///< smoothed orders [chips/year]
  Column<double, SkuId> sales_trend;      ///< its change [chips/year^2]
  Column<double, SkuId> backlog;          ///< ordered, not shipped [chips]
  Column<double, SkuId> powered_backlog;  ///< of it, for sites that will have power by then [chips]
  Column<double, SkuId> shipment_rate;    ///< smoothed [chips/year]
  Column<double, SkuId> sale_time;        ///< launch to end of sale [year]
  Column<double, SkuId> lead_time;        ///< [year]
  // Where the units are.
  Column<std::int64_t, SkuId> produced;  ///< since the start, with opening stocks
  Column<std::int64_t, SkuId> maker_stock;
  Column<std::int64_t, SkuId> in_transit;
  Column<std::int64_t, SkuId> broker_stock;
  Column<std::int64_t, SkuId> uninstalled;  ///< with clouds, waiting for power
  Column<std::int64_t, SkuId> installed;
  Column<std::int64_t, SkuId> retired;
  Column<std::int64_t, SkuId> seized;
  Column<std::int64_t, SkuId> written_off;
  Column<std::int64_t, SkuId> held_outside;  ///< sold to buyers outside the model
  Column<std::int64_t, SkuId> cut_down;      ///< gone on as chips of a variant
  // Work in progress of its designer.
  Column<std::int64_t, SkuId> dies;  ///< die stock (kept at the SKU that names the die)
  Column<std::int64_t, SkuId> dies_produced;
  Column<std::int64_t, SkuId> dies_used;
  Column<std::int64_t, SkuId> dies_scrapped;
  Column<double, SkuId> wafers_in_process;
  Column<std::int64_t, SkuId> packages_in_process;
  Column<std::int64_t, SkuId> packages_scrapped;
  Column<double, SkuId> die_cost;    ///< of the die at present wafer prices (kept at the SKU that names it) [USD]
  Column<double, SkuId> unit_cost;   ///< dies, stacks and packaging of a chip at present prices [USD]
  Column<double, SkuId> stock_cost;  ///< average cost of a finished chip in stock [USD]
  // Orders that the law took from it.
  Column<double, SkuId> refused;           ///< refused and not made up by sales since [chips]
  Column<InstrumentId, SkuId> refused_by;  ///< instrument that refused most of them

  static const Fields& fields();
};

/// Reference chip: the H100 SXM (NVIDIA data sheet).
inline constexpr double kReferenceFp16 = 989.4;      ///< [TFLOPS]
inline constexpr double kReferenceInt8 = 1979.0;     ///< [TOPS]
inline constexpr double kReferenceBandwidth = 3350;  ///< [GB/s]

/// Sets the rates of a SKU from its data: e_train = F s, e_serve = s over the time of serving (roofline of F and B).
void rate_sku(const Technology& technology, Skus& skus, SkuId sku);

}  // namespace exarace
