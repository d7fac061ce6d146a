#include "sim/state/rule.hpp"

namespace exarace {

GovernmentId government_of(const World& world, CountryId country) {
  GovernmentId found;
  for (const GovernmentId government : world.governments.rows()) {
    const CountryId home = world.governments.country[government];
    if (home == country) return government;
    if (rules_in(world, home, country)) found = government;
  }
  return found;
}

AccountId treasury_of(const World& world, CountryId country) {
  const GovernmentId government = government_of(world, country);
  return government ? world.governments.account[government] : AccountId::none();
}

GovernmentId government_of(const World& world, Bloc bloc) {
  const auto& governments = world.governments;
  GovernmentId found;
  for (const GovernmentId government : governments.rows())
    if (world.countries.bloc[governments.country[government]] == bloc &&
        (!found || governments.id[government] < governments.id[found]))
      found = government;
  return found;
}

GovernmentId rival_of(const World& world, GovernmentId government) {
  const bool chinese = world.in_china(world.governments.country[government]);
  return government_of(world, chinese ? Bloc::us : Bloc::china);
}

}  // namespace exarace
