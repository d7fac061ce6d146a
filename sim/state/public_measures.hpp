#pragma once
/// Kinds of instruments that clear, charge, steer or pay: their keys and verbs. The
/// verbs are written in sim/policy.

#include <string>
#include <vector>

#include "sim/state/mechanisms.hpp"
#include "sim/state/places.hpp"
#include "sim/state/treatment.hpp"

namespace exarace {

/// Permission that clears the instruments it names, and no other.
struct LicencePolicy {
  static constexpr const char* kind = "licence_policy";
  static constexpr Mechanism mechanism = Mechanism::licences;
  static constexpr const char* about =
      "Licences, exceptions and blanket permissions that clear the instruments they name.";
  std::vector<InstrumentId> clears{};
  std::vector<SkuId> skus{};          ///< any when empty
  double tpp_below = 1e9;             ///< chips below only
  double bandwidth_below = 1e9;       ///< [GB/s]
  std::vector<std::string> buyers{};  ///< "clouds/g42"; any when empty
  bool blanket = false;               ///< clears at once, without an application
  bool overseas_units = false;        ///< also for places outside the target countries
  TimeSeries approval = 0.7;          ///< probability
  TimeSeries acceptance = 1.0;        ///< probability that the buyer takes what was granted
  double delay = 77.0 / 365.25;       ///< mean from filing to ruling [year]
  double delay_min = 60.0 / 365.25;   ///< [year]
  double rulings_per_officer = 0.5;   ///< on such cases [1/person/year]
  double term = 2.0;                  ///< of a licence [year]
  double retry = 0.5;                 ///< after a refusal [year]
  double us_volume_share = 1e9;       ///< most units over those sold to buyers of the issuer's country
  double buyer_cap = 1e9;             ///< most units of all licences of one buyer
  void tighten(double factor);        ///< multiplies its limits; below 1: stricter
  static const Fields& fields();
};

/// Window of chips that a levy looks at.
struct LevyWindow {
  std::string id{};
  double tpp_above = 0, tpp_below = 1e9;
  double bandwidth_above = 0, bandwidth_below = 1e9;  ///< [GB/s]
  static const Fields& fields();
};

/// Share of the value of a deal that goes to the issuer's treasury.
struct Levy {
  static constexpr const char* kind = "levy";
  static constexpr Mechanism mechanism = Mechanism::licences;
  static constexpr const char* about = "Share of the value of licensed or routed sales that goes to the issuer.";
  TimeSeries rate = 0.0;
  bool imports = false;  ///< charges what makers from target countries sell to the issuer's: tariffs, fines on sales
  std::vector<DesignerId> designers{};  ///< whose chips are charged, of any when empty
  std::vector<InstrumentId> under{};    ///< licence policies whose deals are charged, any deal when empty
  std::vector<LevyWindow> windows{};    ///< any chip when empty
  bool on_imports() const { return imports; }
  /// Fines and tariffs belong to what a state does to sellers from abroad.
  Mechanism used_for() const { return imports ? Mechanism::mineral_controls : mechanism; }
  static const Fields& fields();
};

/// Which office of a reactive government works a purchase restriction, and by what it decides.
enum class Gate : unsigned char {
  none,              ///< nobody: it follows its dates
  customs,           ///< closes when the seller's government escalates, opens in a truce
  guidance,          ///< closes as domestic makers can replace what is imported
  domestic_content,  ///< closes as the domestic share of new chips grows
  domestic_tools     ///< closes as domestic toolmakers learn
};
template <>
struct ChoiceNames<Gate> {
  static std::vector<std::string> names() {
    return {"none", "customs", "guidance", "domestic_content", "domestic_tools"};
  }
};

/// What the buyers' side lets in: guidance, customs, quotas for domestic goods.
struct PurchaseRestriction {
  static constexpr const char* kind = "purchase_restriction";
  static constexpr Mechanism mechanism = Mechanism::mineral_controls;
  static constexpr const char* about = "Part of foreign goods that the buyers' own government lets them take.";
  std::vector<SkuId> skus{};  ///< with `designers`: chips concerned, all foreign ones when both are empty
  std::vector<DesignerId> designers{};
  std::vector<std::string> sellers{};  ///< "fabs/micron", for goods other than chips
  std::vector<std::string> buyers{};   ///< all of the issuer's country when empty
  bool public_only = false;            ///< only buyers carried by public money
  std::vector<Good> goods = {Good::chips};
  TimeSeries accepted = 1.0;    ///< share that may be bought
  Gate gate = Gate::none;       ///< office of a reactive government that works it
  void tighten(double factor);  ///< multiplies its limits; below 1: stricter
  bool gates(Good good) const;  ///< whether it limits what the buyers' side takes of a good
  static constexpr bool on_imports() { return true; }
  /// What keeps models out are rules on data and standards.
  Mechanism used_for() const {
    return goods.size() == 1 && goods.front() == Good::model ? Mechanism::data_sovereignty : mechanism;
  }
  static const Fields& fields();
};

enum class BudgetPurpose : unsigned char {
  fab_subsidy,
  compute_voucher,
  procurement,
  power_subsidy,
  guidance_fund,
  public_compute,
  enforcement,
  diplomacy
};
template <>
struct ChoiceNames<BudgetPurpose> {
  static std::vector<std::string> names() {
    return {"fab_subsidy",   "compute_voucher", "procurement", "power_subsidy",
            "guidance_fund", "public_compute",  "enforcement", "diplomacy"};
  }
};

/// Public money: who is paid how much, for what.
struct Budget {
  static constexpr const char* kind = "budget";
  static constexpr const char* about = "Public money for a purpose, paid by the issuer.";
  BudgetPurpose purpose = BudgetPurpose::fab_subsidy;
  TimeSeries amount = 0.0;                ///< [USD/year]
  std::vector<std::string> recipients{};  ///< "fabs/intel"; "fabs/*" for all of the table in `recipient_country`
  CountryId recipient_country{};          ///< of recipients that a star names, the issuer's when empty
  bool rated = false;                     ///< orders of its recipients come first, before those of all others
  EnforcementLine line = EnforcementLine::agents;  ///< enforcement: whom it hires
  static const Fields& fields();
};

/// Governments that line up their rules: targets are the members beside the issuer. They share no losses.
struct Alliance {
  static constexpr const char* kind = "alliance";
  static constexpr Mechanism mechanism = Mechanism::alignment;
  static constexpr const char* about = "Governments of which the others follow the issuer's rules sooner.";
  double lag_factor = 0.3;  ///< lag with which a member follows the issuer, over that of other allies
  static const Fields& fields();
};

/// One budget in force in the present step, for those who pay it out.
struct BudgetLine {
  InstrumentId by;
  GovernmentId payer;
  BudgetPurpose purpose;
  double rate;  ///< [USD/year]
  std::vector<AccountId> recipients{};
  bool rated = false;
  EnforcementLine line = EnforcementLine::agents;
};

}  // namespace exarace
