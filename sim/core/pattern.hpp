#pragma once
/// Names that fit a pattern in which * stands for any text.

#include <string_view>

namespace exarace {

inline bool fits(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') return fits(pattern.substr(1), name) || (!name.empty() && fits(pattern, name.substr(1)));
  return !name.empty() && pattern[0] == name[0] && fits(pattern.substr(1), name.substr(1));
}

}  // namespace exarace
