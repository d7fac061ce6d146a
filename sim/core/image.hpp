#pragma once
/// An object as a row of bytes, and back: every member of it, found by the compiler, and every column that its tables
/// declare. The same walk writes, reads, and spells the layout out, so that the three cannot part.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "sim/core/column.hpp"
#include "sim/core/error.hpp"
#include "sim/core/members.hpp"
#include "sim/core/table.hpp"

namespace exarace {

/// Bytes that are being written or read, or a layout that is being spelled out.
class Image {
 public:
  enum class Mode { write, read, layout };

  explicit Image(Mode mode) : mode_(mode) {}
  /// Reads these bytes.
  explicit Image(std::span<const char> bytes) : mode_(Mode::read), source_(bytes) {}

  Mode mode() const { return mode_; }
  bool reads() const { return mode_ == Mode::read; }
  /// What was written, or the layout as text.
  const std::string& text() const { return out_; }
  /// Bytes that were not read yet.
  std::size_t left() const { return source_.size(); }

  /// Some bytes on their way; `name` stands for them in the layout. Throws ResultError where they are missing.
  void raw(void* data, std::size_t size, char name) {
    if (mode_ == Mode::layout) {
      out_ += name + std::to_string(size) + ' ';
    } else if (mode_ == Mode::write) {
      out_.append(static_cast<const char*>(data), size);
    } else {
      if (size > source_.size()) throw ResultError("a checkpoint ends too early");
      if (size > 0) std::memcpy(data, source_.data(), size);
      source_ = source_.subspan(size);
    }
  }
  /// A word of the layout.
  void word(const std::string& text) {
    if (mode_ == Mode::layout) out_ += text + ' ';
  }
  /// A number of elements on its way, each of so many bytes at least: a wrong number must not ask for all memory.
  std::size_t count(std::size_t size, std::size_t least = 1) {
    std::uint64_t n = size;
    raw(&n, sizeof n, 'n');
    if (reads() && n > source_.size() / std::max<std::size_t>(least, 1))
      throw ResultError("a checkpoint ends too early");
    return static_cast<std::size_t>(n);
  }

