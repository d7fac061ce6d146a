#include "outputs/series/sampling.hpp"

#include "outputs/series/axes.hpp"

namespace exarace {

std::size_t length_of(const World& world, Dim dim) { return lengths_of(world)[static_cast<std::size_t>(dim)]; }

}  // namespace exarace
