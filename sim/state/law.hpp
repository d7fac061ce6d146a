#pragma once
/// The law of one step, worked out once from the instruments so that a deal meets only the few that can concern it.
/// Everything here can be made again from the rest of the World.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/state/grid.hpp"
#include "sim/state/public_measures.hpp"
#include "sim/state/trade_rules.hpp"

namespace exarace {

inline constexpr std::size_t kGoods = 9;

/// References of instruments and agents, resolved when the world is complete.
struct Bindings {
  std::vector<std::vector<AccountId>> named;           ///< by instrument: buyers, listed firms or recipients
  std::vector<std::vector<AccountId>> sellers;         ///< by instrument: sellers that a purchase restriction names
  Grid<InstrumentId, CountryId, std::uint8_t> target;  ///< deals there are meant
  Grid<InstrumentId, CountryId, std::uint8_t> home;    ///< the issuer rules there
  std::vector<std::uint8_t> anywhere;                  ///< by instrument: it may speak of deals that are not there
  // By account, for as many as there were.
  std::vector<GroupId> group;
  std::vector<CloudId> cloud;
  std::vector<LabId> lab;
  std::vector<DesignerId> designer;
};

/// A set of instruments, arranged by what they look at.
struct Law {
  bool stale = true;                                    ///< instruments have changed since: see Instruments::change()
  std::vector<std::uint8_t> active;                     ///< by instrument
  std::vector<std::vector<InstrumentId>> chips;         ///< by sku: instruments whose limits or lists catch it
  std::array<std::vector<InstrumentId>, kGoods> rules;  ///< by good other than chips
  std::array<std::vector<InstrumentId>, kGoods> gates;  ///< by good: purchase restrictions
  std::vector<std::vector<InstrumentId>> cleared_by;    ///< by instrument: licence policies that name it
  std::vector<std::vector<InstrumentId>> extended_by;   ///< by instrument: foreign direct product rules
  std::vector<std::vector<InstrumentId>> listed_by;     ///< by account: entity lists that cover it
  Grid<InstrumentId, SkuId, Treatment> caught;          ///< by thresholds: strictest of the clauses that catch a SKU
  std::vector<InstrumentId> levies;
  std::vector<InstrumentId> affiliate_lists;     ///< entity lists that cover affiliates
  Grid<SkuId, CountryId, std::uint8_t> touched;  ///< something is about a sale to there, or to owners from there
  /// By good other than chips, by country and, last, for deals anywhere: some rule or gate may be about a deal there,
  /// or with owners or users from there.
  std::array<std::vector<std::uint8_t>, kGoods> meant;
  /// Whether nothing but an entity list can be about a sale of that SKU to that place and owner.
  bool quiet(SkuId sku, CountryId owner, CountryId place) const {
    return owner && place && sku.index < chips.size() && !touched(sku, owner) && !touched(sku, place);
  }
  /// Whether nothing but an entity list can be about a deal in a good other than chips, by where it stands and by the
  /// homes of its owner and its user.
  bool silent(std::size_t good, CountryId place, CountryId owner, CountryId user) const {
    const auto& marks = meant[good];
    const auto at = [&](CountryId country) { return country && marks[country.index] != 0; };
    return !marks.empty() && marks.back() == 0 && !at(place) && !at(owner) && !at(user);
  }
  bool on(InstrumentId id) const { return id.index < active.size() && active[id.index] != 0; }
};

}  // namespace exarace
