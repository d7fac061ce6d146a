#include "outputs/file_parts.hpp"

#include <hdf5.h>

#include <algorithm>
#include <limits>
#include <type_traits>

#include "sim/core/error.hpp"

namespace exarace::detail {
namespace {

constexpr std::size_t kChunkBytes = 1 << 20;
constexpr std::size_t kInsideHeader = 1024;  // bytes up to which a variable lies in its header: no chunk, no index

/// Attribute of one number: an array of length 1, as netCDF has it.
void write_numbers(hid_t object, const std::string& name, Element element, const void* data, std::size_t count) {
  const hsize_t length = count;
  const Handle space(H5Screate_simple(1, &length, nullptr), name);
  const Handle attribute(H5Acreate2(object, name.c_str(), stored_type(element), space, H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, native_type(element), data), name);
}

/// Lengths of chunks: all of a small variable, slabs along the first axis of a large one.
std::vector<hsize_t> chunks_of(const std::vector<std::size_t>& shape, std::size_t element_size) {
  std::vector<hsize_t> chunk;
  std::size_t slab = element_size;
  for (const std::size_t length : shape) chunk.push_back(std::max<std::size_t>(length, 1));
  for (std::size_t i = 1; i < chunk.size(); ++i) slab *= chunk[i];
  const hsize_t rows = std::max<std::size_t>(kChunkBytes / slab, 1);
  chunk[0] = std::min(chunk[0], rows);
  if (std::count(shape.begin(), shape.end(), 0) > 0)
    for (std::size_t i = 0; i < chunk.size(); ++i) chunk[i] = shape[i] == 0 ? 64 : std::min<hsize_t>(shape[i], 64);
  return chunk;
}

}  // namespace

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), "text type");
  check(H5Tset_size(type, H5T_VARIABLE), "text type");
  check(H5Tset_cset(type, H5T_CSET_UTF8), "text type");
  return type;
}

std::int64_t native_type(Element element) {
  switch (element) {
    case Element::int8: return H5T_NATIVE_INT8;
    case Element::int32: return H5T_NATIVE_INT32;
    case Element::int64: return H5T_NATIVE_INT64;
    case Element::float32: return H5T_NATIVE_FLOAT;
    case Element::float64: return H5T_NATIVE_DOUBLE;
    case Element::character: return H5T_C_S1;
    case Element::text: break;
  }
  throw ResultError("texts have no native type");
}

std::int64_t stored_type(Element element) {
  switch (element) {
    case Element::int8: return H5T_STD_I8LE;
    case Element::int32: return H5T_STD_I32LE;
    case Element::int64: return H5T_STD_I64LE;
    case Element::float32: return H5T_IEEE_F32LE;
    case Element::float64: return H5T_IEEE_F64LE;
    case Element::character: return H5T_C_S1;
    case Element::text: break;
  }
  throw ResultError("texts have no stored type");
}

void write_attribute(std::int64_t object, const Attribute& attribute) {
  const std::string& name = attribute.name;
  const auto write = [&](const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<T, std::string>) {
      const Handle type = text_type(), space(H5Screate(H5S_SCALAR), name);
      const Handle id(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), name);
      const char* text = value.c_str();
      check(H5Awrite(id, type, &text), name);
    } else if constexpr (std::is_same_v<T, double>) {
      write_numbers(object, name, Element::float64, &value, 1);
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
      write_numbers(object, name, Element::int32, &value, 1);
    } else {
      write_numbers(object, name, Element::int8, value.data(), value.size());
    }
  };
  std::visit(write, attribute.value);
}

void write_fill(std::int64_t variable, Element element, const Storage& storage) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const float single_none = std::numeric_limits<float>::quiet_NaN();
  if (element == Element::float64) write_numbers(variable, "_FillValue", element, &none, 1);
  if (element == Element::float32) write_numbers(variable, "_FillValue", element, &single_none, 1);
  if (element == Element::int32 && storage.fill) write_numbers(variable, "_FillValue", element, &*storage.fill, 1);
}

Handle storage_list(const std::vector<std::size_t>& shape, std::size_t element_size, Pack pack) {
  Handle list(H5Pcreate(H5P_DATASET_CREATE), "storage");
  check(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "storage");
  check(H5Pset_attr_phase_change(list, 64, 32), "storage");  // attributes stay in the header, which has a checksum
  check(H5Pset_obj_track_times(list, false), "storage");     // the same run makes the same bytes
  std::size_t bytes = element_size;
  for (const std::size_t length : shape) bytes *= length;
  if (bytes > 0 && bytes <= kInsideHeader) {
    check(H5Pset_layout(list, H5D_COMPACT), "storage");
  } else if (bytes == 0 || (pack == Pack::yes && !shape.empty())) {
    const auto chunk = chunks_of(shape, element_size);
    check(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), "storage");
    if (pack == Pack::no) return list;
    check(H5Pset_shuffle(list), "storage");
    check(H5Pset_deflate(list, 1), "storage");
    check(H5Pset_fletcher32(list), "storage");
  }
  return list;
}

Handle space_of(const std::vector<std::size_t>& shape) {
  if (shape.empty()) return Handle(H5Screate(H5S_SCALAR), "shape");
  std::vector<hsize_t> now(shape.begin(), shape.end()), most = now;
  std::replace(most.begin(), most.end(), hsize_t{0}, hsize_t{H5S_UNLIMITED});
  return Handle(H5Screate_simple(static_cast<int>(now.size()), now.data(), most.data()), "shape");
}

}  // namespace exarace::detail
