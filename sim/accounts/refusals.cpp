#include "sim/accounts/refusals.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <limits>
#include <vector>

namespace exarace {
namespace {

/// Days after which a wish that nobody repeats is given up.
constexpr int kPatience = 92;

WishKey key_of(const Denial& denial) { return {denial.by, denial.good, denial.seller, denial.buyer, denial.sku}; }

/// The order of wishes: that of the members of their keys, two of which are compared at once.
struct Rank {
  std::uint64_t by_good, parties;
  std::uint32_t sku;
  auto operator<=>(const Rank&) const = default;
};

Rank rank_of(const WishKey& key) {
  constexpr int kIndexBits = std::numeric_limits<std::uint32_t>::digits;
  const auto both = [](std::uint64_t first, std::uint64_t second) { return first << kIndexBits | second; };
  return {both(key.by.index, static_cast<std::uint64_t>(key.good)), both(key.seller.index, key.buyer.index),
          key.sku.index};
}

/// A denial of this step, by its wish.
struct Asked {
  Rank rank;
  std::uint32_t place;  ///< in the list of the step
  auto operator<=>(const Asked&) const = default;
};

/// All denials of the step in the order of their wishes, those of one wish as they came.
std::vector<Asked> by_wish(const std::vector<Denial>& denials) {
  std::vector<Asked> asked;
  asked.reserve(denials.size());
  for (const Denial& denial : denials)
    asked.push_back({rank_of(key_of(denial)), static_cast<std::uint32_t>(asked.size())});
  std::sort(asked.begin(), asked.end());
  return asked;
}

/// Part of an amount that goes beyond what was asked before.
double new_part(double now, double most) { return now > most ? (now - most) / now : 0.0; }

/// The wish of that key, at or behind place `from`; a new one takes its place in the order.
std::size_t place_of(std::vector<Wish>& wishes, std::size_t from, const WishKey& key, Date today) {
  const Rank rank = rank_of(key);
  while (from < wishes.size() && rank_of(wishes[from].key) < rank) ++from;
  if (from == wishes.size() || rank < rank_of(wishes[from].key))
    wishes.insert(wishes.begin() + static_cast<std::ptrdiff_t>(from), Wish{key, today, today});
  return from;
}

}  // namespace

void remember_refusals(World& world) {
  auto& denials = world.trades.denials;
  Refusals& refusals = world.refusals;
  std::erase_if(refusals.wishes, [&world](const Wish& wish) { return world.today.days - wish.last.days > kPatience; });
  const std::vector<Asked> asked = by_wish(denials);
  std::size_t at = 0;
  for (auto first = asked.begin(); first != asked.end();) {
    const WishKey key = key_of(denials[first->place]);
    double units = 0, value = 0;
    auto last = first;
    for (; last != asked.end() && last->rank == first->rank; ++last)
      units += denials[last->place].units, value += denials[last->place].value;
    at = place_of(refusals.wishes, at, key, world.today);
    Wish& wish = refusals.wishes[at];
    const double new_units = new_part(units, wish.units), new_value = new_part(value, wish.value);
    if (new_value > 0 && key.by)
      refusals.rows.push_back({key, world.today, wish.first, new_units * units, new_value * value});
    wish.last = world.today;
    wish.units = std::max(wish.units, units);
    wish.value = std::max(wish.value, value);
    for (; first != last; ++first) {
      Denial& denial = denials[first->place];
      denial.new_units = new_units * denial.units;
      denial.new_value = new_value * denial.value;
    }
  }
}

}  // namespace exarace
