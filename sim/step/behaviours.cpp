#include "sim/step/behaviours.hpp"

#include <iterator>

namespace exarace {

void join(Orders& all, Orders& own) {
  const auto append = [](auto& list, auto& more) {
    list.insert(list.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
  };
  std::apply([&](auto&... lists) { std::apply([&](auto&... more) { (append(lists, more), ...); }, members_of(own)); },
             members_of(all));
}

void decide(World& world, const Behaviours& minds) {
  std::vector<Decisions> decided;
  for (const Behaviour& type : minds) decided.push_back(type(world));
  std::apply([](auto&... lists) { (lists.clear(), ...); }, members_of(world.orders));
  for (const Decisions& apply : decided) apply(world);
}

}  // namespace exarace
