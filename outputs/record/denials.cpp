#include "outputs/record/denials.hpp"

#include "sim/state/world.hpp"

namespace exarace {
namespace {

std::string name_of(const World& world, AccountId account) {
  return account ? world.accounts.name[account] : std::string();
}

std::string word_of(Good good) { return ChoiceNames<Good>::names()[static_cast<std::size_t>(good)]; }

}  // namespace

std::vector<DenialRow> denials_of(const World& world) {
  std::vector<DenialRow> out;
  for (const Refusal& row : world.refusals.rows)
    out.push_back({row.date, row.first_asked, name_of(world, row.key.buyer), name_of(world, row.key.seller),
                   word_of(row.key.good), row.key.sku ? world.skus.id[row.key.sku] : std::string(),
                   world.regimes.id[row.key.by], row.units, row.value});
  return out;
}

}  // namespace exarace
