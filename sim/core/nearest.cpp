#include "sim/core/nearest.hpp"

#include <algorithm>

namespace exarace {
namespace {

/// Optimal string alignment distance (Damerau 1964): insertions, deletions, changes and swaps of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = now;
  }
  return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view wanted, const std::vector<std::string>& known) {
  constexpr std::size_t longest = 64;  // nobody mistypes a name of this length by a letter or two
  if (wanted.empty() || wanted.size() > longest) return "";
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& name : known) {
    if (name.size() > longest) continue;
    const std::size_t distance = edit_distance(wanted, name);
    if (distance < best_distance) best = name, best_distance = distance;
  }
  return best;
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& known) {
  const std::string name = nearest(wanted, known);
  return name.empty() ? "" : "; did you mean '" + name + "'?";
}

}  // namespace exarace
