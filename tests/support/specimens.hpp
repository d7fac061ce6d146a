#pragma once
/// One instrument of every kind, by dose, and deals of every good on which to try them.

#include <functional>

#include "tests/support/small_law.hpp"

namespace exarace::support {

/// The small world with both sides of every deal: chips, dies, stacks, tools, service, rental, models, investment,
/// minerals.
struct Marketplace {
  World world = small_world(make_date(2025, 2, 1));
  CountryId us, cn, sg, kr;
  DesignerId huawei;
  FabId smic, hynix;
  LineId n7, stacks;
  ToolmakerId lam;
  LabId openai, deepseek;
  InvestorId fund;
  SkuId ascend;

  Marketplace();
  /// Adds law of the United States or of China, in force, meant for the other side.
  InstrumentId add(const std::string& id, InstrumentKind what, const char* issuer = "us");
  /// What the law says to a deal today.
  Verdict judged(const Deal& deal);
};

/// A deal with a name for messages.
struct NamedDeal {
  std::string name;
  Deal deal;
};
/// A deal of every good that goes to China, or from China abroad.
std::vector<NamedDeal> deals_with_china(const Marketplace& m);
/// The same goods between sides that no rule means.
std::vector<NamedDeal> deals_without_china(const Marketplace& m);

/// A kind of instrument as a test applies it.
struct Specimen {
  std::string kind;
  std::string deal;  ///< name of the deal with China that it is about
  /// Adds it at a dose from 0 (says nothing) to 1 (stops all that it can).
  std::function<InstrumentId(Marketplace&, double dose, const std::string& id)> add;
};
/// Kinds that keep something back, one each. The others are licence policies, levies, budgets and foreign direct
/// product rules, which act on other instruments or pay.
const std::vector<Specimen>& restrictions();

}  // namespace exarace::support
