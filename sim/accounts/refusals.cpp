#include "sim/accounts/refusals.hpp"

#include <algorithm>
#include <map>

namespace exarace {
namespace {

/// Days after which a wish that nobody repeats is given up.
constexpr int kPatience = 92;

struct Asked {
  double units = 0, value = 0;
};

WishKey key_of(const Denial& denial) { return {denial.by, denial.good, denial.seller, denial.buyer, denial.sku}; }

bool before(const WishKey& a, const WishKey& b) { return a.order() < b.order(); }

/// Part of an amount that goes beyond what was asked before.
double new_part(double now, double most) { return now > most ? (now - most) / now : 0.0; }

/// The wish of that key; a new one takes its place in the order.
Wish& wish_of(Refusals& refusals, const WishKey& key, Date today) {
  auto& wishes = refusals.wishes;
  const auto at = std::lower_bound(wishes.begin(), wishes.end(), key,
                                   [](const Wish& wish, const WishKey& wanted) { return before(wish.key, wanted); });
  if (at != wishes.end() && !before(key, at->key)) return *at;
  return *wishes.insert(at, Wish{key, today, today});
}

}  // namespace

void remember_refusals(World& world) {
  std::map<WishKey, Asked, decltype(&before)> asked(&before);
  for (const Denial& denial : world.trades.denials) {
    Asked& sum = asked[key_of(denial)];
    sum.units += denial.units;
    sum.value += denial.value;
  }
  Refusals& refusals = world.refusals;
  std::erase_if(refusals.wishes, [&world](const Wish& wish) { return world.today.days - wish.last.days > kPatience; });
  std::map<WishKey, Asked, decltype(&before)> parts(&before);
  for (const auto& [key, now] : asked) {
    Wish& wish = wish_of(refusals, key, world.today);
    const Asked part{new_part(now.units, wish.units), new_part(now.value, wish.value)};
    if (part.value > 0 && key.by)
      refusals.rows.push_back({key, world.today, wish.first, part.units * now.units, part.value * now.value});
    parts[key] = part;
    wish.last = world.today;
    wish.units = std::max(wish.units, now.units);
    wish.value = std::max(wish.value, now.value);
  }
  for (Denial& denial : world.trades.denials) {
    const Asked& part = parts[key_of(denial)];
    denial.new_units = part.units * denial.units;
    denial.new_value = part.value * denial.value;
  }
}

}  // namespace exarace
