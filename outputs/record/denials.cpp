#include "outputs/record/denials.hpp"

#include "sim/state/world.hpp"

namespace exarace {
namespace {

std::string name_of(const World& world, AccountId account) {
  return account ? world.accounts.name[account] : std::string();
}

}  // namespace

std::vector<DenialRow> denials_of(const World& world) {
  const std::vector<std::string> goods = ChoiceNames<Good>::names();
  std::vector<DenialRow> out;
  out.reserve(world.refusals.rows.size());
  for (const Refusal& row : world.refusals.rows)
    out.push_back({row.date, row.first_asked, name_of(world, row.key.buyer), name_of(world, row.key.seller),
                   goods[static_cast<std::size_t>(row.key.good)],
                   row.key.sku ? world.skus.id[row.key.sku] : std::string(), world.regimes.id[row.key.by], row.units,
                   row.value});
  return out;
}

}  // namespace exarace
