#pragma once
/// One declaration per key: name, type, unit, range, meaning and source stand beside the member they describe.
/// Parsing, checks, listings, JSON Schema, reference pages and Python access are walks over these declarations.

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "sim/core/column.hpp"
#include "sim/core/distribution.hpp"
#include "sim/core/money.hpp"
#include "sim/core/series.hpp"

namespace exarace {

/// What a key holds. A `reference` is the row number of another table's id, -1 for none.
enum class Kind {
  number,
  integer,
  flag,
  text,
  date,
  choice,
  reference,
  money,
  series,
  numbers,
  texts,
  references,
  rows
};

/// A key's value on its way between a file and a member. Money travels in USD, a choice as its number.
using Value = std::variant<double, std::int64_t, bool, std::string, Date, TimeSeries, std::vector<double>,
                           std::vector<std::string>, std::vector<std::int64_t>>;

/// On what a number rests: a source in docs/sources.md, a guess, a fit, or none because it is a choice of the modeller
/// or user.
enum class Basis { chosen, sourced, assumed, calibrated };

/// Name of the table that an id indexes, for references ("clouds").
template <class RowId>
struct TableName;
#define EXARACE_TABLE_NAME(Id_, name)          \
  template <>                                  \
  struct TableName<Id_> {                      \
    static constexpr const char* value = name; \
  }
EXARACE_TABLE_NAME(AccountId, "accounts");
EXARACE_TABLE_NAME(BrokerId, "brokers");
EXARACE_TABLE_NAME(CloudId, "clouds");
EXARACE_TABLE_NAME(CountryId, "countries");
EXARACE_TABLE_NAME(DesignerId, "designers");
EXARACE_TABLE_NAME(FabId, "fabs");
EXARACE_TABLE_NAME(GovernmentId, "governments");
EXARACE_TABLE_NAME(GroupId, "groups");
EXARACE_TABLE_NAME(InstrumentId, "regimes");
EXARACE_TABLE_NAME(InvestorId, "investors");
EXARACE_TABLE_NAME(LabId, "labs");
EXARACE_TABLE_NAME(LineId, "lines");
EXARACE_TABLE_NAME(OpeningFleetId, "fleet");
EXARACE_TABLE_NAME(SkuId, "skus");
EXARACE_TABLE_NAME(ToolmakerId, "toolmakers");
#undef EXARACE_TABLE_NAME

/// A name that a key had before: the reader answers it with the name of today.
struct FormerKey {
  std::string path;  ///< whole path, `*` for the id of a row: "market.chips.site_share", "clouds.*.cash"
  std::string how;   ///< how the old number stands in the new one, where it does not do so as it is: "as 1 less it"
};

/// One key of a part (a struct of scalars) or one column of a table, with the type erased.
struct Field {
  std::string key;
  Kind kind = Kind::number;
  std::string unit_;  ///< as users read it: "USD/chip", "1/year", "" for a share or count
  double low = -std::numeric_limits<double>::infinity();  ///< least allowed value
  double high = std::numeric_limits<double>::infinity();  ///< greatest allowed value
  std::string about_;                                     ///< one line
  Basis basis = Basis::chosen;
  std::string source_;                         ///< key into docs/sources.md when basis is `sourced`
  std::string vintage_;                        ///< date by which the number could be known, "2024-06"
  std::optional<Prior> plausible;              ///< how it is drawn where uncertain keys are
  bool required = false;                       ///< must stand in every row
  bool state = false;                          ///< computed by the run: readable, never set from a file
  std::vector<std::string> choices;            ///< names of a choice, in order of its numbers
  std::string table;                           ///< table that a reference points into
  const std::vector<Field>* nested = nullptr;  ///< fields of the elements of `rows`
  std::vector<FormerKey> former;               ///< names that this key had before

  std::function<void(void* part, std::size_t row, const Value&)> set;
  std::function<Value(const void* part, std::size_t row)> get;
  std::function<void*(void* part, std::size_t row)> append;  ///< `rows` only: adds an element, returns it
  std::function<std::size_t(const void* part, std::size_t row)> count;
  std::function<const void*(const void* part, std::size_t row, std::size_t element)> element;
  std::function<void(void* part, std::size_t rows)> resize;  ///< columns only
  std::function<void(void* part)> grow;                      ///< columns only: one more row, at its fallback
  std::function<const void*(const void* part)> data;         ///< first value of a column [rows]
  std::optional<Value> fallback;                             ///< columns only: value of rows that do not say it

