#include "outputs/record/final.hpp"

#include <algorithm>
#include <optional>
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

/// Line of the balance sheet that a key opens, if it does.
std::optional<Item> opened_by(const std::string& table, const std::string& key) {
  if (key == "cash" || key == "treasury") return Item::deposits;
  if (key == "debt") return table == "governments" ? Item::bonds_issued : Item::loans_owed;
  return std::nullopt;
}

/// What scenarios set as opening balances stands as the books have it at the end.
template <class Accounts>
void close_balances(FinalTable& table, const World& world, const Accounts& accounts) {
  for (FinalColumn& column : table.columns) {
    const std::optional<Item> item = opened_by(table.name, column.key);
    if (!item) continue;
    std::vector<double> usd;
    if (std::any_of(accounts.begin(), accounts.end(),
                    [&](AccountId account) { return !account || account.index >= world.accounts.size(); }))
      return;  // a world that was never opened has no books yet
    for (const AccountId account : accounts) usd.push_back(world.accounts.of(*item, account).usd());
    column.values = std::move(usd);
    if (const auto at = column.about.find(" at the start"); at != column.about.npos)
      column.about.replace(at, std::string(" at the start").size(), " at the end");
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
    if constexpr (Named<Table> && requires { table.account; })
      if (table.id.size() > 0) close_balances(out.back(), world, table.account);
  });
  return out;
}

}  // namespace exarace
