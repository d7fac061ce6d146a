#pragma once
/// Switches of the mechanisms M1 to M25. Off: the entry function is not called and its keys change nothing.

#include <array>

#include "sim/core/field.hpp"

namespace exarace {

/// The mechanisms by name; M1 is the first.
enum class Mechanism : unsigned char {
  chip_thresholds,
  compliant_variants,
  licences,
  entity_lists,
  foreign_direct_product,
  tool_controls,
  hbm_controls,
  alignment,
  cloud_access,
  model_review,
  diversion,
  public_ai,
  fab_subsidies,
  guidance_funds,
  outbound_capital,
  lobbying,
  mineral_controls,
  substitution,
  open_weights,
  swing_states,
  data_sovereignty,
  rivalry,
  allied_build_out,
  two_ecosystems,
  talent
};
inline constexpr std::size_t kMechanisms = static_cast<std::size_t>(Mechanism::talent) + 1;

/// What each mechanism is, in a line; index 0 is M1.
inline constexpr std::array<const char*, kMechanisms> kMechanismTitles = {
    "chip performance thresholds",
    "compliant variants",
    "licences: delay, presumption of denial, caps, levies, acceptance",
    "entity lists, affiliates, investment firms on the list",
    "foreign direct product rule",
    "tool, EDA and servicing controls",
    "HBM controls",
    "allied alignment and exemptions",
    "cloud verification and bans of transit leasing",
    "model and algorithm review",
    "smuggling, transshipment, enforcement lines",
    "US public AI budgets, priority ratings",
    "fab subsidies, fiscal burden, crowding out",
    "guidance funds, vouchers, procurement, national team, computing centres",
    "cross-border venture capital and outbound rules",
    "lost revenue, lobbying, R&D",
    "mineral controls, antitrust, purchase bans",
    "domestic substitution",
    "open weights, compression, low-resource algorithms",
    "swing states, compute diplomacy",
    "data sovereignty, language data",
    "rivalry and concentration",
    "allied build-out, HBM self-sufficiency",
    "two ecosystems",
    "talent and shared research"};

struct Mechanisms {
  std::array<bool, kMechanisms> on_ = [] {
    std::array<bool, kMechanisms> all{};
    all.fill(true);
    return all;
  }();

  bool on(Mechanism which) const { return on_[static_cast<std::size_t>(which)]; }
  void set(Mechanism which, bool now) { on_[static_cast<std::size_t>(which)] = now; }
  static const Fields& fields();
};

}  // namespace exarace
