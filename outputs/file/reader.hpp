#pragma once
/// Reads netCDF-4 files written by FileWriter, and others of the same rules.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "outputs/file/handle.hpp"

namespace exarace {

/// A numeric variable as read.
struct Variable {
  std::vector<std::size_t> shape;  ///< of texts that are blocks of characters: without the characters
  std::vector<std::string> dims;
  std::string unit;
  std::string about;
  std::vector<double> values;  ///< empty where only the declaration was wanted
};

/// An open file. Every call throws ResultError, whose text begins with the path, if what it asks for cannot be read.
class FileReader {
 public:
  /// Takes no lock: a file under its name never changes. Refused is a file that another program holds locked to change
  /// it, where locks are supported, and one that differs from its checksum, for HDF5 can crash on broken structure.
  explicit FileReader(const std::string& path);
  /// A file that is in memory and was made here; `shown` stands in messages where a path would.
  FileReader(std::string shown, const std::vector<char>& bytes);

  /// Text or number of an attribute as text; "" if it is not there. Group "/" is the file itself.
  std::string attribute(const std::string& group, const std::string& name) const;
  /// All attributes of a group, in order of writing.
  std::vector<std::pair<std::string, std::string>> attributes(const std::string& group) const;
  /// Names of the variables of a group, without dimensions that are only counted, in order of writing.
  std::vector<std::string> variables(const std::string& group) const;
  /// Shape, dimensions and unit of a variable, with its numbers or without.
  Variable numbers(const std::string& group, const std::string& name, bool with_values = true) const;
  bool holds_texts(const std::string& group, const std::string& name) const;
  /// Numbers of a variable as they are stored, bit for bit, in the byte order of this machine.
  std::vector<char> bytes(const std::string& group, const std::string& name) const;
  /// Texts of a variable.
  std::vector<std::string> texts(const std::string& group, const std::string& name) const;
  /// Reads every variable of these groups to its end; the places ("series/chips.sold") that cannot be read.
  std::vector<std::string> unreadable(const std::vector<std::string>& groups) const;

 private:
  detail::Handle open(const std::string& group) const;
  std::string at(const std::string& place) const { return path_ + ": " + place; }

  std::string path_;
  detail::Quiet quiet_;
  detail::Handle file_;
};

}  // namespace exarace
