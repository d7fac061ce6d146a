#include "outputs/file/parts.hpp"

#include <hdf5.h>

#include <limits>
#include <type_traits>

#include "sim/core/error.hpp"

namespace exarace::detail {
namespace {

/// Attribute of one number: an array of length 1, as netCDF has it.
void write_numbers(Kit& kit, hid_t object, const std::string& name, Element element, const void* data,
                   std::size_t count) {
  const Handle attribute(
      H5Acreate2(object, name.c_str(), stored_type(element), kit.space({count}), H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, native_type(element), data), name);
}

}  // namespace

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

void write_attribute(Kit& kit, std::int64_t object, const Attribute& attribute) {
  const std::string& name = attribute.name;
  const auto write = [&](const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<T, std::string>) {
      const Handle id(H5Acreate2(object, name.c_str(), kit.text(), kit.space({}), H5P_DEFAULT, H5P_DEFAULT), name);
      const char* text = value.c_str();
      check(H5Awrite(id, kit.text(), &text), name);
    } else if constexpr (std::is_same_v<T, double>) {
      write_numbers(kit, object, name, Element::float64, &value, 1);
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
      write_numbers(kit, object, name, Element::int32, &value, 1);
    } else {
      write_numbers(kit, object, name, Element::int8, value.data(), value.size());
    }
  };
  std::visit(write, attribute.value);
}

void write_fill(Kit& kit, std::int64_t variable, Element element, const Storage& storage) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const float single_none = std::numeric_limits<float>::quiet_NaN();
  if (element == Element::float64) write_numbers(kit, variable, "_FillValue", element, &none, 1);
  if (element == Element::float32) write_numbers(kit, variable, "_FillValue", element, &single_none, 1);
  if (element == Element::int32 && storage.fill) write_numbers(kit, variable, "_FillValue", element, &*storage.fill, 1);
}

}  // namespace exarace::detail
