#pragma once
/// The world's tables as they stand at the end of a run, copied out of it.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "sim/core/field.hpp"

namespace exarace {

/// One column: numbers and money as float64, integers, days and choices as int64, flags as int8, the rest as text.
struct FinalColumn {
  std::string key;
  Kind kind = Kind::number;
  std::string unit;
  std::string about;
  std::vector<std::string> choices;  ///< of a choice, in order of its numbers
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::int8_t>, std::vector<std::string>> values;
};

/// One table: its columns lie over a dimension that the ids label.
struct FinalTable {
  std::string name;       ///< plural, as in scenario files: "clouds"
  std::string dimension;  ///< singular: "cloud"
  std::vector<std::string> ids;
  std::vector<FinalColumn> columns;
};

using FinalTables = std::vector<FinalTable>;

/// Names the row that a reference column points to ("us"); "" for none.
using RowName = std::function<std::string(const std::string& table, std::int64_t row)>;

/// Copies the columns of a table that have one value per row; time series and lists are left out.
FinalTable final_table(std::string name, std::string dimension, std::vector<std::string> ids, const Fields& fields,
                       const void* table, const RowName& row_name);

struct World;
/// Copies all tables of a world.
FinalTables final_tables(const World& world);

}  // namespace exarace
