#pragma once
/// Random values of keys, by what the keys declare.

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/runner/read/scenario.hpp"
#include "sim/core/field.hpp"

namespace exarace::support {

/// Ids of rows that references may point at.
using RowsOf = std::vector<std::string> (*)(const std::string& table);

/// A sequence of draws that belongs to one number.
class Draws {
 public:
  explicit Draws(std::uint64_t number) : number_(number) {}
  double uniform();
  bool chance(double probability) { return uniform() < probability; }
  int whole(int low, int high);  ///< both ends included
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(whole(0, static_cast<int>(all.size()) - 1))];
  }
  /// A number between the ends, with the ends and small numbers of wide ranges among them.
  double within(double low, double high);
  /// A day between the start of 2021 and the end of 2024.
  std::string day();
  /// A value of a key as TOML text; "" for keys whose texts mean something or that have no range.
  std::string value(const Field& field, RowsOf rows_of);

 private:
  std::string number_text(const Field& field);
  std::string series(const Field& field);
  std::string list(const Field& field, RowsOf rows_of);

  std::uint64_t number_;
  std::uint32_t drawn_ = 0;
};

}  // namespace exarace::support
