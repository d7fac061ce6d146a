#include "sim/state/trade_rules.hpp"

#include <algorithm>

namespace exarace {
namespace {

constexpr double kMostTpp = 1e9;

/// Key for what is said about a deal that is caught.
template <class T>
Field policy_key() {
  return key("policy", &T::policy).about("What is said about a deal that it catches.");
}

}  // namespace

ChipBox ThresholdClause::box() const {
  return {tpp_min,          tpp_below, density_min,     density_below, bandwidth_min,
          interconnect_min, sum_min,   datacentre_only, other_only};
}

const Fields& ThresholdClause::fields() {
  using T = ThresholdClause;
  static const Fields all = {
      key("id", &T::id).about("Unique name of the clause.").must(),
      key("tpp_min", &T::tpp_min).range(0, kMostTpp).about("Least total processing performance that is caught."),
      key("tpp_below", &T::tpp_below).range(0, kMostTpp).about("Total processing performance from which it is free."),
      key("density_min", &T::density_min).unit("1/mm2").range(0, kNoLimit).about("Least performance density."),
      key("density_below", &T::density_below).unit("1/mm2").range(0, kNoLimit).about("Density from which it is free."),
      key("bandwidth_min", &T::bandwidth_min).unit("GB/s").range(0, kNoLimit).about("Least memory bandwidth."),
      key("interconnect_min", &T::interconnect_min).unit("GB/s").range(0, kNoLimit).about("Least rate chip to chip."),
      key("sum_min", &T::sum_min)
          .unit("GB/s")
          .range(0, kNoLimit)
          .about("Least sum of memory bandwidth and rate chip to chip."),
      key("datacentre_only", &T::datacentre_only).about("Only chips designed or marketed for data centres."),
      key("other_only", &T::other_only).about("Only chips that are not."),
      policy_key<T>(),
  };
  return all;
}

const Fields& ChipThreshold::fields() {
  using T = ChipThreshold;
  static const Fields all = {
      rows_key("clauses", &T::clauses).about("Boxes of the specification space; the strictest that catches decides."),
      key("headquarters", &T::headquarters)
          .range(0, 1)
          .about("Share of sales elsewhere to owners from target countries that is caught."),
      key("reach", &T::reach).about("Chips designed in the issuer's country, or shipped from it."),
  };
  return all;
}

void ChipThreshold::tighten(double factor) {
  for (ThresholdClause& clause : clauses)
    for (double* limit :
         {&clause.tpp_min, &clause.density_min, &clause.bandwidth_min, &clause.interconnect_min, &clause.sum_min})
      *limit *= factor;
}

const Fields& InformedLetter::fields() {
  using T = InformedLetter;
  static const Fields all = {
      key("designers", &T::designers).about("Who got the letter; all of the issuer's country when empty."),
      key("skus", &T::skus).about("Chips caught by name."),
      key("bandwidth_min", &T::bandwidth_min)
          .unit("GB/s")
          .range(0, kNoLimit)
          .about("Memory bandwidth that suffices; 0 is none."),
      key("interconnect_min", &T::interconnect_min)
          .unit("GB/s")
          .range(0, kNoLimit)
          .about("Rate chip to chip that suffices; 0 is none."),
      key("sum_min", &T::sum_min).unit("GB/s").range(0, kNoLimit).about("Sum of both that suffices; 0 is none."),
      key("headquarters", &T::headquarters)
          .range(0, 1)
          .about("Share of sales elsewhere to owners from target countries that is caught."),
      policy_key<T>(),
  };
  return all;
}

void InformedLetter::tighten(double factor) {
  for (double* limit : {&bandwidth_min, &interconnect_min, &sum_min}) *limit *= factor;
}

void HbmControl::tighten(double factor) { density_min *= factor; }

const Fields& HbmControl::fields() {
  using T = HbmControl;
  static const Fields all = {
      key("density_min", &T::density_min)
          .unit("GB/s/mm2")
          .range(0, 1000)
          .about("Bandwidth density of a stack above which it is caught.")
          .sourced("bis_2024_12", "2024-12"),
      key("stack_area", &T::stack_area).unit("mm2").range(20, 500).about("Area of a stack.").assumed(),
      key("exempt", &T::exempt).about("Homes of buyers that are left alone."),
      policy_key<T>(),
  };
  return all;
}

void ToolControl::tighten(double factor) { node_max /= std::max(factor, 1e-6); }

const Fields& ToolControl::fields() {
  using T = ToolControl;
  static const Fields all = {
      key("tool_classes", &T::tool_classes).about("Classes of tools; all when empty."),
      key("node_max", &T::node_max)
          .unit("nm")
          .range(0, 1000)
          .about("Lines at or below are caught.")
          .sourced("bis_2022_10", "2022-10"),
      key("memory_lines", &T::memory_lines).about("Lines for HBM are caught too."),
      key("servicing", &T::servicing).about("Service of installed tools is caught too."),
      key("servicing_lag", &T::servicing_lag)
          .unit("year")
          .range(0, 10)
          .about("From the effective day to the end of service.")
          .assumed(),
      key("learning", &T::learning)
          .range(0, 1)
          .about("Yield learning that is left to caught lines without foreign staff.")
          .assumed(),
      key("foreign_owned", &T::foreign_owned).about("What is said about lines of owners from elsewhere."),
      key("exempt", &T::exempt).about("Homes of owners that are left alone."),
      policy_key<T>(),
  };
  return all;
}

const Fields& EntityList::fields() {
  using T = EntityList;
  static const Fields all = {
      key("listed", &T::listed).about("Names of buyers as table/id, for example designers/huawei."),
      key("affiliates", &T::affiliates).about("Covers the groups of those whom the lists in `extends` name."),
      key("extends", &T::extends).about("Lists that the affiliates rule covers; all of the issuer when empty."),
      key("node_max", &T::node_max)
          .unit("nm")
          .range(0, 1000)
          .about("Tools and service only for lines at or below; 0 is any."),
      key("goods", &T::goods)
          .about("Goods that are caught; all that is exported when empty. Money of investors only where it is named."),
      policy_key<T>(),
  };
  return all;
}

const Fields& ForeignDirectProduct::fields() {
  using T = ForeignDirectProduct;
  static const Fields all = {
      key("extends", &T::extends).about("Instruments that it carries over to makers abroad."),
      key("goods", &T::goods).about("Goods that it carries over; all when empty."),
      key("exempt", &T::exempt).about("Homes of makers with equivalent rules."),
  };
  return all;
}

const Fields& FoundryPresumption::fields() {
  using T = FoundryPresumption;
  static const Fields all = {
      key("node_max", &T::node_max)
          .unit("nm")
          .range(0, 1000)
          .about("Dies at or below are presumed to be restricted.")
          .sourced("bis_2025_01_foundry", "2025-01"),
      key("transistors_min", &T::transistors_min)
          .unit("billion")
          .range(0, 1e6)
          .about("Transistors of a package from which it is presumed to be restricted.")
          .sourced("bis_2025_01_foundry", "2025-01"),
      key("with_hbm", &T::with_hbm).about("Packages with HBM count at any size."),
      key("approved", &T::approved).about("Homes of designers who are trusted."),
      key("trusted", &T::trusted).about("Other designers who are trusted."),
      policy_key<T>(),
  };
  return all;
}

void Quota::tighten(double factor) {
  country_cap *= factor;
  company_cap *= factor;
}

const Fields& Quota::fields() {
  using T = Quota;
  static const Fields all = {
      key("country_cap", &T::country_cap)
          .unit("H100e")
          .range(0, kNoLimit)
          .about("Computing power that may go to one country from the effective day on."),
      key("company_cap", &T::company_cap)
          .unit("H100e/year")
          .range(0, kNoLimit)
          .about("Computing power that may go to one buyer within a year."),
      key("exempt", &T::exempt).about("Homes of buyers without caps."),
      key("feared", &T::feared)
          .range(0, 1)
          .about("Part of their purchases that buyers expect to lose when it comes.")
          .assumed(),
      key("tpp_min", &T::tpp_min)
          .range(0, kMostTpp)
          .about("Chips with less total processing performance do not count.")
          .sourced("bis_2023_10", "2023-10"),
  };
  return all;
}

const Fields& CloudAccess::fields() {
  using T = CloudAccess;
  static const Fields all = {
      key("flop_min", &T::flop_min).unit("FLOP").range(0, 1e40).about("Training runs below are free."),
      key("issuer_chips", &T::issuer_chips).about("Reaches any operator of chips designed in the issuer's country."),
      key("overseas_units", &T::overseas_units)
          .about("Reaches operators of target countries where their chips stand abroad."),
      key("verification_min", &T::verification_min).range(0, 1).about("Share of renters whose owner must be known."),
      policy_key<T>(),
  };
  return all;
}

const Fields& OutboundInvestment::fields() {
  using T = OutboundInvestment;
  static const Fields all = {
      key("prohibited_flop", &T::prohibited_flop)
          .unit("FLOP")
          .range(0, 1e40)
          .about("Largest run of a lab from which money is prohibited.")
          .sourced("treasury_2024_10", "2024-10"),
      key("notified_flop", &T::notified_flop)
          .unit("FLOP")
          .range(0, 1e40)
          .about("Largest run of a lab from which money is to be notified.")
          .sourced("treasury_2024_10", "2024-10"),
      key("passive_share", &T::passive_share)
          .range(0, 1)
          .about("Part of such money that exceptions leave free.")
          .assumed(),
  };
  return all;
}

void MineralControl::tighten(double factor) { withheld = std::clamp(1.0 - (1.0 - withheld) * factor, 0.0, 1.0); }

const Fields& MineralControl::fields() {
  using T = MineralControl;
  static const Fields all = {
      key("materials", &T::materials).about("Chemical symbols, or names."),
      key("withheld", &T::withheld).range(0, 1).about("Part of the issuer's supply that does not go out.").assumed(),
      key("supply_share", &T::supply_share).range(0, 1).about("Issuer's part of the targets' supply.").assumed(),
      key("price_factor", &T::price_factor)
          .range(0.1, 100)
          .about("Price of the materials abroad, over that before.")
          .assumed(),
      key("replacement_time", &T::replacement_time)
          .unit("year")
          .range(0.5, 50)
          .about("Time in which mines and recyclers elsewhere replace what is withheld.")
          .assumed(),
      policy_key<T>(),
  };
  return all;
}

const Fields& WaferTariff::fields() {
  using T = WaferTariff;
  static const Fields all = {
      key("rate", &T::rate).range(0, 10).about("Tariff over the value of the wafers."),
      key("node_min", &T::node_min)
          .unit("nm")
          .range(0, 1000)
          .about("Lines at or above are charged.")
          .sourced("ustr_301_2025", "2025-12"),
      key("market_share", &T::market_share)
          .range(0, 1)
          .about("Issuer's part of what such lines sell outside the model.")
          .assumed(),
      key("elasticity", &T::elasticity)
          .range(0, 10)
          .about("Of that part to its price in the issuer's market.")
          .assumed(),
  };
  return all;
}

void EquipmentLimit::tighten(double factor) { barred = std::clamp(1.0 - (1.0 - barred) * factor, 0.0, 1.0); }

const Fields& EquipmentLimit::fields() {
  using T = EquipmentLimit;
  static const Fields all = {
      key("barred", &T::barred).range(0, 1).about("Part of the targets' equipment that may not come in.").assumed(),
      key("supply_share", &T::supply_share)
          .range(0, 1)
          .about("Targets' part of the equipment that grids and sites of the issuer are built with.")
          .assumed(),
      key("replacement_time", &T::replacement_time)
          .unit("year")
          .range(0.1, 50)
          .about("Time in which makers elsewhere replace what is barred.")
          .assumed(),
  };
  return all;
}

const Fields& ModelReview::fields() {
  using T = ModelReview;
  static const Fields all = {
      key("flop_min", &T::flop_min)
          .unit("FLOP")
          .range(0, 1e40)
          .about("Models trained with less are free.")
          .sourced("bis_2025_01_diffusion", "2025-01"),
      key("open_exempt", &T::open_exempt).about("Models with open weights are free."),
      key("delay", &T::delay).unit("year").range(0, 10).about("Delay of a release abroad.").assumed(),
      key("lost_in_review", &T::lost_in_review)
          .range(0, 1)
          .about("Part of the demand abroad that is not served while a new model waits for its review.")
          .assumed(),
      policy_key<T>(),
  };
  return all;
}

}  // namespace exarace
