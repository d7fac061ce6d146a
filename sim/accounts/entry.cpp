#include "sim/accounts/entry.hpp"

namespace exarace {

const Fields& Entry::fields() {
  using T = Entry;
  static const Fields all = {
      key("broker_capital", &T::broker_capital)
          .range(0, 10)
          .about("Cash of an entrant over the opening cash of its route.")
          .assumed(),
  };
  return all;
}

void Entry::assess(const World& world, Movements& out) const {
  const auto& brokers = world.brokers;
  for (const BrokerId broker : brokers.rows()) {
    const Date opens = brokers.closed_until[broker];
    if (opens < world.today || opens >= world.tomorrow()) continue;
    const Money wanted = from_usd(brokers.cash[broker].usd() * broker_capital);
    const Money missing = wanted - world.accounts.cash(brokers.account[broker]);
    if (missing.cents > 0)
      out.pay(world.countries.households[brokers.country[broker]], brokers.account[broker], missing,
              Flow::equity_round);
  }
}

}  // namespace exarace
