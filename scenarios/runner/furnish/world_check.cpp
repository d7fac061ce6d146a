#include "scenarios/runner/furnish/world_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

/// A letter, a licence or an agreement binds those who know of it, and may become public later.
bool may_be_private(const InstrumentKind& what) {
  return std::holds_alternative<InformedLetter>(what) || std::holds_alternative<LicencePolicy>(what) ||
         std::holds_alternative<Levy>(what);
}

void check_days(const Instruments& regimes, InstrumentId row, const Complain& complain) {
  const DayKey announced{"announced", regimes.announced[row]}, effective{"effective", regimes.effective[row]};
  const DayKey reported{"reported", regimes.reported[row], regimes.reported[row] != kNever};
  const DayKey stayed_from{"stayed_from", regimes.stayed_from[row]},
      stayed_until{"stayed_until", regimes.stayed_until[row]};
  check_order(reported, announced, complain);
  if (!may_be_private(regimes.what[row])) check_order(announced, effective, complain);
  for (const auto& [key, day] :
       {std::pair("enforced_from", regimes.enforced_from[row]), std::pair("savings_until", regimes.savings_until[row])})
    check_order(effective, {key, day, day != Date{}}, complain);
  // What never became law may end before the day from which it was to be law.
  check_order(regimes.status[row] == Status::in_force ? effective : announced, {"ends", regimes.ends[row]}, complain,
              false);
  if (stayed_until.day != kNever) check_order(stayed_from, stayed_until, complain, false);
}

/// What "fabs/tsmc" may be: every firm and government.
std::vector<std::string> known_names(const World& world) {
  std::vector<std::string> names;
  const auto add = [&names](const auto& table, const char* name) {
    for (const auto row : table.rows()) names.push_back(std::string(name) + "/" + table.id[row]);
  };
  add(world.governments, "governments");
  add(world.designers, "designers");
  add(world.fabs, "fabs");
  add(world.toolmakers, "toolmakers");
  add(world.clouds, "clouds");
  add(world.labs, "labs");
  add(world.investors, "investors");
  add(world.brokers, "brokers");
  return names;
}

void check_names(const World& world, const char* key, const std::vector<std::string>& texts, bool stars,
                 const Complain& complain) {
  const std::vector<std::string> known = texts.empty() ? texts : known_names(world);
  for (const std::string& text : texts) {
    const bool star = stars && text.ends_with("/*");
    const std::string_view start = std::string_view(text).substr(0, text.size() - (star ? 1 : 0));
    const bool found = std::any_of(known.begin(), known.end(), [&](const std::string& name) {
      return star ? name.starts_with(start) : name == start;
    });
    if (found) continue;
    const std::string hint = did_you_mean(text, known);
    complain(key,
             fmt::format("nobody is called '{}'{}", text, hint.empty() ? "; write table/id, such as fabs/tsmc" : hint));
  }
}

/// The law's own list; mineral_of() takes every other name for one of these.
constexpr const char* kRareEarths[] = {"Sc", "Y",  "La", "Ce", "Pr", "Nd", "Sm", "Eu",         "Gd",
                                       "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "rare_earths"};

bool known_mineral(const std::string& material) {
  return mineral_of(material) != rare_earths ||
         std::find(std::begin(kRareEarths), std::end(kRareEarths), material) != std::end(kRareEarths);
}

void check_materials(const std::vector<std::string>& materials, const Complain& complain) {
  for (const std::string& material : materials)
    if (!known_mineral(material))
      complain("materials",
               fmt::format("unknown material '{}'; write a chemical symbol such as Ga, or graphite", material));
}

/// Rows that a rule names must be of a kind that it can work with.
template <class Wanted>
void check_kind(const Instruments& regimes, const char* key, const std::vector<InstrumentId>& named,
                const Complain& complain) {
  for (const InstrumentId id : named)
    if (!regimes.as<Wanted>(id))
      complain(key, fmt::format("expected instruments of kind {}, found '{}' of kind {}", Wanted::kind, regimes.id[id],
                                regimes.kind_of(id)));
}

/// What a kind alone can get wrong.
struct KindCheck {
  const World& world;
  InstrumentId row;
  const Complain& complain;

  void operator()(const EntityList& list) const {
    check_names(world, "listed", list.listed, false, complain);
    check_kind<EntityList>(world.regimes, "extends", list.extends, complain);
  }
  void operator()(const LicencePolicy& policy) const {
    check_names(world, "buyers", policy.buyers, false, complain);
    if (policy.clears.empty()) complain("clears", "names no instrument, so that nobody could be cleared");
  }
  void operator()(const PurchaseRestriction& rule) const {
    check_names(world, "buyers", rule.buyers, false, complain);
    check_names(world, "sellers", rule.sellers, false, complain);
  }
  void operator()(const Budget& budget) const { check_names(world, "recipients", budget.recipients, true, complain); }
  void operator()(const Levy& levy) const { check_kind<LicencePolicy>(world.regimes, "under", levy.under, complain); }
  void operator()(const MineralControl& control) const { check_materials(control.materials, complain); }
  template <class Other>
  void operator()(const Other&) const {}
};

/// Unions are of one level: nobody is a member of a member, and so of himself in the end.
void check_union(const Countries& countries, CountryId row, const Complain& complain) {
  const CountryId above = countries.member_of[row];
  if (!above) return;
  const std::string& name = countries.id[above];
  if (above == row)
    complain("member_of", fmt::format("expected another country, found '{}' itself; leave this key out", name));
  else if (countries.member_of[above])
    complain("member_of", fmt::format("expected a country that is no member itself, found '{}', which is a member of "
                                      "'{}'; a country has one government above it at most",
                                      name, countries.id[countries.member_of[above]]));
  else if (countries.bloc[above] != countries.bloc[row])
    complain("member_of",
             fmt::format("expected a country of the same bloc, found '{}' of another; set bloc alike", name));
}

}  // namespace

void check_order(const DayKey& first, const DayKey& then, const Complain& complain, bool same_day) {
  if (!first.said || !then.said || first.day < then.day || (same_day && first.day == then.day)) return;
  complain(then.key, fmt::format("must {} {}, {}, found {}", same_day ? "not be earlier than" : "be later than",
                                 first.key, to_string(first.day), to_string(then.day)));
}

void check_country(const World& world, CountryId row, const Complain& complain) {
  check_union(world.countries, row, complain);
  for (const GovernmentId government : world.governments.rows())
    for (const CountryId ruler : {row, world.countries.member_of[row]})
      if (world.governments.country[government] == ruler) return;
  complain("id", fmt::format("nobody rules in '{0}'; add a row to governments with country = \"{0}\", or say with "
                             "member_of whose government rules here too",
                             world.countries.id[row]));
}

void check_instrument(const World& world, InstrumentId row, const Complain& complain) {
  check_days(world.regimes, row, complain);
  std::visit(KindCheck{world, row, complain}, world.regimes.what[row]);
}

}  // namespace exarace
