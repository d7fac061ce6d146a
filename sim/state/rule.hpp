#pragma once
/// Who rules where: governments, the countries that they rule, and their rivals.

#include "sim/state/world.hpp"

namespace exarace {

/// Whether what a country's government decides holds in another one: in itself, and in members of its union.
inline bool rules_in(const World& world, CountryId ruler, CountryId country) {
  return country == ruler || world.countries.member_of[country] == ruler;
}

/// Government that rules in a country: its own, else that of the union that it is a member of, else none.
GovernmentId government_of(const World& world, CountryId country);
/// Its account, or none.
AccountId treasury_of(const World& world, CountryId country);
/// Government of a bloc that rules at home, for blocs of one government; of many, the first by id; or none.
GovernmentId government_of(const World& world, Bloc bloc);
/// The rival of a government: China, or for China the United States; none where there is no such row.
GovernmentId rival_of(const World& world, GovernmentId government);

}  // namespace exarace
