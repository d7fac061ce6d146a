#pragma once
/// The law of one step, worked out once from the instruments so that a deal meets only the few that can concern it.
/// Everything here can be made again from the rest of the World.

#include <array>
#include <vector>

#include "sim/state/public_measures.hpp"
#include "sim/state/trade_rules.hpp"

namespace exarace {

inline constexpr std::size_t kGoods = 9;

/// References of instruments that are resolved once, when the world is complete. By instrument.
struct Bindings {
  std::vector<std::vector<AccountId>> named;    ///< buyers, listed firms or recipients
  std::vector<std::vector<AccountId>> sellers;  ///< sellers that a purchase restriction names
  std::vector<std::uint8_t> target;             ///< by (instrument, country): deals there are meant
  std::vector<std::uint8_t> home;               ///< by (instrument, country): the issuer rules there
  std::vector<GroupId> group;                   ///< by account: its owner group
  std::vector<std::uint8_t> public_money;       ///< by account: carried by public money
};

/// A set of instruments, arranged by what they look at.
struct Law {
  struct ChipRule {
    InstrumentId by;
    Treatment policy;  ///< said about this SKU, `none` where it depends on the deal
  };
  std::vector<std::uint8_t> active;                     ///< by instrument
  std::vector<std::vector<ChipRule>> chips;             ///< by sku
  std::array<std::vector<InstrumentId>, kGoods> rules;  ///< by good other than chips
  std::vector<std::vector<InstrumentId>> cleared_by;    ///< by instrument: licence policies that name it
  std::vector<std::vector<InstrumentId>> extended_by;   ///< by instrument: foreign direct product rules
  std::vector<std::vector<InstrumentId>> listed_by;     ///< by account: entity lists that cover it
  std::vector<InstrumentId> levies;
  bool on(InstrumentId id) const { return active[id.index] != 0; }
};

}  // namespace exarace
