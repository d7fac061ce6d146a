#pragma once
/// Instruments of export regimes and budgets: what all have in common, and the list of their kinds.
/// A kind is a struct of keys in trade_rules.hpp or public_measures.hpp, an entry here, and its verb in sim/policy.

#include <string_view>
#include <variant>

#include "sim/core/table.hpp"
#include "sim/state/law.hpp"
#include "sim/state/licences.hpp"
#include "sim/state/places.hpp"

namespace exarace {

/// Where an instrument stands on its way to law. Only `in_force` binds; the others act through expectation.
enum class Status : unsigned char { proposed, in_force, stayed, not_enforced, failed };
template <>
struct ChoiceNames<Status> {
  static std::vector<std::string> names() { return {"proposed", "in_force", "stayed", "not_enforced", "failed"}; }
};

using InstrumentKind =
    std::variant<ChipThreshold, InformedLetter, HbmControl, ToolControl, EntityList, ForeignDirectProduct,
                 FoundryPresumption, LicencePolicy, Levy, PurchaseRestriction, Budget, Quota, CloudAccess,
                 OutboundInvestment, MineralControl, ModelReview, WaferTariff, EquipmentLimit, Alliance>;

/// Whether a kind has limits that a government can make stricter: then it has the verb `tighten`.
template <class K>
inline constexpr bool tightens = requires(K& own) {
  own.tighten(1.0);
};
bool has_limits(const InstrumentKind& what);
/// Multiplies its limits by `factor`, below 1: stricter. Nothing where it has none.
void tighten(InstrumentKind& what, double factor);

/// What a government does during the run; takes effect from the next step.
struct PolicyAct {
  enum class Verb : unsigned char {
    enact,    ///< an instrument that is proposed, stayed or not enforced becomes law
    stay,     ///< suspends one until `until`
    end,      ///< repeals one
    tighten,  ///< multiplies its limits by `factor` (below 1: stricter)
    list,     ///< adds `firm` to an entity list
    delist
  };
  GovernmentId by{};
  Verb verb = Verb::enact;
  InstrumentId instrument{};
  AccountId firm{};
  double factor = 1.0;
  Date until = kNever;
  std::string why{};  ///< one sentence for the log
};

/// How far ahead buyers look when they fear that something is closed before it is delivered.
struct Outlook {
  double chip_delivery = 0.25;  ///< order to delivery beside the lead time that is published [year]
  double hbm_delivery = 0.5;    ///< [year]
  double tool_delivery = 1.0;   ///< [year]
  double advanced_node = 16;    ///< lines at or below count when the openness for tools is published [nm]
  double longest_wait = 1.5;    ///< for a chip, over which its ban is feared [year]
  double farthest = 3.0;        ///< ahead of which nobody orders [year]
  double lobby_sway = 0.2;      ///< part of refusals that unlimited lobbying would turn
  double lobby_scale = 2e7;     ///< lobbying that reaches 63 % of that [USD/year]
  double lean_weight = 0.3;     ///< change of approvals for a swing state that sides fully with one camp
  static const Fields& fields();
};

/// All instruments. An instrument in force binds in every step whose end lies after its day and, once it ends,
/// in no step that contains or follows its end.
struct Instruments : Table<InstrumentId> {
  Column<GovernmentId, InstrumentId> issuer;
  Column<std::vector<CountryId>, InstrumentId> targets;  ///< countries that are meant
  Column<std::vector<Bloc>, InstrumentId> target_blocs;  ///< and blocs
  Column<Status, InstrumentId> status;
  Column<Date, InstrumentId> reported;  ///< first credible report
  Column<Date, InstrumentId> announced;
  Column<Date, InstrumentId> effective;
  Column<Date, InstrumentId> enforced_from;  ///< compliance date where it is later
  Column<Date, InstrumentId> savings_until;  ///< goods ordered before the effective day may ship until then
  Column<Date, InstrumentId> ends;
  Column<Date, InstrumentId> stayed_from;  ///< suspended for a time
  Column<Date, InstrumentId> stayed_until;
  Column<double, InstrumentId> credibility;  ///< hazard that agents attach while it is only reported [1/month]
  Column<double, InstrumentId> certainty;    ///< probability that they attach to an announced day
  Column<InstrumentKind, InstrumentId> what;

  Outlook outlook;
  Licences licences;
  std::vector<PolicyAct> pending;  ///< acts of this step, law from the next

  // Made by bind() and enact(), see sim/policy/regime.hpp.
  Bindings bound;
  Law law;                          ///< in force in the present step
  Law foreseen;                     ///< the same with all that may become law, as of the last step in which some may
  std::vector<BudgetLine> budgets;  ///< in force in the present step

  /// To be called where instruments change, or what they look at: laws are arranged anew, and otherwise kept.
  void change() { law.stale = foreseen.stale = true; }
  /// Row of the kind K, or nullptr.
  template <class K>
  const K* as(InstrumentId id) const {
    return std::get_if<K>(&what[id]);
  }
  std::string_view kind_of(InstrumentId id) const {
    return std::visit([](const auto& own) { return std::string_view(own.kind); }, what[id]);
  }
  static const Fields& fields();
};

/// First instrument of an issuer and kind that is not law, nor failed or ended for good; or none().
InstrumentId find_asleep(const Instruments& regimes, GovernmentId issuer, std::string_view kind);
/// First instrument of an issuer and kind ("mineral_control"), or none(): what a government can act with.
InstrumentId find_measure(const Instruments& regimes, GovernmentId issuer, std::string_view kind);

}  // namespace exarace
