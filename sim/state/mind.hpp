#pragma once
/// How a row decides: a behaviour sees a `const World` and returns the row's new mind and what it asks for; nothing of
/// it is in the world before every row of every table has decided.

#include <tuple>

#include "sim/core/members.hpp"
#include "sim/state/orders.hpp"

namespace exarace {

/// What one row decides.
template <class Mind>
struct Decided {
  Mind mind;
  Orders orders;
};

/// A value of a mind, and the column that keeps it from step to step.
template <class Value, class InColumn>
struct MindColumn {
  Value value;
  InColumn column;
};
template <class Value, class InColumn>
MindColumn(Value, InColumn) -> MindColumn<Value, InColumn>;  // what compiles for browsers needs it said
template <class Mind>
inline constexpr auto mind_columns = std::tuple<>();

/// Mind of a row as the last step left it.
template <class Mind, class Table>
Mind recall(const Table& table, typename Table::Id row) {
  Mind mind;
  std::apply([&](const auto&... kept) { ((mind.*kept.value = (table.*kept.column)[row]), ...); }, mind_columns<Mind>);
  return mind;
}

/// Makes it the mind of the row.
template <class Mind, class Table>
void keep(Table& table, typename Table::Id row, const Mind& mind) {
  std::apply([&](const auto&... kept) { (((table.*kept.column)[row] = mind.*kept.value), ...); }, mind_columns<Mind>);
}

}  // namespace exarace
