#pragma once
/// Which instruments stand in the way of a case, and how far licences clear them.

#include "sim/policy/kinds.hpp"
#include "sim/policy/law.hpp"

namespace exarace {

/// How far an instrument is cleared for a case.
struct Clearance {
  double share = 0;    ///< of what it catches
  bool route = false;  ///< a licence can be had
};

/// Adds up what clears instrument `id`; notes in `via` the licence policies that do.
Clearance clear(const Case& c, InstrumentId id, const Ruling& ruling, std::vector<InstrumentId>& via);

/// Countries of a case, looked up in the targets of one instrument after another.
class Touch {
 public:
  explicit Touch(const Case& c) : regimes_(c.regimes()), at_{c.place, c.owner, c.user_home} {}
  /// Whether the instrument may speak: it means one of the countries, or everybody, or its kind looks at more.
  bool operator()(InstrumentId id) const {
    if (regimes_.bound.anywhere[id.index]) return true;
    const std::uint8_t* target = &regimes_.bound.target(id, CountryId{0});
    for (const CountryId country : at_)
      if (country && target[country.index]) return true;
    return false;
  }

 private:
  const Instruments& regimes_;
  CountryId at_[3];
};

/// Calls found(id, ruling) for every instrument of the case's law that says something about it, as far as
/// `wanted(id)`.
template <class Found, class Wanted>
void each_finding(const Case& c, Found&& found, Wanted&& wanted) {
  const Touch touched(c);
  const auto look = [&](InstrumentId id) {
    if (!wanted(id) || !touched(id)) return;
    const Ruling said = std::visit([&](const auto& own) { return ruling(own, id, c); }, c.regimes().what[id]);
    if (said.speaks()) found(id, said);
  };
  if (const auto good = static_cast<std::size_t>(c.good); c.good != Good::chips) {
    if (!c.law.silent(good, c.place, c.owner, c.user_home))
      for (const InstrumentId id : c.law.rules[good]) look(id);
  } else if (c.sku.index < c.law.chips.size()) {
    if (!c.law.quiet(c.sku, c.owner, c.place))
      for (const InstrumentId id : c.law.chips[c.sku.index]) look(id);
  } else if (c.sku) {  // launched since the law was arranged
    for (const InstrumentId id : catching(c.world, c.law.rules[static_cast<std::size_t>(Good::chips)], c.sku)) look(id);
  }
  if (c.buyer && c.buyer.index < c.law.listed_by.size())
    for (const InstrumentId id : c.law.listed_by[c.buyer.index]) look(id);
}

/// For all instruments.
template <class Found>
void each_finding(const Case& c, Found&& found) {
  each_finding(c, found, [](InstrumentId) { return true; });
}

/// All that is said about a case, in the order of the law. A case without a class of tools stands for all classes.
std::vector<Statement> statements_on(const Case& c);

/// A case weighed: what the law of the sellers lets through, and what stands in the way of the rest.
struct Weighed {
  double through = 1.0;
  bool route = true;              ///< all that stands in the way could be licensed
  InstrumentId by;                ///< most restrictive of what is not cleared
  std::vector<InstrumentId> via;  ///< licence policies that cleared something
};
Weighed weigh(const Case& c);
/// The same where it is known what is said about all classes of tools.
Weighed weigh(const Case& c, const std::vector<Statement>& of_all_classes);

/// The whole answer, with the buyers' side and levies.
Verdict answer(const Case& c);

}  // namespace exarace
