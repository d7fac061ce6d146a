#pragma once
/// A deal with everything that instruments look at, and the geography that they share.

#include "sim/state/world.hpp"

namespace exarace {

/// Where a deal goes.
struct Scene {
  CountryId owner;      ///< ultimate parent of the buyer
  CountryId user_home;  ///< ultimate parent of the user, the buyer's where no user is known
  CountryId place;      ///< where the item will stand
};

/// A deal before the law, with what stands behind its parties looked up once.
struct Case : Scene {
  const World& world;
  const Law& law;
  Good good = Good::chips;
  SkuId sku;
  int tool_class = -1;
  LineId line;
  AccountId seller, buyer;
  CountryId maker_home;  ///< ultimate parent of who made the item: a chip's designer, else the seller
  CountryId origin;      ///< where it ships from
  double units = 0;
  double flop = 0;
  Stage stage = Stage::shipment;
  bool expected = false;  ///< no buyer in particular: licences count with the probability that they are granted

  Case(const World& of, const Law& under) : world(of), law(under) {}
  const Instruments& regimes() const { return world.regimes; }
};

Scene scene_of(const World& world, const Deal& deal);
Case make_case(const World& world, const Deal& deal);

/// A sale of a SKU from its designer to some owner at home in `parent`, as buyers and designers expect it.
Case expected_sale(const World& world, const Law& law, SkuId sku, CountryId parent);

/// What one instrument says about a case: nothing, or a treatment of a part of it.
struct Ruling {
  Treatment policy = Treatment::none;
  double caught = 1.0;  ///< part of the deal that it is about
  bool speaks() const { return policy != Treatment::none && caught > 0; }
};

/// What an instrument says about a case.
struct Statement {
  InstrumentId by;
  Ruling said;
};

/// Whether deals in, or with owners from, that country are meant.
inline bool is_target(const Case& c, InstrumentId id, CountryId country) {
  return country && c.regimes().bound.target(id, country) != 0;
}
/// Whether the issuer rules in that country.
inline bool at_home(const Case& c, InstrumentId id, CountryId country) {
  return country && c.regimes().bound.home(id, country) != 0;
}
/// Whether a list names a country or the union that it is a member of.
bool contains(const World& world, const std::vector<CountryId>& list, CountryId country);
/// Whether a list of exempt countries frees that one; exemptions are part of allied alignment (M8).
bool is_exempt(const Case& c, const std::vector<CountryId>& exempt, CountryId country);
/// Whether the law reaches the maker: at home, or abroad through a foreign direct product rule.
bool reaches_maker(const Case& c, InstrumentId id);
/// Part of a sale that goes to a target: all of it at that place, `headquarters` of it elsewhere to an owner from
/// there.
double destination(const Case& c, InstrumentId id, double headquarters);
/// Whether a list names the id; an empty list names all.
template <class RowId>
bool names(const std::vector<RowId>& list, RowId id) {
  if (list.empty()) return true;
  for (const RowId entry : list)
    if (entry == id) return true;
  return false;
}

}  // namespace exarace
