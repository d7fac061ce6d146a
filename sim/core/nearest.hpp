#pragma once
/// The known name that a mistyped one probably meant.

#include <string>
#include <string_view>
#include <vector>

namespace exarace {

/// Name in `known` nearest to `wanted` by edit distance (a swap of neighbours counts once); "" if none is near.
std::string nearest(std::string_view wanted, const std::vector<std::string>& known);

/// "; did you mean 'tpp_min'?" or "", to end a message with.
std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& known);

}  // namespace exarace
