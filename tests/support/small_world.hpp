#pragma once
/// A world small enough to check by hand: the United States, China and Taiwan, one merchant designer with two SKUs,
/// one foundry with a line, two clouds, and an account for each. Tests add what else they need.

#include <string>

#include "sim/state/world.hpp"

namespace exarace::support {

/// Adds a row with that id to a table; its other keys take the values that a scenario would give them unsaid.
template <class T>
typename T::Id add_row(T& table, const std::string& id) {
  const std::size_t row = table.size();
  for (const Field& field : T::fields()) {
    std::vector<Value> old;
    for (std::size_t i = 0; i < row; ++i) old.push_back(field.get(&table, i));
    field.resize(&table, row + 1);
    for (std::size_t i = 0; i < row; ++i) field.set(&table, i, old[i]);
    if (field.fallback) field.set(&table, row, *field.fallback);
  }
  const typename T::Id added{row};
  table.id[added] = id;
  return added;
}

/// Numbers of a SKU that matter to the law and to buyers.
struct SkuSpec {
  double tpp = 15832, bandwidth = 3350, interconnect = 900;
  double die_area = 814, fp16 = 989, int8 = 1979;
  double node = 4, transistors = 80, hbm_stacks = 5, price = 28000;
  bool datacentre = true;
};

CountryId add_country(World& world, const std::string& id, Bloc bloc);
GovernmentId add_government(World& world, const std::string& id, CountryId country);
DesignerId add_designer(World& world, const std::string& id, CountryId country);
FabId add_fab(World& world, const std::string& id, CountryId country);
LineId add_line(World& world, const std::string& id, FabId fab, CountryId site, Product product, double node);
ToolmakerId add_toolmaker(World& world, const std::string& id, CountryId country);
CloudId add_cloud(World& world, const std::string& id, CountryId place, CountryId parent);
LabId add_lab(World& world, const std::string& id, CountryId country, CloudId home);
SkuId add_sku(World& world, const std::string& id, DesignerId designer, FabId foundry, const SkuSpec& spec);
/// Law with an issuer: in force from `effective`, announced that day.
InstrumentId add_instrument(World& world, const std::string& id, GovernmentId issuer, Date effective,
                            InstrumentKind what);

/// Countries us, cn, tw; governments us, cn; designer nvidia with h100 (die h100) and h20 (its variant); fab tsmc with
/// the line tsmc_n4; clouds microsoft (us) and alibaba (cn); accounts "table/id" with a billion USD each for agents.
/// The first day is `today`, the step a month. Nothing of the law is in it.
World small_world(Date today = make_date(2022, 1, 1));

/// Moves the world to the step that contains `day`, without simulating; call enact() after it.
void travel(World& world, Date day);

}  // namespace exarace::support
