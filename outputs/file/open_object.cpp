#include "outputs/file/open_object.hpp"

#include <hdf5.h>

#include <algorithm>

#include "sim/core/error.hpp"

namespace exarace::detail {
namespace {

// deflate makes 1032 bytes of one at most, and the smallest things that are written take a few hundred bytes.
constexpr std::size_t kMostPerByte = 1100, kFree = 64 << 10;
// What unfolds beyond this to more than kUsual times its size is no result: numbers of runs differ.
constexpr std::size_t kLarge = std::size_t{512} << 20, kUsual = 300;
constexpr std::size_t kMostOfAttribute = std::size_t{64} << 20;

/// Throws unless the link of that name leads to an object of the same file.
void check_link(std::int64_t group, const std::string& name, const std::string& place) {
  H5L_info_t link;
  check(H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT), place);
  if (link.type != H5L_TYPE_HARD)
    throw ResultError(place + ": '" + name + "' is a link to another place; results of exarace have none");
}

}  // namespace

Handle open_object(std::int64_t from, const std::string& path, const std::string& place) {
  if (path == "/") return Handle(H5Oopen(from, "/", H5P_DEFAULT), place);
  std::string done;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    done += (done.empty() ? "" : "/") + path.substr(at, end - at);
    check_link(from, done, place);
    at = end + 1;
  }
  return Handle(H5Oopen(from, path.c_str(), H5P_DEFAULT), place);
}

Handle open_dataset(std::int64_t group, const std::string& name, const std::string& place) {
  check_link(group, name, place);
  Handle variable(H5Dopen2(group, name.c_str(), H5P_DEFAULT), place);
  const Handle list(H5Dget_create_plist(variable), place);
  if (H5Pget_layout(list) == H5D_VIRTUAL || H5Pget_external_count(list) > 0)
    throw ResultError(place + ": its numbers lie in other files; a result of exarace holds its own");
  return variable;
}

std::vector<std::size_t> shape_of(std::int64_t space, const std::string& place) {
  const int rank = H5Sget_simple_extent_ndims(space);
  check(rank, place);
  std::vector<hsize_t> extent(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space, extent.data(), nullptr), place);
  return {extent.begin(), extent.end()};
}

std::size_t count_of(const std::vector<std::size_t>& shape) {
  std::size_t count = 1;
  for (const std::size_t length : shape)
    if (__builtin_mul_overflow(count, length, &count) || count >> 48 != 0)
      throw ResultError("a variable claims more numbers than any machine holds");
  return count;
}

std::size_t checked_count(const std::vector<std::size_t>& shape, std::size_t element_size, const std::string& place) {
  const std::size_t count = count_of(shape);
  if (count > kMostOfAttribute / std::max<std::size_t>(element_size, 8))
    throw ResultError(place + ": claims " + std::to_string(count) + " values");
  return count;
}

void check_expansion(std::int64_t variable, const std::vector<std::size_t>& shape, std::size_t element_size,
                     const std::string& place) {
  const std::size_t stored = H5Dget_storage_size(variable),
                    claimed = count_of(shape) * std::max<std::size_t>(element_size, 1);
  const bool more = claimed > kFree && claimed / kMostPerByte > stored;
  const std::size_t in_memory = count_of(shape) * std::max<std::size_t>(element_size, sizeof(double));
  if (more || (in_memory > kLarge && in_memory / kUsual > stored))
    throw ResultError(place + ": claims " + std::to_string(claimed) + " bytes, and " + std::to_string(stored) +
                      " are stored");
}

bool holds_references(std::int64_t type) {
  if (H5Tget_class(type) != H5T_VLEN) return false;
  const Handle element(H5Tget_super(type), "the type of a list");
  return H5Tequal(element, H5T_STD_REF_OBJ) > 0;
}

}  // namespace exarace::detail
