#pragma once
/// The one list of the world's tables, for files and for dimensions.

#include "outputs/series/series.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Calls visit(dim, name, table) for every table of named rows; `name` is that of scenario files.
template <class Visit>
void for_tables(const World& world, Visit&& visit) {
  visit(Dim::country, "countries", world.countries);
  visit(Dim::government, "governments", world.governments);
  visit(Dim::designer, "designers", world.designers);
  visit(Dim::toolmaker, "toolmakers", world.toolmakers);
  visit(Dim::fab, "fabs", world.fabs);
  visit(Dim::line, "lines", world.lines);
  visit(Dim::sku, "skus", world.skus);
  visit(Dim::cloud, "clouds", world.clouds);
  visit(Dim::lab, "labs", world.labs);
  visit(Dim::group, "groups", world.groups);
  visit(Dim::broker, "brokers", world.brokers);
  visit(Dim::investor, "investors", world.investors);
  visit(Dim::instrument, "regimes", world.regimes);
}

/// Whether a table has named rows (the regimes are filled in later than the rest).
template <class Table>
concept Named = requires(const Table& table) {
  table.id.size();
  table.name.size();
};

}  // namespace exarace
