#include "outputs/file/kit.hpp"

#include <hdf5.h>

#include <algorithm>
#include <limits>

namespace exarace::detail {
namespace {

void set_fill(hid_t list, hid_t type, std::optional<std::int32_t> fill) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (H5Tget_class(type) == H5T_FLOAT) check(H5Pset_fill_value(list, H5T_NATIVE_DOUBLE, &none), "storage");
  if (fill) check(H5Pset_fill_value(list, H5T_NATIVE_INT32, &*fill), "storage");
}

void set_chunks(hid_t list, const std::vector<std::size_t>& shape, std::size_t element_size) {
  const auto lengths = chunk_of(shape, element_size);
  const std::vector<hsize_t> chunk(lengths.begin(), lengths.end());
  check(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), "storage");
}

Handle storage_list(const std::vector<std::size_t>& shape, hid_t type, Room room) {
  Handle list(H5Pcreate(H5P_DATASET_CREATE), "storage");
  keep_order(list);
  const std::size_t element_size = H5Tget_size(type);
  // What is small lies in one piece, not in the variable's header: netCDF clients such as R's ncdf4 know no such
  // layout.
  if (std::count(shape.begin(), shape.end(), 0) > 0) {
    set_chunks(list, shape, element_size);
  } else if (room == Room::packed && is_packed(shape, element_size)) {
    set_chunks(list, shape, element_size);
    if (element_size > 1) check(H5Pset_shuffle(list), "storage");
    check(H5Pset_deflate(list, kDeflateLevel), "storage");  // its own checksum tells damage
  }
  return list;
}

Handle space_of(const std::vector<std::size_t>& shape) {
  if (shape.empty()) return Handle(H5Screate(H5S_SCALAR), "shape");
  std::vector<hsize_t> now(shape.begin(), shape.end()), most = now;
  std::replace(most.begin(), most.end(), hsize_t{0}, hsize_t{H5S_UNLIMITED});
  return Handle(H5Screate_simple(static_cast<int>(now.size()), now.data(), most.data()), "shape");
}

}  // namespace

Kit::Kit() : text_(H5Tcopy(H5T_C_S1), "text type"), references_(H5Tvlen_create(H5T_STD_REF_OBJ), "axis type") {
  check(H5Tset_size(text_, H5T_VARIABLE), "text type");
  check(H5Tset_cset(text_, H5T_CSET_UTF8), "text type");
}

std::int64_t Kit::space(const std::vector<std::size_t>& shape) {
  const auto known = spaces_.find(shape);
  return known != spaces_.end() ? known->second : spaces_.emplace(shape, space_of(shape)).first->second;
}

std::int64_t Kit::storage(const std::vector<std::size_t>& shape, std::int64_t type, Room room,
                          std::optional<std::int32_t> fill) {
  const Layout layout(shape, type, room, fill);
  const auto known = storages_.find(layout);
  if (known != storages_.end()) return known->second;
  Handle list = storage_list(shape, type, room);
  if (room != Room::none) set_fill(list, type, fill);
  return storages_.emplace(layout, std::move(list)).first->second;
}

std::int64_t Kit::transfer(std::size_t count) {
  Handle& list = transfers_[count];
  if (list < 0) {
    list = Handle(H5Pcreate(H5P_DATASET_XFER), "transfer");
    // HDF5 clears two buffers of this size for every write; its own 1 MiB would be most of the time of few texts.
    check(H5Pset_buffer(list, std::clamp<std::size_t>(32 * count, 1024, 1 << 20), nullptr, nullptr), "transfer");
  }
  return list;
}

void keep_order(std::int64_t list) {
  check(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED), "order");
  check(H5Pset_attr_phase_change(list, 64, 32), "order");
  check(H5Pset_obj_track_times(list, false), "order");
}

}  // namespace exarace::detail
