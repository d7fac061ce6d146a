#pragma once
/// What the variables of one file share, made once each: types, extents and lists of properties. HDF5 takes longer to
/// make these than to write a small variable.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "outputs/file/chunks.hpp"
#include "outputs/file/handle.hpp"

namespace exarace::detail {

/// How the numbers of a variable lie in a file.
enum class Room {
  packed,  ///< compressed, unless it is small
  plain,   ///< as they are: texts of any length, which HDF5 keeps elsewhere and cannot compress
  none     ///< never written, takes no room
};

/// Identifiers (hid_t) that are valid as long as the kit.
class Kit {
 public:
  Kit();

  /// Type of texts of any length: UTF-8.
  std::int64_t text() const { return text_; }
  /// Type of an axis's list of scales.
  std::int64_t references() const { return references_; }
  /// Extent of a block; an empty shape is a scalar. A dimension of length 0 is unlimited: netCDF has no other empty
  /// ones.
  std::int64_t space(const std::vector<std::size_t>& shape);
  /// List that lays out a variable of that shape and type; `fill` means "none" where the type is not of floats, whose
  /// "none" is NaN.
  std::int64_t storage(const std::vector<std::size_t>& shape, std::int64_t type, Room room,
                       std::optional<std::int32_t> fill = {});
  /// List that writes so many texts.
  std::int64_t transfer(std::size_t count);
  Packer& packer() { return packer_; }

 private:
  using Layout = std::tuple<std::vector<std::size_t>, std::int64_t, Room, std::optional<std::int32_t>>;

  Handle text_, references_;
  std::map<std::vector<std::size_t>, Handle> spaces_;
  std::map<Layout, Handle> storages_;
  std::map<std::size_t, Handle> transfers_;
  Packer packer_;
};

/// Makes what is created with a list keep the order of its attributes, keep these in its header, which has a checksum,
/// and keep no clock, so that the same run makes the same bytes.
void keep_order(std::int64_t list);

}  // namespace exarace::detail
