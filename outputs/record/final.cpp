#include "outputs/record/final.hpp"

#include <type_traits>
#include <utility>

#include "outputs/series/tables.hpp"

namespace exarace {
namespace {

/// Values of a column, each turned by `turn` into what is stored.
template <class T, class Turn>
std::vector<T> collect(const Field& field, const void* table, std::size_t rows, Turn&& turn) {
  std::vector<T> out;
  out.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) out.push_back(turn(field.get(table, row)));
  return out;
}

decltype(FinalColumn::values) values_of(const Field& field, const void* table, std::size_t rows, const RowIds& ids) {
  switch (field.kind) {
    case Kind::number:
    case Kind::money: return collect<double>(field, table, rows, [](const Value& v) { return std::get<double>(v); });
    case Kind::integer:
      return collect<std::int64_t>(field, table, rows, [](const Value& v) { return std::get<std::int64_t>(v); });
    case Kind::date:
      return collect<std::int32_t>(field, table, rows, [](const Value& v) { return std::get<Date>(v).days; });
    case Kind::flag:
      return collect<std::int8_t>(field, table, rows, [](const Value& v) { return std::int8_t{std::get<bool>(v)}; });
    case Kind::choice:
      return collect<std::int8_t>(field, table, rows,
                                  [](const Value& v) { return static_cast<std::int8_t>(std::get<std::int64_t>(v)); });
    case Kind::reference:
      return collect<std::string>(field, table, rows, [&](const Value& v) {
        const auto row = std::get<std::int64_t>(v);
        return row < 0 ? std::string() : ids.at(field.table).at(static_cast<std::size_t>(row));
      });
    default: return collect<std::string>(field, table, rows, [](const Value& v) { return std::get<std::string>(v); });
  }
}

/// Whether a column stands in the tables at the end: one value a row, and no word about where inputs come from, which
/// stands in the scenario's text.
bool belongs(const Field& field, const RowIds& ids) {
  if (field.key == "id" || field.key == "source" || field.key == "vintage") return false;
  switch (field.kind) {
    case Kind::series:
    case Kind::numbers:
    case Kind::texts:
    case Kind::references:
    case Kind::rows: return false;
    case Kind::reference: return ids.count(field.table) > 0;
    default: return true;
  }
}

}  // namespace

FinalTable final_table(const std::string& name, const std::string& dimension, const Fields& fields, const void* table,
                       const RowIds& ids) {
  FinalTable out{name, dimension, ids.at(name), {}};
  for (const Field& field : fields)
    if (belongs(field, ids))
      out.columns.push_back({field.key, field.kind, field.unit_, field.about_, field.choices,
                             values_of(field, table, out.ids.size(), ids)});
  return out;
}

FinalTables final_tables(const World& world) {
  RowIds ids;
  for_tables(world, [&](Dim, const char* name, const auto& table) {
    if constexpr (Named<decltype(table)>) ids[name] = {table.id.begin(), table.id.end()};
  });
  FinalTables out;
  for_tables(world, [&](Dim dim, const char* name, const auto& table) {
    using Table = std::decay_t<decltype(table)>;
    if constexpr (Named<Table>)
      if (table.id.size() > 0)
        out.push_back(final_table(name, std::string(dim_name(dim)), Table::fields(), &table, ids));
  });
  return out;
}

}  // namespace exarace
