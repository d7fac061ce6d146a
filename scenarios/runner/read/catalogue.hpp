#pragma once
/// What a scenario file may say: an ordered list of parts, each with its keys and the object that receives them.
/// Reading, listing, JSON Schema and reference pages are walks over it.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/core/column.hpp"
#include "sim/core/field.hpp"

namespace exarace {

/// Where the values of one row live: what Field::set and Field::get are called with.
struct Slot {
  void* object = nullptr;
  std::size_t row = 0;
};

/// One sort of row in a collection whose rows say `kind = "name"`; its keys stand beside the common ones.
struct RowKind {
  std::string name;
  const Fields* fields = nullptr;
  std::string about;
};

/// Says what is wrong with a key of a row; the reader adds the path, file, line and excerpt.
using Complain = std::function<void(std::string_view key, const std::string& text)>;
/// A check across keys and tables, called for every row once all keys of all rows alone are right.
using Check = std::function<void(std::size_t row, const Complain&)>;

/// One table of a scenario file: `[path]` with keys, or a collection `[[path]]` of rows with an `id`.
struct Part {
  std::string path;                ///< "run", "behaviour.cloud", "clouds"
  std::string about;               ///< one line
  bool table = false;              ///< a collection of rows; false: keys
  const Fields* fields = nullptr;  ///< keys of every row
  std::vector<RowKind> kinds;      ///< none where all rows have the same keys

  std::function<void(const std::vector<std::string>& kinds)> build;  ///< makes the rows; one (empty) kind name per row
  std::function<std::size_t()> rows;                                 ///< how many there are; one of keys
  std::function<Slot(std::size_t row)> slot;                         ///< receives `fields`
  std::function<Slot(std::size_t row)> kind_slot;                    ///< receives the fields of the row's kind
  Check check;

  Part& checked(Check across_keys) { return check = std::move(across_keys), *this; }
};

/// All parts of a scenario, in the order of listings. The objects behind it must not move while it is used.
struct Catalogue {
  std::vector<Part> parts;
  std::shared_ptr<void> owner;  ///< keeps the objects alive where nobody else does
};

namespace detail {

template <class T>
RowKind row_kind() {
  RowKind kind{T::kind, &T::fields(), ""};
  if constexpr (requires { T::about; }) kind.about = T::about;
  return kind;
}

/// Makes `target` hold the alternative of that name, with its defaults.
template <class... Alternatives>
void choose_kind(std::variant<Alternatives...>& target, std::string_view name) {
  const auto take = [&]<class T>(const T*) {
    if (name == T::kind) target.template emplace<T>();
  };
  (take(static_cast<const Alternatives*>(nullptr)), ...);
}

template <class... Alternatives>
void* active_kind(std::variant<Alternatives...>& target) {
  return std::visit([](auto& own) -> void* { return &own; }, target);
}

}  // namespace detail

/// Keys that stand once: `[path]`. T has a static fields(); defaults are the values in `part`.
template <class T>
Part keys_part(std::string path, T& part, std::string about) {
  Part out{std::move(path), std::move(about), false, &T::fields(), {}, {}, {}, {}, {}, {}};
  out.build = [](const std::vector<std::string>&) {};
  out.rows = [] { return std::size_t{1}; };
  out.slot = [&part](std::size_t) { return Slot{&part, 0}; };
  return out;
}

/// A table of columns: `[[path]]`. Every column, computed ones too, gets its rows.
template <class T>
Part table_part(std::string path, T& table, std::string about) {
  Part out{std::move(path), std::move(about), true, &T::fields(), {}, {}, {}, {}, {}, {}};
  out.build = [&table](const std::vector<std::string>& kinds) {
    for (const Field& f : T::fields()) f.resize(&table, kinds.size());
  };
  out.rows = [&table] { return table.size(); };
  out.slot = [&table](std::size_t row) { return Slot{&table, row}; };
  return out;
}

/// Keys that stand once and depend on `kind`: a variant whose alternatives have `static constexpr const char* kind`,
/// fields() and, if wanted, `about`. A file that says no kind keeps the alternative that is there.
template <class... Alternatives>
Part variant_part(std::string path, std::variant<Alternatives...>& part, std::string about) {
  static const Fields none;
  Part out{std::move(path), std::move(about), false, &none, {detail::row_kind<Alternatives>()...}, {}, {}, {}, {}, {}};
  out.build = [&part](const std::vector<std::string>& kinds) { detail::choose_kind(part, kinds.at(0)); };
  out.rows = [] { return std::size_t{1}; };
  out.slot = [&part](std::size_t) { return Slot{&part, 0}; };
  out.kind_slot = [&part](std::size_t) { return Slot{detail::active_kind(part), 0}; };
  return out;
}

/// Rows of several kinds, as a vector of structs: common keys are members of Row, the others of its variant.
template <class Row, class... Alternatives>
Part kinds_part(std::string path, std::vector<Row>& rows, std::variant<Alternatives...> Row::*own, std::string about) {
  Part out{std::move(path),
           std::move(about),
           true,
           &Row::fields(),
           {detail::row_kind<Alternatives>()...},
           {},
           {},
           {},
           {},
           {}};
  out.build = [&rows, own](const std::vector<std::string>& kinds) {
    rows.clear();
    rows.resize(kinds.size());
    for (std::size_t row = 0; row < kinds.size(); ++row) detail::choose_kind(rows[row].*own, kinds[row]);
  };
  out.rows = [&rows] { return rows.size(); };
  out.slot = [&rows](std::size_t row) { return Slot{&rows[row], 0}; };
  out.kind_slot = [&rows, own](std::size_t row) { return Slot{detail::active_kind(rows[row].*own), 0}; };
  return out;
}

/// Rows of several kinds, as a table of columns: common keys are columns, the others stand in a column of variants.
template <class T, class RowId, class... Alternatives>
Part kinds_part(std::string path, T& table, Column<std::variant<Alternatives...>, RowId> T::*own, std::string about) {
  Part out{
      std::move(path), std::move(about), true, &T::fields(), {detail::row_kind<Alternatives>()...}, {}, {}, {}, {}, {}};
  out.build = [&table, own](const std::vector<std::string>& kinds) {
    for (const Field& f : T::fields()) f.resize(&table, kinds.size());
    (table.*own).assign(kinds.size(), {});
    for (std::size_t row = 0; row < kinds.size(); ++row) detail::choose_kind((table.*own)[RowId{row}], kinds[row]);
  };
  out.rows = [&table] { return table.size(); };
  out.slot = [&table](std::size_t row) { return Slot{&table, row}; };
  out.kind_slot = [&table, own](std::size_t row) { return Slot{detail::active_kind((table.*own)[RowId{row}]), 0}; };
  return out;
}

}  // namespace exarace