  // Hundreds of declarations call these one after another: kept out of line, they halve the code of fields().
  [[gnu::noinline]] Field& unit(const char* text) { return unit_ = text, *this; }
  [[gnu::noinline]] Field& range(double least, double greatest) { return low = least, high = greatest, *this; }
  [[gnu::noinline]] Field& about(const char* text) { return about_ = text, *this; }
  Field& about(const std::string& text) { return about(text.c_str()); }
  [[gnu::noinline]] Field& sourced(const char* source_key, const char* vintage) {
    return basis = Basis::sourced, source_ = source_key, vintage_ = vintage, *this;
  }
  [[gnu::noinline]] Field& assumed() { return basis = Basis::assumed, *this; }
  [[gnu::noinline]] Field& calibrated() { return basis = Basis::calibrated, *this; }
  /// What is plausible, within the range that is valid; of a time series it is a factor on all of it.
  [[gnu::noinline]] Field& prior(Distribution shape) {
    return plausible = Prior{shape, kind == Kind::series ? Prior::Of::factor : Prior::Of::value}, *this;
  }
  /// What is plausible as a factor on the value that stands there: for columns, whose rows differ.
  [[gnu::noinline]] Field& prior_times(Distribution shape) {
    return plausible = Prior{shape, Prior::Of::factor}, *this;
  }
  /// Value of rows that do not say this key (columns; a part's default is its member initialiser).
  template <class T>
  [[gnu::noinline]] Field& otherwise(T value) {
    return fallback = Value(std::move(value)), *this;
  }
  /// The key had another name: whoever writes the old one is told this one.
  [[gnu::noinline]] Field& moved(const char* old, const char* how = "") { return former.push_back({old, how}), *this; }
  [[gnu::noinline]] Field& must() { return required = true, *this; }
  [[gnu::noinline]] Field& computed() { return state = true, *this; }
};

using Fields = std::vector<Field>;

/// Names of an enumeration, in order of its values: specialise beside the enum.
template <class Enum>
struct ChoiceNames;

namespace detail {

template <class T>
struct IsId : std::false_type {};
template <class Row>
struct IsId<Id<Row>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
Value to_value(const T& v) {
  if constexpr (std::is_same_v<T, Flag>)
    return static_cast<bool>(v);
  else if constexpr (std::is_same_v<T, Money>)
    return v.usd();
  else if constexpr (std::is_enum_v<T>)
    return static_cast<std::int64_t>(v);
  else if constexpr (IsId<T>::value)
    return v ? static_cast<std::int64_t>(v.index) : std::int64_t{-1};
  else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
    return static_cast<std::int64_t>(v);
  else if constexpr (IsVector<T>::value) {
    if constexpr (IsId<typename T::value_type>::value || std::is_enum_v<typename T::value_type>) {
      std::vector<std::int64_t> out;
      for (const auto& x : v) out.push_back(std::get<std::int64_t>(to_value(x)));
      return out;
    } else
      return v;
  } else
    return v;
}

template <class T>
void from_value(T& target, const Value& v) {
  if constexpr (std::is_same_v<T, Flag>)
    target = Flag(std::get<bool>(v));
  else if constexpr (std::is_same_v<T, Money>)
    target = from_usd(std::get<double>(v));
  else if constexpr (std::is_enum_v<T>)
    target = static_cast<T>(std::get<std::int64_t>(v));
  else if constexpr (IsId<T>::value) {
    const auto row = std::get<std::int64_t>(v);
    target = row < 0 ? T::none() : T{static_cast<std::size_t>(row)};
  } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
    target = static_cast<T>(std::get<std::int64_t>(v));
  else if constexpr (IsVector<T>::value) {
    if constexpr (IsId<typename T::value_type>::value || std::is_enum_v<typename T::value_type>) {
      target.clear();
      for (const auto row : std::get<std::vector<std::int64_t>>(v)) from_value(target.emplace_back(), Value{row});
    } else
      target = std::get<T>(v);
  } else
    target = std::get<T>(v);
}

template <class T>
void describe_type(Field& f) {
  if constexpr (std::is_same_v<T, double>)
    f.kind = Kind::number;
  else if constexpr (std::is_same_v<T, Flag> || std::is_same_v<T, bool>)
    f.kind = Kind::flag;
  else if constexpr (std::is_same_v<T, Money>)
    f.kind = Kind::money, f.unit_ = "USD";
  else if constexpr (std::is_same_v<T, std::string>)
    f.kind = Kind::text;
  else if constexpr (std::is_same_v<T, Date>)
    f.kind = Kind::date;
  else if constexpr (std::is_same_v<T, TimeSeries>)
    f.kind = Kind::series;
  else if constexpr (std::is_enum_v<T>)
    f.kind = Kind::choice, f.choices = ChoiceNames<T>::names();
  else if constexpr (IsId<T>::value)
    f.kind = Kind::reference, f.table = TableName<T>::value;
  else if constexpr (std::is_integral_v<T>)
    f.kind = Kind::integer;
  else if constexpr (std::is_same_v<T, std::vector<double>>)
    f.kind = Kind::numbers;
  else if constexpr (std::is_same_v<T, std::vector<std::string>>)
    f.kind = Kind::texts;
  else if constexpr (IsVector<T>::value) {
    describe_type<typename T::value_type>(f);  // a list of references or of choices
    f.kind = f.kind == Kind::choice ? Kind::texts : Kind::references;
  } else
    static_assert(!sizeof(T), "no Kind for this member type");
}

/// Where a member stands in its part [bytes].
template <class Part, class Member>
std::size_t offset_of(Member Part::*member) {
  alignas(Part) static char space[sizeof(Part)] = {};
  const auto* part = reinterpret_cast<const Part*>(space);
  return static_cast<std::size_t>(reinterpret_cast<const char*>(&(part->*member)) - space);
}

template <class T>
T& at_offset(void* part, std::size_t offset) {
  return *reinterpret_cast<T*>(static_cast<char*>(part) + offset);
}
template <class T>
const T& at_offset(const void* part, std::size_t offset) {
  return *reinterpret_cast<const T*>(static_cast<const char*>(part) + offset);
}

/// A field over a scalar member. It knows the type of the value and where it stands, not the part: so every type of
/// value is compiled once (in field.cpp, the usual ones), not once for every key.
template <class T>
Field scalar_field(const char* name, std::size_t offset) {
  Field f;
  f.key = name;
  describe_type<T>(f);
  f.set = [offset](void* part, std::size_t, const Value& v) { from_value(at_offset<T>(part, offset), v); };
  f.get = [offset](const void* part, std::size_t) { return to_value(at_offset<T>(part, offset)); };
  return f;
}

/// The same over a column, which is a vector to the compiler.
template <class T>
Field column_field(const char* name, std::size_t offset) {
  using Values = std::vector<T>;
  Field f;
  f.key = name;
  describe_type<T>(f);
  f.set = [offset](void* part, std::size_t row, const Value& v) {
    from_value(at_offset<Values>(part, offset)[row], v);
  };
  f.get = [offset](const void* part, std::size_t row) { return to_value(at_offset<Values>(part, offset)[row]); };
  f.resize = [offset](void* part, std::size_t rows) { at_offset<Values>(part, offset).assign(rows, T()); };
  f.grow = [offset](void* part) { at_offset<Values>(part, offset).push_back(T()); };
  f.data = [offset](const void* part) -> const void* { return at_offset<Values>(part, offset).data(); };
  return f;
}

#define EXARACE_FIELDS_OF(T)                                            \
  extern template Field scalar_field<T>(const char* name, std::size_t); \
  extern template Field column_field<T>(const char* name, std::size_t);
EXARACE_FIELDS_OF(double)
EXARACE_FIELDS_OF(Flag)
EXARACE_FIELDS_OF(Date)
EXARACE_FIELDS_OF(Money)
EXARACE_FIELDS_OF(TimeSeries)
EXARACE_FIELDS_OF(std::string)
EXARACE_FIELDS_OF(std::int64_t)
EXARACE_FIELDS_OF(std::vector<double>)
EXARACE_FIELDS_OF(std::vector<std::string>)
EXARACE_FIELDS_OF(CloudId)
EXARACE_FIELDS_OF(CountryId)
EXARACE_FIELDS_OF(DesignerId)
EXARACE_FIELDS_OF(GovernmentId)
EXARACE_FIELDS_OF(GroupId)
EXARACE_FIELDS_OF(SkuId)
EXARACE_FIELDS_OF(AccountId)
#undef EXARACE_FIELDS_OF

}  // namespace detail

/// Key of a part: a scalar member.
template <class Part, class T>
Field key(const char* name, T Part::*member) {
  return detail::scalar_field<T>(name, detail::offset_of(member));
}

/// Key of a table: a column, one value per row. `fallback` is the value of rows that do not say it.
template <class Table, class T, class RowId>
Field key(const char* name, Column<T, RowId> Table::*member) {
  static_assert(sizeof(Column<T, RowId>) == sizeof(std::vector<T>) && std::is_standard_layout_v<Column<T, RowId>>,
                "a column is its vector");
  return detail::column_field<T>(name, detail::offset_of(member));
}

/// Key that holds a list of named elements (`[[regimes.clauses]]`), each with its own fields() and a member `id`.
template <class Part, class Element>
Field rows_key(const char* name, std::vector<Element> Part::*member) {
  Field f;
  f.key = name;
  f.kind = Kind::rows;
  f.nested = &Element::fields();
  f.append = [member](void* part, std::size_t) -> void* { return &(static_cast<Part*>(part)->*member).emplace_back(); };
  f.count = [member](const void* part, std::size_t) { return (static_cast<const Part*>(part)->*member).size(); };
  f.element = [member](const void* part, std::size_t, std::size_t i) -> const void* {
    return &(static_cast<const Part*>(part)->*member)[i];
  };
  return f;
}

/// Column that the run computes: seen by files and Python, never set from a scenario.
template <class Table, class T, class RowId>
Field column(const char* name, Column<T, RowId> Table::*member) {
  return key(name, member).computed();
}

}  // namespace exarace