 private:
  Mode mode_;
  std::string out_;
  std::span<const char> source_;
};

template <class T>
void transfer(Image& image, T& object);

namespace detail {

/// Whether the bytes of a value are its whole meaning.
template <class T>
inline constexpr bool is_raw = std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                               (std::is_class_v<T> && std::has_unique_object_representations_v<T>);

/// Whether some byte of a raw value is a flag: of its 256 values only two may be looked at.
template <class T>
constexpr bool holds_flag() {
  if constexpr (std::is_same_v<T, bool>)
    return true;
  else if constexpr (!std::is_class_v<T> || !std::is_aggregate_v<T>)
    return false;
  else if constexpr (requires { std::tuple_size<T>::value; })
    return holds_flag<std::tuple_element_t<0, T>>();
  else
    return []<class... Members>(std::type_identity<std::tuple<Members...>>) {
      return (holds_flag<std::remove_cvref_t<Members>>() || ...);
    }(std::type_identity<decltype(members_of(std::declval<T&>()))>{});
}

/// Whether the bytes of a value may be read as they come.
template <class T>
constexpr bool is_whole() {
  if constexpr (is_raw<T>)
    return !holds_flag<T>();
  else
    return false;
}

/// A flag on its way. Throws ResultError where a file has another number than 0 or 1 for it.
inline void transfer_flag(Image& image, bool& flag) {
  std::uint8_t byte = image.reads() ? 0 : flag;
  image.raw(&byte, sizeof byte, 'u');
  if (byte > 1) throw ResultError("a checkpoint holds a flag that is neither true nor false");
  if (image.reads()) flag = byte == 1;
}

template <class T>
constexpr char letter_of() {
  if constexpr (std::is_floating_point_v<T>) return 'f';
  if constexpr (std::is_signed_v<T>) return 'i';
  return std::is_arithmetic_v<T> ? 'u' : 'b';
}

template <class List>
void transfer_list(Image& image, List& list) {
  using T = typename List::value_type;
  constexpr bool whole = is_whole<T>() && !std::is_same_v<List, std::deque<T>>;
  image.word("[");
  const std::size_t size = image.count(list.size(), whole ? sizeof(T) : 1);
  if (image.mode() == Image::Mode::layout) {
    T element{};
    transfer(image, element);
  } else if constexpr (whole) {
    if (image.reads()) list.clear(), list.resize(size);
    image.raw(list.data(), size * sizeof(T), 'b');
  } else if (image.reads()) {
    list.clear();
    for (std::size_t i = 0; i < size; ++i) {  // one by one: where bytes are missing, little was asked for
      T element{};
      transfer(image, element);
      list.push_back(std::move(element));
    }
  } else {
    for (T& element : list) transfer(image, element);
  }
  image.word("]");
}

template <class... Kinds>
void transfer_variant(Image& image, std::variant<Kinds...>& variant) {
  std::uint8_t kind = static_cast<std::uint8_t>(variant.index());
  image.word("|");
  image.raw(&kind, sizeof kind, 'u');
  if (image.mode() == Image::Mode::layout) {
    const auto spell = [&]<class One>(One one) { transfer(image, one); };
    (spell(Kinds{}), ...);
    return;
  }
  if (kind >= sizeof...(Kinds)) throw ResultError("a checkpoint holds a kind that this program does not know");
  std::uint8_t at = 0;
  if (image.reads()) ((at++ == kind ? void(variant.template emplace<Kinds>()) : void()), ...);
  std::visit([&](auto& one) { transfer(image, one); }, variant);
}

/// One declared column. Money travels as cents, everything else as the value that its declaration gives and takes.
inline void transfer_column(Image& image, const Field& field, void* table, std::size_t rows) {
  image.word(field.key);
  if (image.reads()) field.resize(table, rows);
  if (field.kind == Kind::money && field.data)
    return image.raw(const_cast<void*>(field.data(table)), rows * sizeof(Money), 'm');
  for (std::size_t row = 0; row < rows; ++row) {
    Value value = image.reads() ? Value{} : field.get(table, row);
    transfer_variant(image, value);
    if (!image.reads()) continue;
    if (value.index() != field.get(table, row).index())
      throw ResultError("a checkpoint holds a value of another kind in " + field.key);
    if (field.kind == Kind::choice && static_cast<std::uint64_t>(std::get<std::int64_t>(value)) >= field.choices.size())
      throw ResultError("a checkpoint holds a choice that is unknown in " + field.key);
    field.set(table, row, value);
  }
}

}  // namespace detail

/// A table: its declared columns, and what else it holds, which a function `rest_of(T&)` must tie together. In the
/// layout the sizes are added up: throws Error for a member that neither of the two knows.
template <class T>
void transfer_table(Image& image, T& table) {
  using OneColumn = decltype(table.id);
  std::size_t size = 0;
  image.word("{");
  const std::size_t rows = image.count(table.size(), T::fields().size());
  for (const Field& field : T::fields())
    if (field.resize) size += sizeof(OneColumn), detail::transfer_column(image, field, &table, rows);
  if constexpr (requires { rest_of(table); })
    std::apply([&](auto&... rest) { ((size += sizeof rest, transfer(image, rest)), ...); }, rest_of(table));
  image.word("}");
  if (image.mode() == Image::Mode::layout && size != sizeof(T))
    throw Error(std::string("the table of ") + TableName<typename T::Id>::value +
                " has members that it does not declare: " + std::to_string(sizeof(T)) + " bytes, declared are " +
                std::to_string(size));
}

template <class T>
concept IsTable = requires {
  typename T::Id;
}
&&std::is_base_of_v<Table<typename T::Id>, T>;
template <class T>
concept IsList = requires(T& list) {
  typename T::value_type;
  list.resize(1);
  list.clear();
};

/// Lets an object pass through an image.
template <class T>
void transfer(Image& image, T& object) {
  if constexpr (std::is_same_v<T, bool>)
    detail::transfer_flag(image, object);
  else if constexpr (detail::is_whole<T>())
    image.raw(&object, sizeof object, detail::letter_of<T>());
  else if constexpr (std::is_same_v<T, TimeSeries>)
    transfer(image, object.points), transfer(image, object.between);
  else if constexpr (IsTable<T>)
    transfer_table(image, object);
  else if constexpr (IsList<T>)
    detail::transfer_list(image, object);
  else if constexpr (requires { std::variant_size<T>::value; })
    detail::transfer_variant(image, object);
  else if constexpr (requires { std::tuple_size<T>::value; })
    std::apply([&](auto&... element) { (transfer(image, element), ...); }, object);
  else {
    image.word("(");
    std::apply([&](auto&... member) { (transfer(image, member), ...); }, members_of(object));
    image.word(")");
  }
}

}  // namespace exarace
