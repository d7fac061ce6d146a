#pragma once
/// Kinds of instruments that stand between a seller and a buyer: their keys and verbs. The verbs
/// are written in sim/policy.

#include <string>
#include <vector>

#include "sim/state/mechanisms.hpp"
#include "sim/state/restrictions.hpp"
#include "sim/state/treatment.hpp"

namespace exarace {

struct World;
struct Case;    // a deal before the law, see sim/policy
struct Ruling;  // what one instrument says about it

/// Limit that a clause does not set.
inline constexpr double kNoLimit = 1e9;

/// One box of the specification space with what is said inside it.
struct ThresholdClause {
  std::string id{};
  double tpp_min = 0, tpp_below = kNoLimit;
  double density_min = 0, density_below = kNoLimit;
  double bandwidth_min = 0, interconnect_min = 0, sum_min = 0;  ///< [GB/s], all of them must be met
  bool datacentre_only = false, other_only = false;
  Treatment policy = Treatment::denial;
  ChipBox box() const;
  static const Fields& fields();
};

/// Which chips an instrument may speak about.
enum class Reach : unsigned char { designed_at_home, shipped_from_home };
template <>
struct ChoiceNames<Reach> {
  static std::vector<std::string> names() { return {"designed_at_home", "shipped_from_home"}; }
};

/// Chips above a threshold of performance, density, bandwidth or interconnect.
struct ChipThreshold {
  static constexpr const char* kind = "chip_threshold";
  static constexpr Mechanism mechanism = Mechanism::chip_thresholds;
  static constexpr const char* about = "Chips inside a box of performance, density, bandwidth or interconnect.";
  static constexpr bool only_targets = true;
  std::vector<ThresholdClause> clauses{};  ///< the strictest that catches decides
  TimeSeries headquarters = 0.0;           ///< share of sales elsewhere to owners from target countries that is caught
  Reach reach = Reach::designed_at_home;
  void tighten(double factor);  ///< multiplies its limits; below 1: stricter
  static constexpr bool concerns(Good good) { return good == Good::chips || good == Good::dies; }
  bool could_catch(const World& world, InstrumentId self, SkuId sku) const;
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// A letter to named designers about named or described chips, at once.
struct InformedLetter {
  static constexpr const char* kind = "informed_letter";
  static constexpr Mechanism mechanism = Mechanism::chip_thresholds;
  static constexpr const char* about = "Letter to designers about chips by name or by any of its limits.";
  static constexpr bool only_targets = true;
  std::vector<DesignerId> designers{};                          ///< all of the issuer's country when empty
  std::vector<SkuId> skus{};                                    ///< caught by name
  double bandwidth_min = 0, interconnect_min = 0, sum_min = 0;  ///< any one suffices, 0 = not limited [GB/s]
  TimeSeries headquarters = 0.0;                                ///< as for thresholds
  Treatment policy = Treatment::licence;
  void tighten(double factor);  ///< multiplies its limits; below 1: stricter
  static constexpr bool concerns(Good good) { return good == Good::chips; }
  bool could_catch(const World& world, InstrumentId self, SkuId sku) const;
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Stand-alone HBM stacks above a bandwidth density.
struct HbmControl {
  static constexpr const char* kind = "hbm_control";
  static constexpr Mechanism mechanism = Mechanism::hbm_controls;
  static constexpr const char* about = "Stand-alone HBM above a bandwidth density.";
  static constexpr bool only_targets = true;
  double density_min = 2.0;         ///< [GB/s/mm2]
  double stack_area = 110.0;        ///< [mm2]
  std::vector<CountryId> exempt{};  ///< homes of buyers that are left alone
  Treatment policy = Treatment::denial;
  void tighten(double factor);  ///< multiplies its limits; below 1: stricter
  static constexpr bool concerns(Good good) { return good == Good::hbm; }
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Tools, their service and the people who run them, for advanced lines.
struct ToolControl {
  static constexpr const char* kind = "tool_control";
  static constexpr Mechanism mechanism = Mechanism::tool_controls;
  static constexpr const char* about = "Tools by class, their service and people, for advanced lines.";
  static constexpr bool only_targets = true;
  std::vector<ToolClass> tool_classes{};         ///< all when empty
  double node_max = 16;                          ///< lines at or below [nm]
  bool memory_lines = true;                      ///< HBM lines too
  bool servicing = false;                        ///< service of installed tools as well
  double servicing_lag = 0;                      ///< from effective day to the end of service [year]
  double learning = 1;                           ///< yield learning that is left to caught lines without foreign staff
  Treatment foreign_owned = Treatment::licence;  ///< for lines of owners from elsewhere
  std::vector<CountryId> exempt{};               ///< owners' homes that are left alone
  Treatment policy = Treatment::denial;
  void tighten(double factor);  ///< multiplies its limits; below 1: stricter
  static constexpr bool concerns(Good good) { return good == Good::tools || good == Good::tool_service; }
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Named buyers, and those they own.
struct EntityList {
  static constexpr const char* kind = "entity_list";
  static constexpr Mechanism mechanism = Mechanism::entity_lists;
  static constexpr const char* about = "Named buyers, with those they own where the affiliates rule holds.";
  std::vector<std::string> listed{};    ///< "designers/huawei"
  bool affiliates = false;              ///< covers groups of all whom the issuer lists, or of those in `extends`
  std::vector<InstrumentId> extends{};  ///< lists that the affiliates rule covers, all of the issuer when empty
  double node_max = 0;                  ///< tools and service only for lines at or below, 0 = any [nm]
  std::vector<Good> goods{};            ///< all exports when empty; investment only where it is named
  Treatment policy = Treatment::denial;
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Carries other instruments over to goods made abroad with the issuer's technology.
struct ForeignDirectProduct {
  static constexpr const char* kind = "foreign_direct_product";
  static constexpr Mechanism mechanism = Mechanism::foreign_direct_product;
  static constexpr const char* about = "Extends other instruments to goods made abroad with the issuer's technology.";
  std::vector<InstrumentId> extends{};
  std::vector<Good> goods{};        ///< all when empty
  std::vector<CountryId> exempt{};  ///< homes of makers with equivalent rules
  static const Fields& fields();
};

/// Foundries must presume that large or HBM-fed dies of unknown designers are restricted.
struct FoundryPresumption {
  static constexpr const char* kind = "foundry_presumption";
  static constexpr Mechanism mechanism = Mechanism::foreign_direct_product;
  static constexpr const char* about = "Dies of designers who are not approved are presumed to be restricted.";
  double node_max = 16;               ///< [nm]
  TimeSeries transistors_min = 30.0;  ///< of the package [billion]
  bool with_hbm = true;               ///< packages with HBM count at any size
  std::vector<CountryId> approved{};  ///< homes of designers who are trusted
  std::vector<DesignerId> trusted{};  ///< others who are
  Treatment policy = Treatment::denial;
  static constexpr bool concerns(Good good) { return good == Good::dies; }
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Caps on computing power per country and per company.
struct Quota {
  static constexpr const char* kind = "quota";
  static constexpr Mechanism mechanism = Mechanism::swing_states;
  static constexpr const char* about = "Cap on the computing power that may go to a country or to a company.";
  static constexpr bool only_targets = true;
  double country_cap = kNoLimit;    ///< from the effective day on [H100e]
  double company_cap = kNoLimit;    ///< per buyer and year [H100e]
  std::vector<CountryId> exempt{};  ///< homes without caps
  double feared = 0.3;              ///< part of their sales that buyers expect to lose when it comes
  double tpp_min = 4800;            ///< lesser chips do not count
  void tighten(double factor);      ///< multiplies its limits; below 1: stricter
  static constexpr bool concerns(Good good) { return good == Good::chips; }
  bool could_catch(const World& world, InstrumentId self, SkuId sku) const;
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Rental of compute across borders.
struct CloudAccess {
  static constexpr const char* kind = "cloud_access";
  static constexpr Mechanism mechanism = Mechanism::cloud_access;
  static constexpr const char* about = "Rental of compute to users from target countries, wherever the chips stand.";
  static constexpr bool only_targets = true;
  double flop_min = 0;          ///< runs below are free [FLOP]
  bool issuer_chips = true;     ///< reaches any operator of chips designed in the issuer's country
  bool overseas_units = true;   ///< operators of target countries too, where their chips stand abroad
  double verification_min = 0;  ///< share of renters whose owner must be known
  Treatment policy = Treatment::denial;
  static constexpr bool concerns(Good good) { return good == Good::compute; }
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Money of investors into others' labs.
struct OutboundInvestment {
  static constexpr const char* kind = "outbound_investment";
  static constexpr Mechanism mechanism = Mechanism::outbound_capital;
  static constexpr const char* about = "Investment into labs of target countries, by the size of their training runs.";
  static constexpr bool only_targets = true;
  double prohibited_flop = 1e25;  ///< [FLOP]
  double notified_flop = 1e23;    ///< [FLOP]
  double passive_share = 0;       ///< part of such money that exceptions leave free
  static constexpr bool concerns(Good good) { return good == Good::investment; }
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Export of minerals that fabs and makers of HBM need.
struct MineralControl {
  static constexpr const char* kind = "mineral_control";
  static constexpr Mechanism mechanism = Mechanism::mineral_controls;
  static constexpr const char* about = "Export of minerals: a licence regime or a ban.";
  static constexpr bool only_targets = true;
  std::vector<std::string> materials{};  ///< chemical symbols, or names
  double withheld = 0.0;                 ///< part of the issuer's supply that does not go out
  double supply_share = 0.5;             ///< issuer's part of the targets' supply
  double price_factor = 1.0;             ///< of the materials abroad
  double replacement_time = 6.0;         ///< in which mines and recyclers elsewhere replace what is withheld [year]
  Treatment policy = Treatment::licence;
  void tighten(double factor);  ///< multiplies its limits; below 1: stricter
  static constexpr bool concerns(Good good) { return good == Good::minerals; }
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

/// Tariff on wafers of older nodes: part of what lines of target countries sell outside the model goes to the issuer's
/// market, and falls as the tariff makes it dearer there.
struct WaferTariff {
  static constexpr const char* kind = "wafer_tariff";
  static constexpr Mechanism mechanism = Mechanism::licences;
  static constexpr const char* about = "Tariff of the issuer on legacy chips from lines in target countries.";
  TimeSeries rate = 0.0;       ///< over the value of the wafers
  double node_min = 28;        ///< lines at or above [nm]
  double market_share = 0.03;  ///< issuer's part of the lines' sales outside the model
  double elasticity = 1.5;     ///< of that part to its price there
  static const Fields& fields();
};

/// Equipment for power and sites that may not come from target countries.
struct EquipmentLimit {
  static constexpr const char* kind = "equipment_limit";
  static constexpr Mechanism mechanism = Mechanism::mineral_controls;
  static constexpr const char* about = "Import limit on equipment for grids and sites from target countries.";
  double barred = 1.0;            ///< part of the targets' equipment that may not come in
  double supply_share = 0.2;      ///< targets' part of what the issuer's grids and sites are built with
  double replacement_time = 2.0;  ///< in which makers elsewhere replace what is barred [year]
  void tighten(double factor);    ///< multiplies its limits; below 1: stricter
  static const Fields& fields();
};

/// Review of models before weights or services cross a border.
struct ModelReview {
  static constexpr const char* kind = "model_review";
  static constexpr Mechanism mechanism = Mechanism::model_review;
  static constexpr const char* about = "Models above a size may not be deployed abroad without review.";
  static constexpr bool only_targets = true;
  double flop_min = 1e26;       ///< [FLOP]
  bool open_exempt = true;      ///< models with open weights are free
  double delay = 0.25;          ///< of a release abroad [year]
  double lost_in_review = 0.3;  ///< part of demand abroad that is not served while a new model waits
  Treatment policy = Treatment::licence;
  static constexpr bool concerns(Good good) { return good == Good::model; }
  Ruling ruling(InstrumentId self, const Case& c) const;
  static const Fields& fields();
};

}  // namespace exarace
