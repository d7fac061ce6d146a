#include "scenarios/runner/furnish/industry_check.hpp"

#include <fmt/format.h>

#include <numeric>

namespace exarace {
namespace {

constexpr double kRounding = 1e-9;  // shares that are written to add up to one

std::string class_names() { return fmt::format("{}", fmt::join(kToolClassNames, ", ")); }

/// Whether a list says nothing or something of each tool class.
bool of_all_classes(const std::vector<double>& shares, const char* key, const Complain& complain) {
  if (shares.empty() || shares.size() == kToolClasses) return true;
  complain(key, fmt::format("expected {} shares, one of each tool class ({}), found {}", int(kToolClasses),
                            class_names(), shares.size()));
  return false;
}

/// What of a die differs from that of a chip that is said to be built on it; "" for nothing.
std::string difference(const Skus& skus, SkuId sku, SkuId die) {
  if (skus.foundry[sku] != skus.foundry[die]) return "foundry";
  return skus.node[sku] != skus.node[die] ? "node" : "";  // the area of one SKU may be varied
}

void check_die(const World& world, SkuId row, const Complain& complain) {
  const Skus& skus = world.skus;
  const SkuId die = skus.die[row];
  if (!die || die == row) return;
  const std::string& name = skus.id[die];
  if (skus.designer[die] != skus.designer[row])
    return complain("die",
                    fmt::format("expected a SKU of the same designer, {}, found '{}' of {}",
                                world.designers.id[skus.designer[row]], name, world.designers.id[skus.designer[die]]));
  if (skus.die[die] && skus.die[die] != die)
    return complain("die", fmt::format("expected a SKU that names its own die, found '{}', which is built on that of "
                                       "'{}'; name that one",
                                       name, skus.id[skus.die[die]]));
  const std::string other = difference(skus, row, die);
  if (!other.empty())
    complain("die",
             fmt::format("expected a SKU with the same die, found '{}' with another {}; a chip with a die of its "
                         "own leaves this key out",
                         name, other));
}

void check_variant(const World& world, SkuId row, const Complain& complain) {
  const Skus& skus = world.skus;
  const SkuId parent = skus.variant_of[row];
  if (!parent) return;
  const std::string& name = skus.id[parent];
  if (parent == row)
    complain("variant_of", fmt::format("expected another SKU, found '{}' itself; leave this key out", name));
  else if (skus.designer[parent] != skus.designer[row])
    complain("variant_of",
             fmt::format("expected a SKU of the same designer, {}, found '{}' of {}",
                         world.designers.id[skus.designer[row]], name, world.designers.id[skus.designer[parent]]));
  else if (const SkuId first = skus.variant_of[parent])
    complain("variant_of", fmt::format("expected a SKU that is no variant itself, found '{}', a variant of '{}'", name,
                                       skus.id[first]));
}

}  // namespace

void check_sku(const World& world, SkuId row, const Complain& complain) {
  check_die(world, row, complain);
  check_variant(world, row, complain);
}

void check_line(const Lines& lines, LineId row, const Complain& complain) {
  const std::vector<double>& shares = lines.tool_shares[row];
  if (!of_all_classes(shares, "tool_shares", complain)) return;
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (sum > 1 + kRounding)
    complain("tool_shares",
             fmt::format("expected shares of the capacity's cost that add up to at most 1 (the rest is buildings), "
                         "found a sum of {:.4g}",
                         sum));
}

void check_toolmaker(const Toolmakers& makers, ToolmakerId row, const Complain& complain) {
  if (!of_all_classes(makers.class_shares[row], "class_shares", complain)) return;
  for (std::size_t cls = 0; cls < makers.class_shares[row].size(); ++cls) {
    // Who has the most is told, with all the others: any of them may be the one that was meant to be smaller.
    double sum = 0, greatest = 0;
    ToolmakerId most;
    std::vector<std::string> all;
    for (const ToolmakerId maker : makers.rows()) {
      const double share = cls < makers.class_shares[maker].size() ? makers.class_shares[maker][cls] : 0.0;
      sum += share;
      if (share > greatest) greatest = share, most = maker;
      if (share > 0) all.push_back(fmt::format("{} {:g}", makers.id[maker], share));
    }
    if (most != row || sum <= 1 + kRounding) continue;
    complain("class_shares",
             fmt::format("expected shares of the world market that add up to at most 1 over all toolmakers, found a "
                         "sum of {:.4g} of {}: {}",
                         sum, kToolClassNames[cls], fmt::join(all, ", ")));
  }
}

}  // namespace exarace
