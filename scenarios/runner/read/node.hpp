#pragma once
/// A read document as a tree of values that remember where they were written. Knows nothing of any file format.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/core/calendar.hpp"

namespace exarace {

/// A text that values come from: a file, a `--set`, a change made in Python.
struct Source {
  std::string name;  ///< as shown to the user: "my.toml", "--set[2]:run.end"
  std::string text;  ///< for excerpts
  std::string key;   ///< the one key that it sets; "" for a file
};

/// Place of a key or a value.
struct Where {
  const Source* source = nullptr;  ///< owned by the scenario
  std::uint32_t line = 0;          ///< from 1; 0 where there is no line
  std::uint32_t column = 0;        ///< from 1, in characters
};

struct Member;

/// A value of a document.
struct Node {
  /// A time of day or a moment, which no key wants.
  struct Clock {
    std::string text;
  };
  using List = std::vector<Node>;
  using Table = std::vector<Member>;  ///< in order of keys

  std::variant<bool, std::int64_t, double, std::string, Date, Clock, List, Table> value;
  Where where;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&value);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&value);
  }
};

/// A key of a table with its value.
struct Member {
  std::string key;
  Where where;  ///< of the key
  Node node;
};

/// Member of that key, or nullptr.
const Member* find(const Node::Table& table, std::string_view key);
Member* find(Node::Table& table, std::string_view key);
/// Value at a key of a node that is a table, or nullptr.
const Node* child(const Node& node, std::string_view key);
/// Value at a path of tables, "behaviour.cloud", or nullptr.
const Node* at_path(const Node& document, std::string_view path);
/// Puts a member in its place in the order; replaces one of the same key.
Member& put(Node::Table& table, Member member);

/// "clouds" and "microsoft" to "clouds.microsoft".
std::string join_path(std::string_view path, std::string_view key);

/// The `id` of a row, "" if it has none.
std::string row_id(const Node& node);
/// Row of a collection with that id, or nullptr.
Node* find_row(Node::List& rows, std::string_view id);
/// Ids of all rows of a collection.
std::vector<std::string> row_ids(const Node::List& rows);
/// True for a non-empty list whose elements are all tables: a collection of rows.
bool is_rows(const Node& node);
/// True for `{ "2022-01-01" = 1.0, ... }`: a table with a key that begins with a digit, or with `between`.
bool is_series(const Node& node);
/// True for `{ dist = "...", ... }`.
bool is_distribution(const Node& node);
/// True for `{ value = 3.0, prior = { dist = ... }, times = 1.2 }`: a value with what is said of it beside.
bool is_annotated(const Node& node);
/// False for a row that says `enabled = false`.
bool is_enabled(const Node& node);

/// What a value is, for messages: "text 'abc'", "12", "a table".
std::string what_is(const Node& node);

}  // namespace exarace
