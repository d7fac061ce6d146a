#pragma once
/// Writes netCDF-4 files, which are HDF5 files with named dimensions: built in memory, handed out as bytes.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "outputs/file/handle.hpp"
#include "outputs/file/image.hpp"
#include "outputs/file/kit.hpp"
#include "outputs/file/scales.hpp"

namespace exarace {

/// Named fact about a file, a group or a variable.
struct Attribute {
  std::string name;
  std::variant<std::string, double, std::int32_t, std::vector<std::int8_t>> value;
};
using Attributes = std::vector<Attribute>;

/// Type of a variable in a file.
enum class Element { int8, int32, int64, float32, float64, character, text };

/// A block of numbers or texts to write; it only points to them.
struct Values {
  Element element = Element::float64;
  const void* data = nullptr;
  std::size_t count = 0;

  Values(std::span<const double> v) : element(Element::float64), data(v.data()), count(v.size()) {}
  Values(std::span<const std::int64_t> v) : element(Element::int64), data(v.data()), count(v.size()) {}
  Values(std::span<const std::int32_t> v) : element(Element::int32), data(v.data()), count(v.size()) {}
  Values(std::span<const std::int8_t> v) : element(Element::int8), data(v.data()), count(v.size()) {}
  Values(std::span<const char> v) : element(Element::character), data(v.data()), count(v.size()) {}
  Values(std::span<const std::string> v) : element(Element::text), data(v.data()), count(v.size()) {}
  template <class T>
  Values(const std::vector<T>& v) : Values(std::span<const T>(v)) {}
};

/// How a variable is stored.
struct Storage {
  bool single = false;               ///< float64 numbers as float32
  std::optional<std::int32_t> fill;  ///< int32 value that means "none"; float64 variables always have NaN
};

/// One group of a file, with dimensions of its own.
class GroupWriter {
 public:
  /// "/" is the file itself.
  GroupWriter(detail::Kit& kit, std::int64_t file, const std::string& name);
  GroupWriter(GroupWriter&&) = default;

  /// Dimension with a label or number for each place: a coordinate variable.
  void axis(const std::string& name, Values labels, const Attributes& attributes);
  /// Dimension that is only counted.
  void axis(const std::string& name, std::size_t length);
  /// Variable over dimensions of this group; none makes a scalar.
  void variable(const std::string& name, const std::vector<std::string>& dims, Values values,
                const Attributes& attributes, const Storage& storage = {});
  /// Many or long texts over dimensions of this group, or one over none: a block of characters with a last dimension
  /// such as `string25`, as classic netCDF has it. It is compressed, which texts of any length cannot be.
  void texts(const std::string& name, std::vector<std::string> dims, std::span<const std::string_view> values,
             Attributes attributes);
  void texts(const std::string& name, std::vector<std::string> dims, const std::vector<std::string>& values,
             Attributes attributes) {
    texts(name, std::move(dims), std::vector<std::string_view>(values.begin(), values.end()), std::move(attributes));
  }
  void attribute(const Attribute& attribute);
  /// Tells the dimensions who uses them. Called by FileWriter::finish().
  void close();

 private:
  struct Axis {
    std::size_t length;
    detail::Handle scale;
    std::uint64_t reference;
    std::vector<detail::User> users;
  };
  detail::Handle create(const std::string& name, const std::vector<std::size_t>& shape, Values values,
                        const Storage& storage);
  void add_axis(const std::string& name, std::size_t length, detail::Handle scale);
  void attach(std::int64_t variable, const std::vector<std::string>& dims);

  detail::Kit* kit_;
  detail::Handle group_;
  std::map<std::string, Axis> axes_;
};

/// A file in the making. Throws ResultError.
class FileWriter {
 public:
  FileWriter();

  /// New group; the reference stays valid until finish().
  GroupWriter& group(const std::string& name);
  /// Shows what a group holds at the top of the file too, for clients that look nowhere else: links, not copies. Call
  /// it when the group has all its variables.
  void show_at_top(const std::string& group);
  /// Attribute of the file itself.
  void attribute(const Attribute& attribute);
  /// Closes the file: its bytes, with the checksum (see digest.hpp) filled in as the root attribute `checksum`.
  std::vector<char> finish();

 private:
  detail::Quiet quiet_;
  detail::FileImage image_;
  detail::Kit kit_;
  detail::Handle file_;
  std::map<std::string, GroupWriter> groups_;
};

}  // namespace exarace
