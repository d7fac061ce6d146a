#include "outputs/file/scales.hpp"

#include <hdf5.h>

#include <cstdio>

#include "outputs/file/handle.hpp"

namespace exarace::detail {
namespace {

void fixed_text(hid_t object, const char* name, const std::string& text) {
  const Handle type(H5Tcopy(H5T_C_S1), name);
  check(H5Tset_size(type, text.size() + 1), name);
  const Handle space(H5Screate(H5S_SCALAR), name);
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, type, text.c_str()), name);
}

}  // namespace

void make_scale(std::int64_t variable, const std::string& name) {
  fixed_text(variable, "CLASS", "DIMENSION_SCALE");
  fixed_text(variable, "NAME", name);
}

void make_bare_scale(std::int64_t variable, std::size_t length) {
  char name[80];
  std::snprintf(name, sizeof name, "This is a netCDF dimension but not a netCDF variable.%10zu", length);
  make_scale(variable, name);
}

std::uint64_t refer_to(std::int64_t object) {
  hobj_ref_t reference;
  check(H5Rcreate(&reference, object, ".", H5R_OBJECT, -1), "refer to a variable");
  return reference;
}

void name_axes(Kit& kit, std::int64_t variable, std::vector<std::uint64_t> scales) {
  const char* name = "DIMENSION_LIST";
  std::vector<hvl_t> lists;
  for (std::uint64_t& scale : scales) lists.push_back({1, &scale});
  const Handle attribute(
      H5Acreate2(variable, name, kit.references(), kit.space({lists.size()}), H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, kit.references(), lists.data()), name);
}

void name_users(std::int64_t scale, const std::vector<User>& users) {
  if (users.empty()) return;
  const char* name = "REFERENCE_LIST";
  const hsize_t count = users.size();
  const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(User)), name);
  check(H5Tinsert(type, "dataset", HOFFSET(User, variable), H5T_STD_REF_OBJ), name);
  check(H5Tinsert(type, "dimension", HOFFSET(User, axis), H5T_NATIVE_INT), name);
  const Handle space(H5Screate_simple(1, &count, nullptr), name);
  const Handle attribute(H5Acreate2(scale, name, type, space, H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, type, users.data()), name);
}

}  // namespace exarace::detail
