#pragma once
/// The world's tables as they stand at the end of a run, copied out of it.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "sim/core/field.hpp"

namespace exarace {

/// One column: numbers and money as float64, integers as int64, days as int32 since 1970 (kNever: none), flags and
/// choices as int8, texts and references as text.
struct FinalColumn {
  std::string key;  ///< "cash"
  Kind kind = Kind::number;
  std::string unit;
  std::string about;
  std::vector<std::string> choices;  ///< of a choice, in order of its numbers
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::int32_t>, std::vector<std::int8_t>,
               std::vector<std::string>>
      values;
};

/// One table: its columns lie over a dimension that the ids label.
struct FinalTable {
  std::string name;       ///< plural, as in scenario files: "clouds"
  std::string dimension;  ///< singular: "cloud"
  std::vector<std::string> ids;
  std::vector<FinalColumn> columns;
};

using FinalTables = std::vector<FinalTable>;

/// Ids of the rows of each table, so that references can be named.
using RowIds = std::map<std::string, std::vector<std::string>>;

/// Copies the columns of a table that have one value per row; time series, lists and references to tables that `ids`
/// lacks are left out.
FinalTable final_table(const std::string& name, const std::string& dimension, const Fields& fields, const void* table,
                       const RowIds& ids);

struct World;
/// Copies all tables of a world.
FinalTables final_tables(const World& world);

}  // namespace exarace
