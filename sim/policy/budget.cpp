#include "sim/policy/budget.hpp"

namespace exarace {
namespace {

/// Appends every account of the table that "table/*" names, with its ultimate parent or residence in `country`.
void add_all(const World& world, std::string_view pattern, CountryId country, std::vector<AccountId>& found) {
  const std::string_view prefix = pattern.substr(0, pattern.size() - 1);
  for (const AccountId account : world.accounts.rows()) {
    const bool there = world.accounts.parent[account] == country || world.accounts.country[account] == country;
    if (there && world.accounts.name[account].starts_with(prefix)) found.push_back(account);
  }
}

}  // namespace

std::vector<AccountId> recipients_of(const Budget& budget, InstrumentId self, const World& world) {
  std::vector<AccountId> found = world.regimes.bound.named[self.index];
  const CountryId issuer = world.governments.country[world.regimes.issuer[self]];
  for (const std::string& text : budget.recipients)
    if (text.ends_with("/*")) add_all(world, text, budget.recipient_country ? budget.recipient_country : issuer, found);
  return found;
}

std::vector<BudgetLine> budget_lines(const World& world, const std::vector<std::uint8_t>& active) {
  std::vector<BudgetLine> lines;
  for (const InstrumentId id : world.regimes.rows()) {
    const auto* budget = world.regimes.as<Budget>(id);
    if (!budget || !active[id.index]) continue;
    const double rate = budget->amount.at(world.today);
    if (rate > 0)
      lines.push_back({id, world.regimes.issuer[id], budget->purpose, rate, recipients_of(*budget, id, world),
                       budget->rated, budget->line});
  }
  return lines;
}

}  // namespace exarace
